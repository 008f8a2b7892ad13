import type { Calendar } from 'fullcalendar'
import type { Session } from './week-data.ts'

/** An ordinary day, by the hour. */
export const opensAt = 7
export const closesAt = 18

/** The hours and days that are seen: those of an ordinary week, and whatever else this one needs; a weekend whole or not at all. */
export function fit(
  calendar: Calendar,
  sessions: readonly Session[],
  days: readonly string[],
  today: string,
) {
  const hour = (time: string) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60
  const overnight = sessions.some(({ start, end }) => end <= start)
  const first = Math.min(opensAt, ...sessions.map(({ start }) => Math.floor(hour(start))))
  const last = overnight ? 24 : Math.max(closesAt, ...sessions.map(({ end }) => Math.ceil(hour(end))))
  const [saturday = '', sunday = ''] = days.slice(5)
  const hasWeekend = [today, ...sessions.map(({ date }) => date)].some(
    (date) => date === saturday || date === sunday,
  )
  const weekend = hasWeekend ? [] : [6, 0]
  set(calendar, 'slotMinTime', clock(first))
  set(calendar, 'slotMaxTime', clock(last))
  if (String(calendar.getOption('hiddenDays')) !== String(weekend)) calendar.setOption('hiddenDays', weekend)
}

/**
 * FullCalendar labels its cells with words of its own over what stands in them, and a row's head with nothing in it:
 * what is seen is what should be heard.
 */
export function mendLabels(section: HTMLElement) {
  for (const header of section.querySelectorAll('[role="columnheader"]')) {
    header.removeAttribute('aria-label')
    for (const hidden of header.querySelectorAll('[aria-hidden="true"]'))
      hidden.removeAttribute('aria-hidden')
  }
  for (const number of section.querySelectorAll('[role="row"]:has([role="columnheader"]) [role="gridcell"]'))
    number.removeAttribute('aria-label')
  for (const header of section.querySelectorAll('[role="rowheader"]')) {
    header.removeAttribute('aria-label')
    header.setAttribute('role', 'gridcell')
  }
}

function set(calendar: Calendar, option: 'slotMinTime' | 'slotMaxTime', value: string) {
  if (calendar.getOption(option) !== value) calendar.setOption(option, value)
}

export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
