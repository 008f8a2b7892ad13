import { isBusy, isIdle, language, onStart, start, stay, stayFor, usual } from './screens.ts'
import { say } from './words.ts'

/** What is typed on the pad lives in this file's memory only, and no longer than the question it answers. */
const CODE_LENGTH = 6
const PAD_SECONDS = 30

let typed = ''

onStart(clear)

export const isEmpty = (): boolean => typed === ''

/** The whole code, if it is there. */
export const wholeCode = (): string | undefined => (typed.length === CODE_LENGTH ? typed : undefined)

export function type(digit: string) {
  if (typed.length === CODE_LENGTH || !document.querySelector('#kiosk-code')) return
  typed += digit
  showTyped()
}

export function erase() {
  typed = typed.slice(0, -1)
  showTyped()
}

export function clear() {
  typed = ''
  showTyped()
}

/** What was typed, off the pad while it is not known whether a card follows it. */
export function takeAway(): string {
  const taken = typed
  clear()
  return taken
}

export function putBack(taken: string) {
  typed = taken
  showTyped()
}

/** Forgets what was typed, and leaves the words and the time as they are. */
export function forgetCode() {
  typed = ''
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
export function returnInTime() {
  stay()
  if (typed !== '' || language !== usual) stayFor(PAD_SECONDS)
}

/** The pad by keyboard: digits, Backspace, Escape, and Enter for coming in. */
export function keyed(event: KeyboardEvent, enter: () => void) {
  if (event.ctrlKey || event.metaKey || event.altKey || isBusy()) return
  if (event.key === 'Escape') return start()
  if (!isIdle()) return
  if (/^[0-9]$/.test(event.key)) type(event.key)
  else if (event.key === 'Backspace') erase()
  else if (
    event.key === 'Enter' &&
    !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)
  )
    enter()
}
