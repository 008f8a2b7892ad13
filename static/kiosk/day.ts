import { dateOf, now, setClock, showTime } from './clock.ts'
import { isEmpty } from './pad.ts'
import { idle, isBusy, isIdle, language, usual } from './screens.ts'

const REFRESH_SECONDS = 60
const PATIENCE_MS = 8000

let newRelease = () => {}

/** What takes in another release, once the server speaks of one. */
export function onNewRelease(take: () => void) {
  newRelease = take
}

export function keepDayFresh() {
  setInterval(tick, 1000)
  setInterval(() => void refreshDay(), REFRESH_SECONDS * 1000)
  tick()
}

/** Fetches the day anew while nobody is at the pad; a tablet that has been put out of use learns it here. */
export async function refreshDay() {
  if (!isIdle() || !isEmpty() || isBusy()) return
  try {
    const response = await fetch(language === usual ? '/kiosk' : `/kiosk?language=${language}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const next = page.querySelector<HTMLElement>('#kiosk')
    if (!next || !isIdle() || !isEmpty() || isBusy()) return
    if (next.dataset['screen'] !== 'idle') return location.replace('/kiosk')
    // Staff have opened or closed a way in.
    if (waysOf(next) !== waysOf(idle)) return location.replace('/kiosk')
    // What was kept is what stands here already.
    if (page.documentElement.dataset['kept'] !== undefined) return
    if (next.dataset['release'] !== idle?.dataset['release']) newRelease()
    setClock(page)
    for (const part of ['#kiosk-day', '#kiosk-days-ahead']) {
      const fresh = next.querySelector(part)
      if (fresh) idle?.querySelector(part)?.replaceWith(fresh)
    }
    tick()
  } catch {
    // The day as it was stands until the next minute.
  }
}

const waysOf = (screen: HTMLElement | undefined) =>
  screen?.querySelector<HTMLElement>('#kiosk-ways')?.dataset['ways']

/** What the time alone changes: the clock, what is on and what is over, and at midnight the day. */
function tick() {
  const moment = now()
  const today = dateOf(moment)
  const day = idle?.querySelector<HTMLElement>('#kiosk-day')
  if (day && day.dataset['date'] !== today) turnTo(today, day)
  showTime()
  for (const session of idle?.querySelectorAll<HTMLElement>('#kiosk-day .kiosk-session[data-starts]') ?? [])
    mark(session, moment)
}

/** Midnight has passed: the server is asked every minute, but may be out of reach for days. */
function turnTo(today: string, day: HTMLElement) {
  const ahead = idle?.querySelector<HTMLTemplateElement>('#kiosk-days-ahead')?.content
  const next =
    ahead?.querySelector(`[data-date="${today}"]`) ??
    (day.dataset['date'] === '' ? undefined : ahead?.querySelector('[data-date=""]'))
  if (next) day.replaceWith(next.cloneNode(true))
}

function mark(session: HTMLElement, moment: number) {
  const isOver = Number(session.dataset['ends']) <= moment
  const isNow = !isOver && Number(session.dataset['starts']) <= moment
  session.classList.toggle('is-over', isOver)
  session.classList.toggle('is-now', isNow)
  session.classList.toggle('is-later', !isOver && !isNow)
  const kind = session.querySelector('.kiosk-session-kind')
  const words = session.dataset[isNow ? 'now' : 'kind']
  if (kind && words !== undefined && kind.textContent !== words) kind.textContent = words
}
