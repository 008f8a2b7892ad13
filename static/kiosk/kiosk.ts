/**
 * The tablet's screen. Idle with its pad → sent → thanks, a choice or kind words → idle again, by itself.
 * What was typed lives in this file's memory only, and no longer than the question it answers.
 */
const CODE_LENGTH = 6
const PAD_SECONDS = 30
const MORE_SECONDS = 30
const REFRESH_SECONDS = 60
const PATIENCE_MS = 8000
const RETRY_AFTER_MS = 1000

let screen = document.querySelector<HTMLElement>('#kiosk')
const idle = screen?.dataset['screen'] === 'idle' ? screen : undefined
const language = document.documentElement.lang

let typed = ''
/** The code of the one who stands here, while a choice is open. */
let standing = ''
let sending = false
let returning: number | undefined

if (idle) {
  document.addEventListener('click', pressed)
  document.addEventListener('keydown', keyed)
  setInterval(tick, 1000)
  setInterval(() => void refresh(), REFRESH_SECONDS * 1000)
  returnInTime()
}

function pressed(event: MouseEvent) {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null
  if (!button || sending) return
  const { digit, act, session } = button.dataset
  if (digit !== undefined) type(digit)
  else if (act === 'erase') shorten(typed.slice(0, -1))
  else if (act === 'clear') shorten('')
  else if (act === 'back') start()
  else if (act === 'more') stayLonger()
  else if (act === 'check-ins' || act === 'departures') void send(act, session)
}

/** The pad by keyboard: digits, Backspace, Escape, and Enter for coming in. */
function keyed(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey || sending) return
  if (event.key === 'Escape') return start()
  if (!isIdle()) return
  if (/^[0-9]$/.test(event.key)) type(event.key)
  else if (event.key === 'Backspace') shorten(typed.slice(0, -1))
  else if (
    event.key === 'Enter' &&
    !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)
  )
    void send('check-ins')
}

function type(digit: string) {
  if (typed.length === CODE_LENGTH) return
  typed += digit
  showTyped()
}

function shorten(to: string) {
  typed = to
  showTyped()
}

function showTyped() {
  say('how')
  const code = document.querySelector<HTMLElement>('#kiosk-code')
  if (!code) return
  const words = JSON.parse(code.dataset['typed'] ?? '[]') as string[]
  code.setAttribute('aria-label', words[typed.length] ?? '')
  for (const [place, box] of [...code.children].entries()) {
    box.classList.toggle('is-filled', place < typed.length)
    box.classList.toggle('is-next', place === typed.length)
  }
  returnInTime()
}

/** Half a code and a language that somebody chose do not wait for the next person. */
function returnInTime() {
  clearTimeout(returning)
  if (typed !== '' || language !== idle?.dataset['usual'])
    returning = window.setTimeout(start, PAD_SECONDS * 1000)
}

/** Says one of the page's own sentences under the question. */
function say(word: 'how' | 'six' | 'wait' | 'offline') {
  const words = document.querySelector<HTMLTemplateElement>('#kiosk-words')
  speak(
    words?.content.querySelector(`[data-word="${word}"]`)?.textContent ?? '',
    word !== 'how' && word !== 'wait',
  )
}

/** What asks for another try stands out from what merely explains. */
function speak(sentence: string, isNew: boolean) {
  const said = document.querySelector('#kiosk-said')
  if (said && said.textContent !== sentence) said.textContent = sentence
  said?.classList.toggle('is-new', isNew)
}

async function send(verb: 'check-ins' | 'departures', session?: string) {
  const code = isIdle() ? typed : standing
  if (code.length !== CODE_LENGTH) return say('six')
  sending = true
  clearTimeout(returning)
  screen?.setAttribute('aria-busy', 'true')
  say('wait')
  const report = {
    id: newId(),
    code,
    device_time: new Date().toISOString(),
    language,
    ...(session === undefined ? {} : { session_id: session }),
  }
  const answer = await delivered(verb, report)
  sending = false
  screen?.removeAttribute('aria-busy')
  typed = ''
  standing = ''
  if (answer === undefined) unreachable()
  else if (answer.outcome === 'not_paired' || answer.outcome === 'revoked') location.replace('/kiosk')
  else if (answer.outcome === 'unknown' || answer.outcome === 'wait') sayInstead(answer.html)
  else {
    if (answer.outcome === 'choice' || answer.outcome === 'already_in') standing = code
    swap(answer.html)
  }
}

