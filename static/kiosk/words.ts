/** The sentence under the question: one of the page's own, or the server's. */
type Word = 'how' | 'six' | 'wait' | 'unknown' | 'offline' | 'card'

export function say(word: Word) {
  const words = document.querySelector<HTMLTemplateElement>('#kiosk-words')
  const sentence = words?.content.querySelector(`[data-word="${word}"]`)?.textContent ?? ''
  speak(sentence, word !== 'how' && word !== 'wait')
}

/** What asks for another try stands out from what merely explains. */
export function speak(sentence: string, isNew: boolean) {
  const said = document.querySelector('#kiosk-said')
  if (said && said.textContent !== sentence) said.textContent = sentence
  said?.classList.toggle('is-new', isNew)
}
