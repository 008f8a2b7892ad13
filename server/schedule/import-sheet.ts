import { unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { localDateOf, localTimeOf } from '../time/zones.ts'
import { Temporal } from 'temporal-polyfill'
import type { Grid } from './import-table.ts'

/** A sheet of a thousand rows is a hundredth of this. */
const mostUnpacked = 16 * 1024 * 1024
const mostParts = 500

/**
 * The first sheet of a workbook; undefined when it is none, or unpacks to more than is bearable. What a part says of its
 * own size is checked before anything is unpacked, and no more than that is unpacked.
 */
export async function gridOfWorkbook(bytes: Uint8Array): Promise<Grid | undefined> {
  const parts = unpacked(bytes)
  if (parts === undefined) return undefined
  // Handed on as it is now, so that nothing is unpacked a second time.
  const bounded = zipSync(parts, { level: 0 })
  const sheet = await readSheet(bounded.buffer as ArrayBuffer, 1, { trim: false }).catch(() => undefined)
  return sheet?.map((cells, index) => ({
    line: index + 1,
    cells: cells.map((cell) => textOfCell(cell as Cell)),
  }))
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  let size = 0
  let count = 0
  let isTooLarge = false
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        size += originalSize
        count += 1
        isTooLarge ||= size > mostUnpacked || count > mostParts
        return !isTooLarge && /\.xml(\.rels)?$/.test(name)
      },
    })
    return isTooLarge ? undefined : parts
  } catch {
    return undefined
  }
}

type Cell = string | number | boolean | Date | null

/** A time of day is a part of a day, a date without a time is midnight: both come as a moment in UTC. */
function textOfCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return textOfNumber(cell)
  if (!(cell instanceof Date)) return String(cell)
  if (Number.isNaN(cell.getTime())) return ''
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.round(cell.getTime() / 60_000) * 60_000)
  const [date, time] = [localDateOf(moment, 'UTC'), localTimeOf(moment, 'UTC')]
  if (date < '1900-01-02') return time
  return time === '00:00' ? date : `${date} ${time}`
}

/** Less than one is a part of a day; it keeps its decimals, so that nobody takes it for minutes. */
function textOfNumber(number: number): string {
  return number > 0 && number < 1 ? number.toFixed(6) : String(number)
}
