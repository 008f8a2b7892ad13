/** The screen with all languages goes away by itself, as everything that somebody opened and left. */
const OPEN_SECONDS = 30

export function startLanguageChoice() {
  const choice = document.querySelector<HTMLElement>('#kiosk-language-choice')
  if (!choice) return
  let closing: number | undefined
  const closeInTime = () => {
    clearTimeout(closing)
    closing = window.setTimeout(() => choice.hidePopover(), OPEN_SECONDS * 1000)
  }
  choice.addEventListener('toggle', () => {
    clearTimeout(closing)
    if (choice.matches(':popover-open')) closeInTime()
  })
  choice.addEventListener('pointerdown', closeInTime)
}
