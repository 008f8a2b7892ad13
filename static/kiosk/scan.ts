import { isCard } from '../../server/access/card.ts'
import { putBack, takeAway } from './pad.ts'
import { present } from './report.ts'
import { idle, isBusy, isIdle } from './screens.ts'
import { PAUSE_MS, TypedCard } from './typed-card.ts'
import { say } from './words.ts'

/** A card that is held still is seen again and again: it is shown once. */
const SAME_CARD_MS = 5000

const typed = new TypedCard()
let pause: number | undefined
/** What stood on the pad before it was known that a card is being typed. */
let held = ''
let latest = { card: '', at: Number.NEGATIVE_INFINITY }

/** Whether one may come in by a card here. */
const takesCards = () => idle?.querySelector('#kiosk-camera') != null

/** A scanner types what the card says, wherever on the screen one is; it is never taken for a hand on the pad. */
export function listenForScanner() {
  document.addEventListener('keydown', keyed, { capture: true })
}

function keyed(event: KeyboardEvent) {
  if (event.key === 'Shift') return
  const digit = digitOf(event)
  if (digit !== undefined) {
    if (typed.digit(digit, event.timeStamp)) goesOn(event)
    // The digits before it ended a whole pause ago, though the clock here has not come to say so.
    else if (pause !== undefined) stopWaiting()
  } else if (pause === undefined) typed.end()
  else {
    if (event.key === 'Enter') swallow(event)
    ended()
  }
}

/** A scanner is a keyboard of its own, whatever layout the tablet takes it for: the place of the key decides. */
function digitOf({ code, key, ctrlKey, metaKey, altKey }: KeyboardEvent): string | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  return /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? /^[0-9]$/.exec(key)?.[0]
}

/** No code any more: it is kept from the pad, and its first digits, which stand there, are taken away. */
function goesOn(event: KeyboardEvent) {
  swallow(event)
  if (pause === undefined) held = isIdle() && !isBusy() ? takeAway() : ''
  clearTimeout(pause)
  pause = window.setTimeout(ended, PAUSE_MS)
}

function swallow(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function stopWaiting() {
  clearTimeout(pause)
  pause = undefined
}

function ended() {
  stopWaiting()
  const read = typed.end()
  const before = held
  held = ''
  if (read.kind === 'hand') {
    if (isIdle() && !isBusy()) putBack(before)
    return
  }
  if (!takesCards()) return
  if (read.kind === 'card') seen(read.card)
  else if (isIdle()) say('card')
}

/** Something was read. Whether it was a card, shown just now. */
export function seen(text: string): boolean {
  if (!isCard(text) || isBusy()) return false
  const at = performance.now()
  const again = text === latest.card && at - latest.at < SAME_CARD_MS
  latest = { card: text, at }
  window.setTimeout(forget, SAME_CARD_MS, text)
  if (again) return false
  present({ way: 'card', card: text })
  return true
}

function forget(card: string) {
  if (latest.card === card && performance.now() - latest.at >= SAME_CARD_MS) latest.card = ''
}
