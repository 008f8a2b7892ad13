import { addDays, parseLocalDate, type LocalDate } from './dates.ts'

/** A month of a year, '2026-03'. Sorts as text. */
export type LocalMonth = string & { readonly unit: 'local month' }

export function parseLocalMonth(text: string): LocalMonth | undefined {
  return parseLocalDate(`${text}-01`) && (text as LocalMonth)
}

export function localMonth(text: string): LocalMonth {
  const month = parseLocalMonth(text)
  if (month === undefined) throw new RangeError(`not a month: ${JSON.stringify(text)}`)
  return month
}

export function monthOf(date: LocalDate): LocalMonth {
  return date.slice(0, 7) as LocalMonth
}

export function firstOf(month: LocalMonth): LocalDate {
  return `${month}-01` as LocalDate
}

export function lastOf(month: LocalMonth): LocalDate {
  return addDays(firstOf(addMonths(month, 1)), -1)
}

export function addMonths(month: LocalMonth, months: number): LocalMonth {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  const [year, number] = [Math.floor(count / 12), (count % 12) + 1]
  return `${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}` as LocalMonth
}
