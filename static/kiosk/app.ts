import { isEmpty } from './pad.ts'
import { isBusy, isIdle, onScreen } from './screens.ts'

/** The tablet as an app: it starts with the line down, and takes a new release in while nobody is at the pad. */
const LOOK_EVERY_MS = 10 * 60_000

export async function startApp() {
  if (!('serviceWorker' in navigator)) return
  void navigator.storage?.persist?.()
  const { serviceWorker } = navigator
  try {
    let hadWorker = serviceWorker.controller !== null
    const worker: ServiceWorkerRegistration | undefined = await serviceWorker.register('/kiosk/worker.js', {
      scope: '/kiosk',
      updateViaCache: 'none',
    })
    // Somebody has told the browser to have none.
    if (!worker) return
    serviceWorker.addEventListener('controllerchange', () => {
      // The first worker has nothing to replace.
      if (hadWorker) location.replace('/kiosk')
      hadWorker = true
    })
    const look = () => {
      if (worker.waiting && isIdle() && isEmpty() && !isBusy()) worker.waiting.postMessage('take over', {})
    }
    setInterval(look, 1000)
    onScreen(look)
    setInterval(() => void worker.update().catch(() => undefined), LOOK_EVERY_MS)
    await serviceWorker.ready
    keepPages()
    setInterval(keepPages, LOOK_EVERY_MS)
  } catch {
    // Without it the tablet works while the line does.
  }
}

/** The page in each language of the tablet, as it is today. */
function keepPages() {
  const languages = [...document.querySelectorAll<HTMLAnchorElement>('a.kiosk-language')].map(
    ({ pathname, search }) => pathname + search,
  )
  navigator.serviceWorker.controller?.postMessage({ keep: ['/kiosk', ...languages] })
}
