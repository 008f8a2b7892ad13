import { mostImportBytes, unreadable, type FileReading } from './import-file.ts'
import { readCalendar, type CalendarWish } from './import-calendar.ts'
import { gridOfWorkbook } from './import-sheet.ts'
import { gridOfText, rowsOfGrid } from './import-table.ts'

/** What is in a file, whatever its name says: a calendar, a workbook or a table of text. */
export async function readImportFile(bytes: Uint8Array, wish: CalendarWish): Promise<FileReading> {
  if (bytes.length > mostImportBytes)
    return unreadable('table', 'schedule:import.tooLarge', { megabytes: 10 })
  if (bytes.length === 0) return unreadable('table', 'common:file.empty')
  if (beginsWith(bytes, workbook)) {
    const grid = await gridOfWorkbook(bytes)
    return grid ? rowsOfGrid(grid) : unreadable('table', 'schedule:import.brokenWorkbook')
  }
  if (beginsWith(bytes, oldWorkbook)) return unreadable('table', 'schedule:import.oldWorkbook')
  const text = textOfBytes(bytes)
  if (text === undefined) return unreadable('table', 'schedule:import.unknownKind')
  if (/^\s*BEGIN:VCALENDAR/i.test(text)) return readCalendar(text, wish)
  const grid = gridOfText(text)
  return 'malformed' in grid
    ? unreadable('table', 'common:file.malformed', { row: grid.malformed })
    : rowsOfGrid(grid)
}

const workbook = [0x50, 0x4b, 0x03, 0x04]
const oldWorkbook = [0xd0, 0xcf, 0x11, 0xe0]

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, place) => bytes[place] === byte)

/**
 * The text of a file: by its mark, as UTF-16 when every other byte is empty, as UTF-8 when it can be, and else as what
 * an older Swedish spreadsheet writes. Undefined when it is no text.
 */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes)
  // A text has no control characters but tabs and line ends; pictures and programs are full of them.
  return text === undefined ||
    /[^\P{Cc}\t\n\v\f\r\u0080-\u009f]/u.test(text.slice(0, 100_000)) ||
    text.includes('\0')
    ? undefined
    : text
}

function decoded(bytes: Uint8Array): string | undefined {
  if (beginsWith(bytes, [0xff, 0xfe])) return decodedAs('utf-16le', bytes)
  if (beginsWith(bytes, [0xfe, 0xff])) return decodedAs('utf-16be', bytes)
  const [first, second, third, fourth] = bytes
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return decodedAs('utf-16le', bytes)
  return decodedAs('utf-8', bytes) ?? decodedAs('windows-1252', bytes)
}

function decodedAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
