import { readFileSync } from 'node:fs'
import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { textsIn } from '../../server/language/catalogue.ts'
import { destinations } from '../../server/outcomes/destinations.ts'
import { parseExitsFile } from '../../server/outcomes/exits-file.ts'

const file = (...rows: string[]) => ['reporting_year,destinations', ...rows].join('\n')
const problemsIn = (content: string | Uint8Array) =>
  parseExitsFile(content).problems.map(({ text, values }) => textsIn('en')(text, values))

test('the 57 published exits are read, and the one with two destinations has both', () => {
  const { exits, problems } = parseExitsFile(readFileSync('scripts/demo/promise-exits.csv'))
  expect(problems).toEqual([])
  expect(exits).toHaveLength(57)
  expect(exits[0]).toEqual({ row: 2, reportingYear: '2018/2019', destinations: ['work'] })
  expect(exits.filter((exit) => exit.destinations.length > 1)).toEqual([
    { row: 31, reportingYear: '2022', destinations: ['work_training', 'other_preparatory_programme'] },
  ])
})

test('what spreadsheets write is read: a byte order mark, CRLF, semicolons, quotes, blank rows, other columns', () => {
  const written = '\ufeffname;Destinations;Reporting_Year\r\n;"work; studies";2020\r\n\r\n;;\r\n;LSS;2021\r\n'
  const expected = [
    { row: 2, reportingYear: '2020', destinations: ['work', 'studies'] },
    { row: 5, reportingYear: '2021', destinations: ['lss'] },
  ]
  expect(parseExitsFile(written)).toEqual({ exits: expected, problems: [] })
  expect(parseExitsFile(new TextEncoder().encode(written)).exits).toEqual(expected)
  expect(parseExitsFile(written.replaceAll('\r\n', '\r')).exits).toEqual(expected)
  expect(parseExitsFile('reporting_year\tdestinations\n2020\twork;studies').exits).toHaveLength(1)
})

test('every problem is told with its row, and nothing is half done', () => {
  const content = file(
    '2020,work',
    '20,work',
    '2020,',
    '2020,wrk;studies',
    '2020,work;work',
    '2020,work,studies',
  )
  expect(parseExitsFile(content).exits).toEqual([])
  expect(problemsIn(content)).toEqual([
    'Row 3: “20” is no reporting year. Write for example 2020 or 2018/2019.',
    'Row 4: the destination is missing.',
    'Row 5: the destination “wrk” is unknown.',
    'Row 6: the destination “work” stands there twice.',
    'Row 7: 3 cells, but the heading has 2.',
  ])
})

test.each(['2018/2020', '2019/2018', '2018/19', '1999', '2101', '2020.0', '２０２０'])(
  '%s is no reporting year',
  (year) => {
    expect(problemsIn(file(`${year},work`))).toHaveLength(1)
  },
)

test.each([
  ['', 'The file is empty.'],
  ['\ufeff\r\n', 'The file is empty.'],
  ['reporting_year,destinations\n', 'The file has headings but no rows.'],
  ['reporting_year\n2020', 'The column destinations is missing.'],
  [
    'reporting_year,destinations,destinations\n2020,work,work',
    'The column destinations is there more than once.',
  ],
  ['reporting_year,destinations\n2020,"work\n2021,work', 'Row 3: a quotation mark is misplaced or missing.'],
  ['reporting_year,destinations\0\n2020,work', 'The file is not text in UTF-8. Save it as CSV (UTF-8).'],
])('%j is refused as a whole', (content, problem) => {
  expect(problemsIn(content)).toEqual([problem])
})

test('a file that is no text, or without its heading, is refused', () => {
  expect(problemsIn(Uint8Array.of(0x50, 0x4b, 3, 4, 0xff))).toEqual([
    'The file is not text in UTF-8. Save it as CSV (UTF-8).',
  ])
  expect(problemsIn('2020,work\n2021,work')).toEqual([
    'The column reporting_year is missing.',
    'The column destinations is missing.',
  ])
})

test('ten thousand rows are read, one more is refused, and so is what is far too large', () => {
  const rows = Array.from({ length: 10_000 }, () => '2020,work')
  expect(parseExitsFile(file(...rows)).exits).toHaveLength(10_000)
  expect(problemsIn(file(...rows, '2020,work'))).toEqual(['The file has more than 10000 rows.'])
  expect(problemsIn('x'.repeat(2_000_001))).toEqual(['The file is larger than 2 MB.'])
})

test('what a file holds commands neither the terminal nor the catalogue', () => {
  const [problem] = problemsIn(file(`2020,\u001b[31m\u202e{{row}}$t(common:save)${'x'.repeat(100)}`))
  expect(problem).toContain('�[31m�{{row}}$t(common:save)')
  expect(problem!.length).toBeLessThan(100)
})

test('whatever is written is read back', () => {
  const exit = fc.record({
    year: fc.constantFrom('2018/2019', '2020', '2021'),
    led: fc.subarray([...destinations], { minLength: 1 }),
  })
  fc.assert(
    fc.property(
      fc.array(exit, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('\n', '\r\n'),
      (exits, end) => {
        const content = file(...exits.map(({ year, led }) => `${year},${led.join(';')}`)).replaceAll(
          '\n',
          end,
        )
        expect(parseExitsFile(content)).toEqual({
          exits: exits.map(({ year, led }, index) => ({
            row: index + 2,
            reportingYear: year,
            destinations: led,
          })),
          problems: [],
        })
      },
    ),
  )
})

test('no file makes it fall', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => file(text)),
      ),
      (content) => {
        const { exits, problems } = parseExitsFile(content)
        expect(exits.length === 0 || problems.length === 0).toBe(true)
        expect(exits.length + problems.length).toBeGreaterThan(0)
      },
    ),
  )
})
