/** Which screen stands on the tablet, and for how long. The page's own first screen is the one it returns to. */
const MORE_SECONDS = 30
const ASKED_SECONDS = 30

let screen = document.querySelector<HTMLElement>('#kiosk')
let returning: number | undefined
let busy = false
const atStart: (() => void)[] = []
const atScreen: ((screen: HTMLElement) => void)[] = []

/** The pad with the day; none on a tablet that is nobody's or at rest. */
export const idle = screen?.dataset['screen'] === 'idle' ? screen : undefined

/** The language that the page speaks, and the one that the tablet returns to. */
export const language = idle?.dataset['language'] ?? document.documentElement.lang
export const usual = idle?.dataset['usual'] ?? language

export const isIdle = (): boolean => screen !== null && screen === idle
export const isBusy = (): boolean => busy
export const shown = (): HTMLElement | null => screen

/** What forgets whoever stood here, each time that the tablet goes back to its start. */
export function onStart(forget: () => void) {
  atStart.push(forget)
}

/** What looks at each screen that is put up. */
export function onScreen(look: (screen: HTMLElement) => void) {
  atScreen.push(look)
}

/** While something is sent nothing else is pressed, and the screen does not go away. */
export async function whileBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  busy = true
  clearTimeout(returning)
  screen?.setAttribute('aria-busy', 'true')
  try {
    return await work()
  } finally {
    busy = false
    screen?.removeAttribute('aria-busy')
  }
}

/** Puts up a screen of the server's, for as long as it asks for. */
export function swap(html: string) {
  const next = parsed(html)
  if (next) put(next)
}

export function put(next: HTMLElement) {
  screen?.replaceWith(next)
  screen = next
  scrollTo(0, 0)
  next.focus({ preventScroll: true })
  if (!isIdle()) stayFor(Number(next.dataset['returns'] ?? ASKED_SECONDS))
  for (const look of atScreen) look(next)
}

/** So many seconds; then back to the start. */
export function stayFor(seconds: number) {
  clearTimeout(returning)
  returning = window.setTimeout(start, seconds * 1000)
}

export function stay() {
  clearTimeout(returning)
}

export function stayLonger() {
  screen?.classList.add('has-more-time')
  stayFor(MORE_SECONDS)
}

/** Back to the start, with nothing left of whoever stood here; in the tablet's usual language. */
export function start() {
  clearTimeout(returning)
  if (!idle || busy) return
  if (language !== usual) return location.replace('/kiosk')
  if (!isIdle()) put(idle)
  for (const forget of atStart) forget()
}

export function parsed(html: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, 'text/html').body.firstElementChild as HTMLElement | null
}
