import { zipSync, strToU8 } from 'fflate'
import { expect, test, vi } from 'vitest'
import type { FileReading } from '../../server/schedule/import-file.ts'
import { localDate } from '../../server/time/dates.ts'
import { inThread } from '../../server/web/thread.ts'

// A thread begins, and files are large.
vi.setConfig({ testTimeout: 40_000 })

const reader = new URL('../../server/schedule/import-thread.ts', import.meta.url)
const wish = { from: localDate('2026-03-17'), to: localDate('2026-09-15'), zone: 'Europe/Stockholm' }

/** Reads as the server does, beside it, and within as little as is set here. */
async function read(file: string | Uint8Array, { seconds = 15 } = {}): Promise<string> {
  const bytes = typeof file === 'string' ? strToU8(file) : file
  const read = await inThread<FileReading>(reader, { bytes, wish }, { seconds, megabytes: 192, atOnce: 9 })
  if (typeof read === 'string') return read
  return read.done.problems[0]?.text ?? `${read.done.rows.length} rows`
}

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'
const workbook = (sheet: Uint8Array) => ({
  '[Content_Types].xml': strToU8('<Types/>'),
  'xl/workbook.xml': strToU8(
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ),
  'xl/_rels/workbook.xml.rels': strToU8(
    `<Relationships><Relationship Id="rId1" Type="${relation}" Target="worksheets/sheet1.xml"/></Relationships>`,
  ),
  'xl/worksheets/sheet1.xml': sheet,
})

test('a workbook that unpacks to a thousand times its size is not unpacked', async () => {
  const bomb = zipSync(workbook(new Uint8Array(60_000_000)), { level: 9 })
  expect(bomb.length).toBeLessThan(100_000)
  expect(await read(bomb)).toBe('schedule:import.brokenWorkbook')
  const lying = bomb.slice()
  const view = new DataView(lying.buffer)
  for (let at = 0; at < lying.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000)
      view.setUint32(at + 24, 1000, true)
  expect(await read(lying)).toBe('schedule:import.brokenWorkbook')
})

test('one cell at the far end of the largest sheet ends the thread, not the server', async () => {
  const sheet =
    '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
  expect(await read(zipSync(workbook(strToU8(sheet))))).toBe('too much')
})

test('a line that takes minutes to understand is given up, and the next file is read', async () => {
  const slow = `BEGIN:VCALENDAR\r\nX${';a=b'.repeat(500_000)}:1\r\nEND:VCALENDAR`
  expect(await read(slow, { seconds: 1 })).toBe('too much')
  expect(await read('Datum;Start;Aktivitet\n2026-03-17;9.30;Yoga')).toBe('1 rows')
})

test('ten megabytes of nonsense are a sentence', async () => {
  const noise = new Uint8Array(10 * 1024 * 1024).map((_, place) => (place * 7919) % 251)
  expect(await read(noise)).toBe('schedule:import.unknownKind')
  expect(await read('x'.repeat(10 * 1024 * 1024))).toBe('common:file.malformed')
})

test('no more are read at once than may be', async () => {
  const table = strToU8('Datum;Start;Aktivitet\n2026-03-17;9.30;Yoga')
  const bounds = { seconds: 15, megabytes: 64, atOnce: 1 }
  const both = await Promise.all([0, 1].map(() => inThread(reader, { bytes: table, wish }, bounds)))
  expect(both).toContain('busy')
  expect(await inThread(reader, { bytes: table, wish }, bounds)).not.toBe('busy')
})
