import { onNewRelease } from './day.ts'
import { isEmpty } from './pad.ts'
import { idle, isBusy, isIdle, onScreen } from './screens.ts'

/** The tablet as an app: it starts with the line down, and takes a new release in while nobody is at the pad. */
const LOOK_EVERY_MS = 10 * 60_000

export async function startApp() {
  const worker = await registered()
  if (!worker) return onNewRelease(() => location.replace('/kiosk'))
  void navigator.storage.persist().catch(() => false)

  const fetchRelease = () => void worker.update().catch(() => undefined)
  onNewRelease(fetchRelease)
  setInterval(fetchRelease, LOOK_EVERY_MS)
  takeOverInPeace(worker)

  const { active } = await navigator.serviceWorker.ready
  keepPages(active)
  setInterval(() => keepPages(navigator.serviceWorker.controller), LOOK_EVERY_MS)
}

/** None where the page came without TLS, or where somebody has told the browser so: then it works while the line does. */
async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined
  const options = { scope: '/kiosk', updateViaCache: 'none' } as const
  return navigator.serviceWorker.register('/kiosk/worker.js', options).catch(() => undefined)
}

function takeOverInPeace(worker: ServiceWorkerRegistration) {
  // The first worker has nothing to replace.
  let hadWorker = navigator.serviceWorker.controller !== null
  let isNew = false
  const look = () => {
    if (idle && !(isIdle() && isEmpty() && !isBusy())) return
    if (isNew && idle) location.replace('/kiosk')
    else worker.waiting?.postMessage('take over', {})
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    isNew = hadWorker
    hadWorker = true
    look()
  })
  setInterval(look, 1000)
  onScreen(look)
}

/** The page in each language of the tablet, as it is today, and the letters that they are written with. */
function keepPages(worker: ServiceWorker | null) {
  const languages = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/kiosk?language="]')].map(
    ({ pathname, search }) => pathname + search,
  )
  const fonts = document.querySelector<HTMLElement>('[data-fonts]')?.dataset['fonts']?.split(' ') ?? []
  worker?.postMessage({ keep: ['/kiosk', ...new Set(languages), ...fonts] }, {})
}