type Answer = { outcome: string; html: string }

/** Sent with the same id once more if the first try got no answer of ours: it counts once. */
async function delivered(verb: string, report: Record<string, string>): Promise<Answer | undefined> {
  const first = await post(verb, report)
  if (first) return first
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
  return post(verb, report)
}

/** Only an answer that names its outcome is ours: a captive portal's page does not. */
async function post(verb: string, report: Record<string, string>): Promise<Answer | undefined> {
  try {
    const response = await fetch(`/kiosk/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/html' },
      body: JSON.stringify(report),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const outcome = response.headers.get('Stegvis-Outcome')
    return outcome === null ? undefined : { outcome, html: await response.text() }
  } catch {
    return undefined
  }
}

/** A UUID; crypto.randomUUID is missing where the tablet reaches the server without TLS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function unreachable() {
  if (!isIdle()) start()
  showTyped()
  say('offline')
  returning = window.setTimeout(start, PAD_SECONDS * 1000)
}

/** The words of the answer instead of ours, over an empty pad. */
function sayInstead(html: string) {
  if (!isIdle()) start()
  showTyped()
  speak(parsed(html)?.textContent ?? '', true)
  returning = window.setTimeout(start, PAD_SECONDS * 1000)
}

function swap(html: string) {
  const next = parsed(html)
  if (!next || !screen) return
  put(next)
  stayFor(Number(next.dataset['returns'] ?? PAD_SECONDS))
}

function put(next: HTMLElement) {
  screen?.replaceWith(next)
  screen = next
  scrollTo(0, 0)
  next.focus({ preventScroll: true })
}

/** The time that a screen asks for; then back to the start. */
function stayFor(seconds: number) {
  clearTimeout(returning)
  returning = window.setTimeout(start, seconds * 1000)
}

function stayLonger() {
  screen?.classList.add('has-more-time')
  stayFor(MORE_SECONDS)
}

/** Back to the start, with nothing left of whoever stood here; in the tablet's usual language. */
function start() {
  clearTimeout(returning)
  typed = ''
  standing = ''
  if (!idle || sending) return
  if (language !== idle.dataset['usual']) return location.replace('/kiosk')
  if (!isIdle()) {
    put(idle)
    void refresh()
  }
  showTyped()
}

/** Fetches the day anew while nobody is at the pad; a tablet that has been put out of use learns it here. */
async function refresh() {
  if (!isIdle() || typed !== '' || sending) return
  try {
    const response = await fetch(`/kiosk?language=${language}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const next = page.querySelector<HTMLElement>('#kiosk')
    if (!next || !isIdle() || typed !== '') return
    if (next.dataset['screen'] !== 'idle') return location.replace('/kiosk')
    const day = next.querySelector('#kiosk-day')
    if (day) document.querySelector('#kiosk-day')?.replaceWith(day)
  } catch {
    // The day as it was stands until the next minute.
  }
}

/** The clock goes by the server's time, however wrong the tablet's own is. */
function tick() {
  const clock = document.querySelector<HTMLElement>('.kiosk-clock')
  if (!clock) return
  const shownAt = (known ??= new WeakMap()).get(clock) ?? performance.now()
  known.set(clock, shownAt)
  const now = new Date(Number(clock.dataset['epoch']) + performance.now() - shownAt)
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: clock.dataset['zone'],
  }).format(now)
  const words = language === 'sv' ? time.replace(':', '.') : time
  if (clock.textContent !== words) clock.textContent = words
}
let known: WeakMap<HTMLElement, number> | undefined

function isIdle(): boolean {
  return screen !== null && screen === idle
}

function parsed(html: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, 'text/html').body.firstElementChild as HTMLElement | null
}
