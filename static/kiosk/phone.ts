import { idle, language, onScreen, put, shown } from './screens.ts'

const PATIENCE_MS = 5000
const RETRY_MS = 5000

let coming: number | undefined

onScreen((screen) => {
  if (screen.dataset['screen'] !== 'phone') clearTimeout(coming)
})

/** The codes for the participant's own phone: they change all the time, and only our server knows them. */
export function openPhoneCodes() {
  const template = idle?.querySelector<HTMLTemplateElement>('#kiosk-phone')
  const screen = template?.content.firstElementChild?.cloneNode(true)
  if (!(screen instanceof HTMLElement)) return
  put(screen)
  void renew(screen)
}

async function renew(screen: HTMLElement) {
  const next = await fetched()
  if (shown() !== screen) return
  const place = screen.querySelector('#kiosk-phone-codes')
  const offline = screen.querySelector<HTMLTemplateElement>('.kiosk-phone-offline')
  place?.replaceChildren(...(next?.childNodes ?? offline?.content.cloneNode(true).childNodes ?? []))
  coming = window.setTimeout(() => void renew(screen), Number(next?.dataset['renews'] ?? RETRY_MS))
}

async function fetched(): Promise<HTMLElement | undefined> {
  try {
    const response = await fetch(`/kiosk/phone-codes?language=${language}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.headers.get('Stegvis-Outcome') !== 'phone_codes') return undefined
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    return page.querySelector<HTMLElement>('#kiosk-phone-codes') ?? undefined
  } catch {
    return undefined
  }
}
