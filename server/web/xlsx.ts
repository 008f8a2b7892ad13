import { unzipSync, zipSync } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import { harmless } from './csv.ts'

/** Before this day no archive can be dated. */
const always = new Date(1980, 0, 1)

/**
 * Rows as a workbook of one sheet, the first row being its headings. Every text is a text and none a formula, and the
 * same rows give the same bytes: the writer dates its parts by the clock.
 */
export async function xlsxOf(
  rows: readonly (readonly (string | number)[])[],
  { sheet, widths }: { sheet: string; widths: readonly number[] },
): Promise<Uint8Array<ArrayBuffer>> {
  const cells = rows.map((row, index) =>
    row.map((value) =>
      typeof value === 'number'
        ? { value, type: Number }
        : { value: kept(harmless(value)), type: String, ...(index === 0 && { fontWeight: 'bold' as const }) },
    ),
  )
  const written = writeXlsxFile(cells, {
    sheet,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  })
  return zipSync(unzipSync(new Uint8Array(await written.toBuffer())), { mtime: always })
}

/** The writer looks its texts up in a plain object, which knows some words before anything was put in it. */
const kept = (text: string): string => (text in {} ? `${text} ` : text)
