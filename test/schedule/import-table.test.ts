import { fc } from '../properties.ts'
import { expect, test, vi } from 'vitest'
import {
  dateOfCell,
  placesOfCell,
  timeOfCell,
  timesOfCell,
  weekdayOfCell,
} from '../../server/schedule/import-cells.ts'
import { readImportFile } from '../../server/schedule/import-reading.ts'
import { localDate } from '../../server/time/dates.ts'
import { csvOf } from '../../server/web/csv.ts'
import { xlsxOf } from '../../server/web/xlsx.ts'

// Files by the dozen, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const wish = { from: localDate('2026-03-17'), to: localDate('2026-09-15'), zone: 'Europe/Stockholm' }
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string | Uint8Array) =>
  readImportFile(typeof text === 'string' ? bytes(text) : text, wish)
const cellsOf = async (text: string | Uint8Array) => (await read(text)).rows.map(({ cells }) => cells)

const yoga = { date: '2026-03-17', start: '9.30', end: '10.30', activity: 'Yoga', place: 'Köket' }
const lines = [
  ['Datum', 'Start', 'Slut', 'Aktivitet', 'Plats'],
  ['2026-03-17', '9.30', '10.30', 'Yoga', 'Köket'],
]
const table = (delimiter: string) => lines.map((line) => line.join(delimiter)).join('\r\n')

test.each([
  ['semicolons', ';'],
  ['commas', ','],
  ['tabs', '\t'],
])('a table with %s between the cells is read', async (_, delimiter) => {
  expect(await cellsOf(table(delimiter))).toEqual([yoga])
})

test('whatever a spreadsheet writes text in, å, ä and ö are read', async () => {
  const text = table(';')
  const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
  const bigEndian = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())
  const unmarked = new Uint8Array(Buffer.from(text, 'utf16le'))
  for (const file of [
    bytes(text),
    bytes(`\ufeff${text}`),
    utf16,
    bigEndian,
    unmarked,
    new Uint8Array(Buffer.from(text, 'latin1')),
  ])
    expect(await cellsOf(file)).toEqual([yoga])
})

test('a quoted cell may hold separators, quotation marks and line ends, and the rows keep their numbers', async () => {
  const { rows } = await read(
    'Aktivitet;Datum;Start\n"Sy; ""laga""\noch brodera";2026-03-17;9.30\nYoga;2026-03-18;9.30',
  )
  expect(rows.map(({ row, cells }) => [row, cells.activity])).toEqual([
    [2, 'Sy; "laga"\noch brodera'],
    [4, 'Yoga'],
  ])
})

test('headings are known in Swedish, in English and as Outlook writes them, in any order, with words above them', async () => {
  expect(
    await cellsOf(
      'Schema våren\n\nLocation,Subject,Start Date,Start Time,End Date,End Time,Reminder\nSalen,Yoga,3/17/2026,9:30:00 AM,3/17/2026,10:30:00 AM,x',
    ),
  ).toEqual([
    {
      place: 'Salen',
      activity: 'Yoga',
      date: '3/17/2026',
      start: '9:30:00 AM',
      endDate: '3/17/2026',
      end: '10:30:00 AM',
    },
  ])
  expect(
    await cellsOf('Date;Start;End;Activity;Place;Leader;Places\n2026-03-17;09:30;10:30;Yoga;Salen;Leif;12'),
  ).toEqual([
    {
      date: '2026-03-17',
      start: '09:30',
      end: '10:30',
      activity: 'Yoga',
      place: 'Salen',
      leader: 'Leif',
      places: '12',
    },
  ])
})

test('the mark that keeps a spreadsheet from running a cell is not part of its words', async () => {
  expect(
    (
      await cellsOf(
        csvOf([
          ['Aktivitet', 'Datum', 'Start'],
          ['=cmd|calc', '2026-03-17', '09:30'],
        ]),
      )
    )[0]!.activity,
  ).toBe('=cmd|calc')
})

test.each([
  ['2026-03-17'],
  ['17/3 2026'],
  ['17/3/2026'],
  ['17.3.2026'],
  ['20260317'],
  ['17 mars 2026'],
  ['tis 17 mar 2026'],
  ['17 March 2026'],
  ['2026-03-17 09:30'],
  ['2026-03-17T09:30:00'],
  ['46098'],
  ['46098,395833'],
])('%s is the seventeenth of March', (cell) => {
  expect(dateOfCell(cell)).toBe('2026-03-17')
})

test.each([
  ['17/3'],
  ['2026-02-30'],
  ['0202-03-17'],
  ['17/13 2026'],
  ['9.30'],
  ['12'],
  [''],
  ['=NOW()'],
  ['99999'],
])('%s is no date', (cell) => {
  expect(dateOfCell(cell)).toBeUndefined()
})

