import { isCard } from '../../server/access/card.ts'
import { clear } from './pad.ts'
import { present } from './report.ts'
import { idle, isBusy, isIdle } from './screens.ts'
import { LONGEST_GAP_MS, TypedCard } from './typed-card.ts'
import { say } from './words.ts'

/** A card that is held still is seen again and again: it is shown once. */
const SAME_CARD_MS = 5000
/** Longer than between two keys, so that a pause is one. */
const PAUSE_MS = LONGEST_GAP_MS + 40

const typed = new TypedCard()
let pause: number | undefined
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
    if (!typed.digit(digit, event.timeStamp)) return
    takeBack(event)
    clearTimeout(pause)
    pause = window.setTimeout(ended, PAUSE_MS)
  } else if (event.key === 'Enter' && pause !== undefined) {
    takeBack(event)
    ended()
  } else typed.end()
}

/** A scanner is a keyboard of its own, whatever layout the tablet takes it for: the place of the key decides. */
function digitOf({ code, key, ctrlKey, metaKey, altKey }: KeyboardEvent): string | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  return /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? /^[0-9]$/.exec(key)?.[0]
}

/** The first digits stand on the pad already, as if typed by hand. */
function takeBack(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
  if (pause === undefined && isIdle()) clear()
}

function ended() {
  clearTimeout(pause)
  pause = undefined
  const text = typed.end()
  if (text === undefined || !takesCards()) return
  if (!seen(text) && !isCard(text) && isIdle()) say('card')
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
