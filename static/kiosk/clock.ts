import { language } from './screens.ts'

/** The clock goes by the server's time, however wrong the tablet's own is. */
const shownSince = new WeakMap<HTMLElement, number>()

export function startClock() {
  setInterval(tick, 1000)
}

function tick() {
  const clock = document.querySelector<HTMLElement>('.kiosk-clock')
  if (!clock) return
  const shownAt = shownSince.get(clock) ?? performance.now()
  shownSince.set(clock, shownAt)
  const now = new Date(Number(clock.dataset['epoch']) + performance.now() - shownAt)
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: clock.dataset['zone'],
  }).format(now)
  const words = language.startsWith('sv') ? time.replace(':', '.') : time
  if (clock.textContent !== words) clock.textContent = words
}
