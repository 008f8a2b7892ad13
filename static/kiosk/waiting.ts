import { now, timeInWords } from './clock.ts'
import { standing } from './queue.ts'
import { onChange } from './sync.ts'

/** In the corner, for anybody to see: how many wait here and since when. It names nobody. */
export function showWaiting() {
  onChange(() => void look())
  void look()
}

async function look() {
  const { waiting, since } = await standing().catch(() => ({ waiting: 0, since: undefined }))
  const mark = document.querySelector<HTMLElement>('#kiosk-waiting')
  const words = mark?.querySelector('span')
  if (!mark || !words) return
  if (waiting > 0 && since !== undefined)
    words.textContent = (mark.dataset['words'] ?? '')
      .replace('%number%', String(waiting))
      .replace('%time%', timeInWords(new Date(since), new Date(now())))
  mark.hidden = waiting === 0
}
