import { readFileSync } from 'node:fs'
import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { destinations, groupOf, groupOfExit } from '../../server/outcomes/destinations.ts'
import { exitReportInWords } from '../../server/outcomes/exit-report-words.ts'
import { exitReport, type ReportedExit } from '../../server/outcomes/exit-report.ts'
import { parseExitsFile } from '../../server/outcomes/exits-file.ts'

const promise = parseExitsFile(readFileSync('scripts/demo/promise-exits.csv')).exits

test("Promise's final report, which its staff had to write by hand", () => {
  expect(exitReportInWords(exitReport(promise), 'en').split('\n')).toEqual([
    '| years | exits | |',
    '|---|---|---|',
    '| 2018/2019 | 9 | work 2 · back to referrer 5 · other preparatory programme 2 |',
    '| 2020 | 6 | studies 2 · other preparatory programme 3 · back to referrer 1 |',
    '| 2021 | 11 | work training 3 · work 1 · other preparatory programme 1 · social psychiatry 1 · back to referrer 3 · pension 2 |',
    '| 2022 | 14 | work training 4 · other preparatory programme 2 · back to referrer 6 · studies 1 · sickness 1 · LSS 1 (15 destinations: one person went to work training and another programme) |',
    '| 2023 | 17 | positive, kind not recorded 5 · studies 2 · back to referrer 10 |',
    '| all | 57 | positive 20 · step less clear 32 · other 5 · straight to work, job-seeking or studies 8 |',
    '',
  ])
})

test('the same report in Swedish', () => {
  const lines = exitReportInWords(exitReport(promise), 'sv').split('\n')
  expect(lines[0]).toBe('| år | avslut | |')
  expect(lines[5]).toBe(
    '| 2022 | 14 | arbetsträning 4 · annan förberedande insats 2 · åter till remittent 6 · studier 1 · sjukdom 1 · LSS 1 (15 avslutsanledningar: en person gick till arbetsträning och en annan insats) |',
  )
  expect(lines[7]).toBe(
    '| alla | 57 | positiva 20 · oklart steg 32 · övriga 5 · direkt till arbete, arbetssökande eller studier 8 |',
  )
})

test('a person with a positive destination counts as positive once, whatever else stands beside it', () => {
  expect(groupOfExit(['other_preparatory_programme', 'work_training', 'studies'])).toBe('positive')
  const { all } = exitReport([{ reportingYear: '2022', destinations: ['sickness', 'work', 'studies'] }])
  expect(all).toMatchObject({ exits: 1, positive: 1, lessClear: 0, other: 0, straightToWork: 1 })
})

test('a step less clear weighs more than other, and nothing recorded is a value of its own', () => {
  expect(groupOfExit(['pension', 'back_to_referrer'])).toBe('less_clear')
  expect(groupOfExit(['lss'])).toBe('other')
  expect(groupOfExit([])).toBeUndefined()

  const report = exitReport([
    { reportingYear: '2024', destinations: [] },
    { reportingYear: '2024', destinations: ['work'] },
  ])
  expect(report.all).toMatchObject({ exits: 2, positive: 1, notRecorded: 1 })
  expect(exitReportInWords(report, 'en')).toContain('| 2024 | 2 | work 1 · not recorded 1 |\n')
  expect(exitReportInWords(report, 'en')).toContain('other 0 · not recorded 1 · straight to work')
})

test('the groups are those of the final report', () => {
  const positive = destinations.filter((destination) => groupOf(destination) === 'positive')
  const lessClear = destinations.filter((destination) => groupOf(destination) === 'less_clear')
  expect(positive).toEqual([
    'work',
    'studies',
    'job_seeking',
    'work_training',
    'placement',
    'positive_not_specified',
  ])
  expect(lessClear).toEqual(['back_to_referrer', 'other_preparatory_programme'])
})

test('two persons who went to the same two things are told together, in whatever order they were written', () => {
  const report = exitReport([
    { reportingYear: '2024', destinations: ['work', 'studies'] },
    { reportingYear: '2024', destinations: ['studies', 'work'] },
    { reportingYear: '2024', destinations: ['lss', 'pension', 'sickness'] },
  ])
  expect(exitReportInWords(report, 'en')).toContain(
    '(7 destinations: 2 persons went to work and studies; one person went to LSS, pension and sick leave)',
  )
})

test('without exits the report says so', () => {
  expect(exitReportInWords(exitReport([]), 'sv')).toBe('Inga avslut är registrerade.\n')
})

const exits = fc.array(
  fc.record({
    reportingYear: fc.constantFrom('2018/2019', '2020', '2021', '2022'),
    destinations: fc.subarray([...destinations], { maxLength: 3 }),
  }),
  { maxLength: 60 },
)

test('every exit is counted once, in its year and in all', () => {
  fc.assert(
    fc.property(exits, (rows) => {
      const { years, all } = exitReport(rows)
      for (const figures of [...years, all]) {
        const { positive, lessClear, other, notRecorded, straightToWork } = figures
        expect(positive + lessClear + other + notRecorded).toBe(figures.exits)
        expect(straightToWork).toBeLessThanOrEqual(positive)
      }
      for (const part of [
        'exits',
        'positive',
        'lessClear',
        'other',
        'notRecorded',
        'straightToWork',
      ] as const)
        expect(years.reduce((sum, year) => sum + year[part], 0)).toBe(all[part])
      expect(all.exits).toBe(rows.length)
      const named = rows.reduce((sum, row) => sum + row.destinations.length, 0)
      expect(all.destinations.reduce((sum, one) => sum + one.count, 0)).toBe(named)
    }),
  )
})

const figuresOf = (rows: ReportedExit[]) => {
  const { years, all } = exitReport(rows)
  return [...years, all].map(({ destinations, several, ...counts }) => ({
    ...counts,
    destinations: destinations.map(({ destination, count }) => `${destination} ${count}`).toSorted(),
    several: several.map((one) => `${one.destinations.toSorted().join()} ${one.exits}`).toSorted(),
  }))
}

test('the order of the exits changes the order of the words, never a figure', () => {
  const shuffled = exits.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  )
  fc.assert(
    fc.property(shuffled, ([rows, mixed]) => {
      expect(figuresOf(mixed)).toEqual(figuresOf(rows))
    }),
  )
})
