import { isEmpty } from './pad.ts'
import { isBusy, isIdle, language } from './screens.ts'

const REFRESH_SECONDS = 60
const PATIENCE_MS = 8000

export function keepDayFresh() {
  setInterval(() => void refreshDay(), REFRESH_SECONDS * 1000)
}

/** Fetches the day anew while nobody is at the pad; a tablet that has been put out of use learns it here. */
export async function refreshDay() {
  if (!isIdle() || !isEmpty() || isBusy()) return
  try {
    const response = await fetch(`/kiosk?language=${language}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const next = page.querySelector<HTMLElement>('#kiosk')
    if (!next || !isIdle() || !isEmpty()) return
    if (next.dataset['screen'] !== 'idle') return location.replace('/kiosk')
    const day = next.querySelector('#kiosk-day')
    if (day) document.querySelector('#kiosk-day')?.replaceWith(day)
  } catch {
    // The day as it was stands until the next minute.
  }
}
