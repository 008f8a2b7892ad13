import { isCode } from '../../server/access/code.ts'
import { clear, forgetCode, wholeCode } from './pad.ts'
import { takeBack } from './queue.ts'
import {
  idle,
  isBusy,
  isIdle,
  language,
  onStart,
  parsed,
  put,
  start,
  stayFor,
  swap,
  whileBusy,
} from './screens.ts'
import { tell, type Answer, type Report, type Told } from './send.ts'
import { changed } from './sync.ts'
import { say, speak } from './words.ts'

/** What somebody at the tablet has done is told to the server; and the screen that follows. */
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
  const what = { ...shownBy(key), ...(session === undefined ? {} : { session_id: session }) }
  await telling(verb, key, () => send(verb, what, key))
}

/** A button that carries all that is to be told. */
export async function post(path: string, body: string) {
  const noun = /^\/kiosk\/([a-z-]+)$/.exec(path)?.[1]
  if (noun === undefined) return
  const what = JSON.parse(body) as Report
  await telling(noun, standing, async () => {
    const undone = noun.endsWith('withdrawals') ? what['because_of'] : undefined
    // What never left the tablet is taken back here, and nobody needs to know.
    if (undone !== undefined && (await takeBack(undone).catch(() => false))) {
      changed()
      return { kept: undone }
    }
    return send(noun, what, standing)
  })
}

const shownBy = (key: Key): Report => (key.way === 'code' ? { code: key.code } : { card: key.card })

function send(noun: string, what: Report, key: Key | undefined): Promise<Told> {
  const chosen = new URLSearchParams(location.search).has('language')
  const spoken: Report = { language, ...(chosen ? { language_chosen: 'yes' } : {}) }
  const mayWait = key?.way !== 'code' || isCode(key.code)
  return tell(noun, what, spoken, { way: noun.startsWith('guest') ? 'guest' : (key?.way ?? 'code'), mayWait })
}

async function telling(noun: string, key: Key | undefined, work: () => Promise<Told>) {
  const told = await whileBusy(() => {
    say('wait')
    return work()
  })
  forgetCode()
  standing = undefined
  if (told === undefined) unheard(noun, key)
  else if ('kept' in told) thank(noun, told.kept)
  else follow(told, key)
}

function follow({ outcome, html }: Answer, key: Key | undefined) {
  if (outcome === 'not_paired' || outcome === 'revoked') location.replace('/kiosk')
  else if (outcome === 'unknown' || outcome === 'wait')
    saying(() => speak(parsed(html)?.textContent ?? '', true))
  else {
    if (['choice', 'already_in', 'full', 'cancelled'].includes(outcome)) standing = key
    swap(html)
  }
}

/** It is safe here, and is said to wait. The page brought the words with it. */
function thank(noun: string, id: string) {
  const screen = idle
    ?.querySelector<HTMLTemplateElement>(`#kiosk-kept-${noun}`)
    ?.content.firstElementChild?.cloneNode(true)
  if (!(screen instanceof HTMLElement)) return start()
  for (const button of screen.querySelectorAll<HTMLElement>('[data-body]'))
    button.dataset['body'] = button.dataset['body']?.replace('%id%', id)
  put(screen)
}

/** Nobody answered, and there was nothing to keep. */
function unheard(noun: string, key: Key | undefined) {
  if (noun === 'answers' || noun === 'questions') return start()
  saying(() => say(key?.way === 'code' && !isCode(key.code) ? 'unknown' : 'offline'))
}

/** A sentence over an empty pad. */
function saying(words: () => void) {
  if (!isIdle()) start()
  clear()
  words()
  stayFor(SAID_SECONDS)
}
