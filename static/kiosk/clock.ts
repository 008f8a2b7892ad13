import { idle, language } from './screens.ts'

/**
 * The clock goes by the server's time, however wrong the tablet's own is. A page that was kept tells when it was kept:
 * from then on only the tablet's clock has counted.
 */
let ahead = aheadOf(document)

function aheadOf(page: Document): number {
  const told = Number(page.querySelector<HTMLElement>('.kiosk-clock')?.dataset['epoch'] ?? Number.NaN)
  const heardAt = Number(page.documentElement.dataset['kept'] ?? Date.now())
  return Number.isNaN(told) ? 0 : told - heardAt
}

/** The server has just told the time. */
export function setClock(page: Document) {
  ahead = aheadOf(page)
}

export const now = (): number => Date.now() + ahead

const zone = idle?.querySelector<HTMLElement>('.kiosk-clock')?.dataset['zone']

export const dateOf = (moment: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(moment)

/** The time of day, and the day too where it is not today's. */
export function timeInWords(device: Date, today: Date): string {
  const moment = device.getTime() + ahead
  const [, month, day] = dateOf(moment).split('-').map(Number)
  const time = timeOfDay(moment)
  return dateOf(moment) === dateOf(today.getTime()) ? time : `${day}/${month} ${time}`
}

function timeOfDay(moment: number): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(moment)
  return language.startsWith('sv') ? time.replace(':', '.') : time
}

export function showTime() {
  const clock = document.querySelector<HTMLElement>('.kiosk-clock')
  const words = timeOfDay(now())
  if (clock && clock.textContent !== words) clock.textContent = words
}