test.each([
  ['9.30'],
  ['09.30'],
  ['9:30'],
  ['09:30'],
  ['09:30:00'],
  ['0930'],
  ['9,30'],
  ['9.3'],
  ['kl 9.30'],
  ['kl. 09:30'],
  ['9:30 AM'],
  ['9:30:00 am'],
  ['0.395833333'],
  ['0,395833'],
  ['46098.395833'],
  ['2026-03-17 09:30'],
])('%s is half past nine', (cell) => {
  expect(timeOfCell(cell)).toBe('09:30')
})

test('other times', () => {
  expect(['9', '12:30 AM', '1:05 pm', '00.30', '0.250000'].map(timeOfCell)).toEqual([
    '09:00',
    '00:30',
    '13:05',
    '00:30',
    '06:00',
  ])
  expect(['25:00', '9:75', '13:00 pm', 'nio', '', '-9.30'].map(timeOfCell)).toEqual(Array(6).fill(undefined))
  expect(timesOfCell('9.30–10.30')).toEqual({ start: '09:30', end: '10:30' })
  expect(['tisdag', 'Tis', 'Tuesday', 'tue', 'yoga'].map(weekdayOfCell)).toEqual([2, 2, 2, 2, undefined])
  expect(['12', '12.0', '', 'Ingen gräns', '-', 'tolv'].map(placesOfCell)).toEqual([
    12,
    12,
    null,
    null,
    null,
    undefined,
  ])
})

test('what is written to a table or a workbook is read again cell by cell', async () => {
  const word = fc
    .stringMatching(/^[A-Za-zÅÄÖåäö=+@;,"'.()\- ]{1,40}$/)
    .filter((text) => text.trim() === text && !/^'[=+\-@]/.test(text))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 }), async (names) => {
      const rows = [
        ['Datum', 'Start', 'Slut', 'Aktivitet', 'Plats'],
        ...names.map(([activity, place]) => ['2026-03-17', '09:30', '10:30', activity, place]),
      ]
      const meant = names.map(([activity, place]) => ({
        date: '2026-03-17',
        start: '09:30',
        end: '10:30',
        activity,
        place,
      }))
      expect(await cellsOf(csvOf(rows))).toEqual(meant)
      expect(await cellsOf(await xlsxOf(rows, { sheet: 'Schema', widths: [] }))).toEqual(meant)
    }),
    { numRuns: 40 },
  )
})

test('the same rows are the same workbook, byte for byte', async () => {
  const [one, other] = [
    await xlsxOf(lines, { sheet: 'A', widths: [] }),
    await xlsxOf(lines, { sheet: 'A', widths: [] }),
  ]
  expect(Buffer.compare(one, other)).toBe(0)
})

test.each([
  ['nothing', '', 'common:file.empty'],
  ['words', 'hej på dig', 'schedule:import.noHeadings'],
  ['headings alone', 'Datum;Start;Aktivitet\n', 'common:file.noRows'],
  ['no date', 'Start;Aktivitet\n9.30;Yoga', 'schedule:import.noDateColumn'],
  ['no start', 'Datum;Aktivitet\n2026-03-17;Yoga', 'schedule:import.noStartColumn'],
  ['one column twice', 'Datum;Date;Start;Aktivitet\n;;;Yoga', 'common:file.columnTwice'],
  [
    'a quotation mark that is never closed',
    'Datum;Start;Aktivitet\n2026-03-17;9.30;"Yoga',
    'common:file.malformed',
  ],
  ['a page', '<!doctype html><p>Hej', 'schedule:import.noHeadings'],
])('of %s nothing is read, and it says why', async (_, text, why) => {
  expect(await read(text)).toMatchObject({ rows: [], problems: [{ text: why }] })
})

test('more rows than can be looked at are refused', async () => {
  const many = `Datum;Start;Aktivitet\n${'2026-03-17;9.30;Yoga\n'.repeat(1001)}`
  expect(await read(many)).toMatchObject({ rows: [], problems: [{ text: 'common:file.tooManyRows' }] })
})

test('pictures, old workbooks and half workbooks are refused by name', async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  const xls = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])
  const whole = await xlsxOf(lines, { sheet: 'A', widths: [] })
  expect(await read(png)).toMatchObject({ problems: [{ text: 'schedule:import.unknownKind' }] })
  expect(await read(xls)).toMatchObject({ problems: [{ text: 'schedule:import.oldWorkbook' }] })
  expect(await read(whole.slice(0, 700))).toMatchObject({
    problems: [{ text: 'schedule:import.brokenWorkbook' }],
  })
})
