import { clear, forgetCode, wholeCode } from './pad.ts'
import { isBusy, isIdle, language, onStart, parsed, start, stayFor, swap, whileBusy } from './screens.ts'
import { delivered, newId, type Answer } from './send.ts'
import { say, speak } from './words.ts'

/** What somebody at the tablet has done, told to the server; and the screen that follows. */
const SAID_SECONDS = 30

/** How somebody showed who they are. */
export type Key = { way: 'code'; code: string } | { way: 'card'; card: string }
type Verb = 'check-ins' | 'departures'

/** Who stands here, kept in memory only, while a question of theirs is open. */
let standing: Key | undefined
onStart(() => (standing = undefined))

/** A card has been shown: whoever it is comes in; one who is in already is asked. */
export function present(key: Key & { way: 'card' }) {
  if (isBusy()) return
  standing = key
  void report('check-ins')
}

/** Somebody comes or goes: by the code on the pad, or as the one whose question is open. */
export async function report(verb: Verb, session?: string) {
  const code = wholeCode()
  const key = standing ?? (isIdle() && code !== undefined ? { way: 'code' as const, code } : undefined)
  if (key === undefined) return say('six')
  await tell(
    `/kiosk/${verb}`,
    { ...keyOf(key), ...(session === undefined ? {} : { session_id: session }) },
    key,
  )
}

/** A button that carries all that is to be told. */
export function post(path: string, body: string) {
  if (!path.startsWith('/kiosk/')) return
  void tell(path, JSON.parse(body) as Record<string, string>, standing)
}

const keyOf = (key: Key): Record<string, string> =>
  key.way === 'code' ? { code: key.code } : { card: key.card }

async function tell(path: string, what: Record<string, string>, key: Key | undefined) {
  const now = new Date().toISOString()
  const answer = await whileBusy(() => {
    say('wait')
    const chosen = new URLSearchParams(location.search).has('language')
    return delivered(path, {
      id: newId(),
      ...what,
      device_time: now,
      sent_at: now,
      language,
      ...(chosen ? { language_chosen: 'yes' } : {}),
    })
  })
  forgetCode()
  standing = undefined
  if (answer === undefined) unreachable()
  else follow(answer, key)
}

function follow({ outcome, html }: Answer, key: Key | undefined) {
  if (outcome === 'not_paired' || outcome === 'revoked') location.replace('/kiosk')
  else if (outcome === 'unknown' || outcome === 'wait') sayInstead(html)
  else {
    if (outcome === 'choice' || outcome === 'already_in') standing = key
    swap(html)
  }
}

function unreachable() {
  if (!isIdle()) start()
  clear()
  say('offline')
  stayFor(SAID_SECONDS)
}

/** The words of the answer instead of ours, over an empty pad. */
function sayInstead(html: string) {
  if (!isIdle()) start()
  clear()
  speak(parsed(html)?.textContent ?? '', true)
  stayFor(SAID_SECONDS)
}
