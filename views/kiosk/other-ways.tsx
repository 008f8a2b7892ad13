import type { PropsWithChildren } from 'hono/jsx'
import { kioskWays, type KioskWay } from '../../server/access/kiosk-words.ts'
import { asset } from '../../server/web/assets.ts'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'

type Ways = { ways: readonly KioskWay[]; volume: number }

/** What there is beside the pad here: a card, the own phone, and what else is given. Their screens wait in the page. */
export function OtherWays({ ways, volume, children }: PropsWithChildren<Ways>) {
  const { t } = useLanguage()
  const card = ways.includes('card')
  const phone = ways.includes('phone')
  const leading = (way: KioskWay) => buttonOf(way, ways)
  return (
    <div
      id="kiosk-ways"
      data-ways={ways.join(' ')}
      class={ways.some((way) => way !== 'code') ? 'kiosk-ways kiosk-verbs' : undefined}
    >
      {card && (
        <button type="button" class={leading('card')} data-act="camera">
          <Icon name="id-card" />
          {t('ways:card')}
        </button>
      )}
      {phone && (
        <button type="button" class={leading('phone')} data-act="phone">
          <Icon name="smartphone" />
          {t('ways:phone')}
        </button>
      )}
      {children}
      {card && (
        <>
          <template id="kiosk-camera">
            <CameraScreen volume={volume} />
          </template>
          <template id="kiosk-no-camera">
            <NoCameraScreen />
          </template>
        </>
      )}
      {phone && (
        <template id="kiosk-phone">
          <PhoneScreen />
        </template>
      )}
    </div>
  )
}

/** Without a pad the first way is what one is asked for; beside it the others stand back. */
export const buttonOf = (way: KioskWay, ways: readonly KioskWay[]): string =>
  kioskWays.find((one) => ways.includes(one)) === way ? 'kiosk-button kiosk-button-primary' : 'kiosk-button'

/** What the camera sees, as in a mirror; it goes away by itself. */
function CameraScreen({ volume }: { volume: number }) {
  const { t } = useLanguage()
  const data = { reader: asset('kiosk-qr.js'), volume: String(volume) }
  return (
    <KioskScreen screen="camera" returns={30} label={t('ways:camera.title')}>
      <div class="kiosk-camera-words" data-reader={data.reader} data-volume={data.volume}>
        <h1 class="kiosk-question">{t('ways:camera.title')}</h1>
        <p class="kiosk-said kiosk-camera-how">{t('ways:camera.how')}</p>
        <p class="kiosk-said kiosk-camera-seen" role="status" data-seen={t('ways:camera.seen')} />
        <Instead />
      </div>
      <div class="kiosk-camera-picture">
        <video playsinline muted aria-label={t('ways:camera.picture')} />
        <span class="kiosk-camera-frame" />
      </div>
    </KioskScreen>
  )
}

function NoCameraScreen() {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="message" returns={20}>
      <Icon name="id-card" />
      <h1>{t('ways:noCamera.title')}</h1>
      <p>{t('ways:noCamera.text')}</p>
      <Instead />
    </KioskScreen>
  )
}

/** The codes are asked for when it is opened, and anew when they change. */
function PhoneScreen() {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="phone" returns={60} label={t('ways:screen.title')}>
      <h1 class="kiosk-question">{t('ways:screen.title')}</h1>
      <p class="kiosk-said">{t('ways:screen.how')}</p>
      <div id="kiosk-phone-codes" class="kiosk-phone-codes" role="status">
        <p>{t('ways:screen.wait')}</p>
      </div>
      <template class="kiosk-phone-offline">
        <p>{t('ways:screen.offline')}</p>
      </template>
      <Instead />
    </KioskScreen>
  )
}

function Instead() {
  const { t } = useLanguage()
  return (
    <div class="kiosk-verbs">
      <button type="button" class="kiosk-button" data-act="back">
        <Icon name="arrow-left" />
        {t('ways:camera.instead')}
      </button>
    </div>
  )
}
