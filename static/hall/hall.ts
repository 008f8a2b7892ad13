/**
 * The screen in the hall: keeps its page fresh, and its clock going, for months without anybody's hand.
 * What the server last said stays while the line is down, with a quiet word of when that was.
 */
const POLL = 30_000
const PATIENCE = 8_000
const address = location.pathname

let main = document.getElementById('hall')!
let ahead = aheadOfServer()
let updatedAt = now()
let refreshing = false
let wanted = false
let changes: EventSource | undefined

function aheadOfServer(): number {
  return Date.now() - Number(main.dataset['now'])
}

function now(): number {
  return Date.now() - ahead
}

/** Asks for the page anew and puts it in the old one's place; asked for meanwhile, it asks once more. */
async function refresh(): Promise<void> {
  wanted = true
  if (refreshing) return
  refreshing = true
  while (wanted) {
    wanted = false
    await fetchOnce().catch(() => say(updatedAt))
  }
  refreshing = false
}

async function fetchOnce(): Promise<void> {
  const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const ended = page.getElementById('hall-ended')
  if (answer.status === 404 && ended) return end(ended, page.documentElement.lang)
  const fresh = page.getElementById('hall')
  // Whatever else answers here, such as a network that wants to be signed in to, is not the server.
  if (!answer.ok || !fresh) throw new Error('no answer of the server')
  if (fresh.dataset['release'] !== main.dataset['release']) return location.reload()
  main.replaceWith(fresh)
  main = fresh
  ahead = aheadOfServer()
  updatedAt = now()
  say(undefined)
  tick()
}

/** The address is worth nothing any more: nothing is left of what stood here, and nothing is asked any more. */
function end(ended: Element, itsLanguage: string): void {
  document.documentElement.lang = itsLanguage
  changes?.close()
  clearInterval(polling)
  clearInterval(ticking)
  window.removeEventListener('online', comeBack)
  main.replaceWith(ended)
  document.title = ended.querySelector('h1')?.textContent ?? ''
}

/** When the page was last fresh, if it is not now. */
function say(since: number | undefined): void {
  const place = document.getElementById('hall-updated')
  if (!place) return
  const words =
    since === undefined ? '' : (main.dataset['textUpdated'] ?? '').replace('%when%', momentInWords(since))
  if (place.textContent !== words) place.textContent = words
}

const language = document.documentElement.lang
const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
const zoned = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: main.dataset['zone'] })

function timeInWords(moment: number): string {
  const time = zoned({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment)
  return language === 'sv' ? time.replace(':', '.') : time
}

function momentInWords(moment: number): string {
  const time = timeInWords(moment)
  if (dateOf(moment) === dateOf(now())) return time
  return `${zoned({ weekday: 'long', day: 'numeric', month: 'long' }).format(moment)} ${time}`
}

function dateOf(moment: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: main.dataset['zone'] }).format(moment)
}

/** What the time alone changes: the clock, what is on, what is next, what is over, and at midnight the day. */
function tick(): void {
  const moment = now()
  const clock = document.getElementById('hall-clock')
  const time = timeInWords(moment)
  if (clock && clock.textContent !== time) clock.textContent = time

  const today = dateOf(moment)
  for (const day of main.querySelectorAll<HTMLElement>('.hall-day')) {
    const date = day.dataset['date'] ?? ''
    day.hidden = date < today
    if (date !== today) continue
    if (day.classList.contains('hall-tomorrow')) beginDay(day)
    markSessions(day, moment)
  }
}

/** Midnight has passed: what was tomorrow is today. The server is asked too, but may be out of reach. */
function beginDay(day: HTMLElement): void {
  day.classList.replace('hall-tomorrow', 'hall-today')
  const name = day.querySelector('.hall-day-name')
  if (name) name.textContent = main.dataset['textToday'] ?? ''
  void refresh()
}

function markSessions(day: HTMLElement, moment: number): void {
  const sessions = [...day.querySelectorAll<HTMLElement>('.hall-session')]
  const starts = (session: HTMLElement) => Number(session.dataset['starts'])
  const stands = (session: HTMLElement) => !session.classList.contains('is-cancelled')
  const next = sessions.find((session) => stands(session) && starts(session) > moment)
  for (const session of sessions) {
    const isOver = Number(session.dataset['ends']) <= moment
    const isNow = !isOver && stands(session) && starts(session) <= moment
    const isNext = stands(session) && next !== undefined && starts(session) === starts(next)
    session.classList.toggle('is-over', isOver)
    session.classList.toggle('is-now', isNow)
    session.classList.toggle('is-next', isNext)
  }
}

/** Hears of changes; where the line is closed for good, another one is opened after a while. */
function listen(): void {
  changes?.close()
  changes = new EventSource(`${address}/live`)
  changes.addEventListener('changed', () => void refresh())
  // Whatever came between the page and this line, or while the line was down, is fetched now.
  changes.addEventListener('listening', () => void refresh())
  changes.addEventListener('error', () => void refresh())
}

function comeBack(): void {
  listen()
}

const ticking = setInterval(tick, 1000)
const polling = setInterval(() => {
  void refresh()
  if (changes?.readyState === EventSource.CLOSED) listen()
}, POLL)
window.addEventListener('offline', () => say(updatedAt))
window.addEventListener('online', comeBack)
listen()
tick()
