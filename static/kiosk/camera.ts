import { seen } from './scan.ts'
import { idle, onScreen, put, shown, start } from './screens.ts'

/** A frame is looked at so often: seven times a second. */
const EVERY_MS = 140
/** Enough for a card at arm's length, and no more than a slow tablet can read. */
const LARGEST_SIDE = 640

let stream: MediaStream | undefined

onScreen((screen) => {
  if (screen.dataset['screen'] !== 'camera') turnOff()
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden || !stream) return
  turnOff()
  start()
})
window.addEventListener('pagehide', turnOff)

/** The camera looks for a card, as long as its screen stands; nothing that it sees is kept. */
export async function openCamera() {
  const screen = screenNamed('kiosk-camera')
  const video = screen?.querySelector('video')
  const words = screen?.querySelector<HTMLElement>('.kiosk-camera-words')
  if (!screen || !video || !words) return
  put(screen)
  try {
    const [opened, read] = await Promise.all([cameraOfTablet(), reader(words.dataset['reader'] ?? '')])
    // Whoever pressed "back" meanwhile is gone already.
    if (shown() !== screen) return opened.getTracks().forEach((track) => track.stop())
    stream = opened
    for (const track of opened.getTracks()) track.addEventListener('ended', unavailable)
    video.srcObject = opened
    await video.play()
    screen.classList.add('is-looking')
    await look(opened, video, read, words)
  } catch {
    if (shown() === screen) unavailable()
  }
}

async function look(
  watched: MediaStream,
  video: HTMLVideoElement,
  read: (video: HTMLVideoElement) => Promise<string | undefined>,
  words: HTMLElement,
) {
  while (stream === watched) {
    const text = await read(video).catch(() => undefined)
    if (stream !== watched) return
    if (text !== undefined && seen(text)) {
      turnOff()
      const said = words.querySelector<HTMLElement>('.kiosk-camera-seen')
      if (said) said.textContent = said.dataset['seen'] ?? ''
      softTone(Number(words.dataset['volume'] ?? 0) / 100)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}

const cameraOfTablet = () =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } },
  })

function turnOff() {
  stream?.getTracks().forEach((track) => track.stop())
  stream = undefined
}

/** There is none, it may not be used, or it went away: said kindly, and the pad is there. */
function unavailable() {
  turnOff()
  const words = screenNamed('kiosk-no-camera')
  if (words) put(words)
}

function screenNamed(id: string): HTMLElement | undefined {
  const template = idle?.querySelector<HTMLTemplateElement>(`#${id}`)
  return template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined
}

type Detector = { detect(image: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own eye where it has one; else ours, which is fetched only then. */
async function reader(address: string): Promise<(video: HTMLVideoElement) => Promise<string | undefined>> {
  const Own = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = (await Own?.getSupportedFormats().catch(() => [])) ?? []
  if (Own && formats.includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  }
  const { readSquare } = (await import(address)) as typeof import('./qr.ts')
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const smaller = Math.min(1, LARGEST_SIDE / Math.max(video.videoWidth, video.videoHeight, 1))
    canvas.width = Math.round(video.videoWidth * smaller)
    canvas.height = Math.round(video.videoHeight * smaller)
    if (!brush || canvas.width === 0) return undefined
    brush.drawImage(video, 0, 0, canvas.width, canvas.height)
    return readSquare(brush.getImageData(0, 0, canvas.width, canvas.height))
  }
}

/** Seen: one soft tone, as loud as the tablet is set. */
function softTone(volume: number) {
  if (volume <= 0) return
  try {
    const sound = new AudioContext()
    const tone = sound.createOscillator()
    const loudness = sound.createGain()
    tone.frequency.value = 660
    loudness.gain.setValueAtTime(0.15 * volume, sound.currentTime)
    loudness.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.25)
    tone.connect(loudness).connect(sound.destination)
    tone.addEventListener('ended', () => void sound.close())
    tone.start()
    tone.stop(sound.currentTime + 0.25)
  } catch {
    // A tablet without sound has the thanks on its screen.
  }
}
