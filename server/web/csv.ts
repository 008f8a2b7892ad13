/** A spreadsheet takes a cell that begins like this for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Rows as a file that a Swedish spreadsheet opens at a double click: a byte order mark, semicolons, and no cell that
 * commands the reader's computer.
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellOf).join(';')}\r\n`).join('')}`
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const written = harmless(value)
  return /["';\r\n\t]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written
}

/** The text of a cell as no spreadsheet runs it. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)
