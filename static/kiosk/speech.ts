import { idle, isIdle, onScreen, shown, stayFor } from './screens.ts'

/**
 * Reads a screen aloud: its question, what is said under it, and its buttons' words; only when asked, never what was
 * typed, and never somebody's hours. Where the tablet has no voice for the language of the screen nothing is shown.
 */
const SECONDS_FOR_LISTENING = 40
/** What a screen says, in its order. */
const SAID = 'h1, .kiosk-said, .kiosk-message > p, button'

const button = document.querySelector<HTMLButtonElement>('[data-read-aloud]')
type Words = Record<string, { tag: string; word: string }>
let reading = false

export function startReadingAloud() {
  const volume = Number(button?.dataset['volume'] ?? 0)
  if (!button || !('speechSynthesis' in window) || volume === 0) return
  const words = JSON.parse(button.dataset['words'] ?? '{}') as Words
  // Pressed anywhere, it is quiet; pressed on the button while it reads, it stays so.
  let stopped = false
  const hush = () => {
    stopped = reading
    reading = false
    speechSynthesis.cancel()
  }
  addEventListener('pointerdown', hush, { capture: true })
  addEventListener('keydown', hush, { capture: true })
  button.addEventListener('click', () => {
    if (stopped) return void (stopped = false)
    const voice = voiceOf(wordsHere(words)?.tag)
    if (voice) read(voice, volume)
  })
  const look = () => showWhereVoiced(words)
  speechSynthesis.addEventListener('voiceschanged', look)
  onScreen(() => {
    hush()
    stopped = false
    look()
  })
  look()
}

function showWhereVoiced(words: Words) {
  const here = wordsHere(words)
  if (!button) return
  button.hidden = voiceOf(here?.tag) === undefined
  const label = button.querySelector('span')
  if (!here || !label) return
  button.lang = here.tag
  if (label.textContent !== here.word) label.textContent = here.word
}

const wordsHere = (words: Words) => words[(shown() ?? idle)?.dataset['language'] ?? '']

/** The best there is: of this very language and country, else of the language. */
function voiceOf(tag: string | undefined): SpeechSynthesisVoice | undefined {
  if (tag === undefined) return undefined
  const voices = speechSynthesis.getVoices()
  const tagOf = (voice: SpeechSynthesisVoice) => voice.lang.replace('_', '-').toLowerCase()
  const [language] = tag.toLowerCase().split('-')
  return (
    voices.find((voice) => tagOf(voice) === tag.toLowerCase()) ??
    voices.find((voice) => tagOf(voice).split('-')[0] === language)
  )
}

function read(voice: SpeechSynthesisVoice, volume: number) {
  const pieces = [...(shown()?.querySelectorAll<HTMLElement>(SAID) ?? [])]
    .filter((one) => one.dataset['digit'] === undefined && one.getClientRects().length > 0)
    .map((one) => (one.getAttribute('aria-label') ?? one.innerText).trim())
    .filter((words) => words !== '')
  reading = pieces.length > 0
  for (const [place, words] of pieces.entries()) {
    const utterance = new SpeechSynthesisUtterance(words)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.volume = volume / 100
    utterance.rate = 0.9
    if (place === pieces.length - 1) utterance.addEventListener('end', () => (reading = false))
    speechSynthesis.speak(utterance)
  }
  if (!isIdle()) stayFor(SECONDS_FOR_LISTENING)
}
