import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { asset, release } from '../server/web/assets.ts'
import { WaitingMark } from './kiosk/waiting-mark.tsx'
import { useLanguage } from './participant-language.tsx'
import { Mark } from './parts/mark.tsx'

/**
 * The tablet's whole screen, without navigation: nothing here leads out of the kiosk.
 * `place` is where the tablet stands; `corner` may hold a language choice or the waiting mark; in it, a <KioskScreen>.
 */
export function KioskLayout(props: PropsWithChildren<{ title: string; place?: string; corner?: Child }>) {
  const { t, language, tag, dir } = useLanguage()
  return (
    <>
      {html`<!doctype html>`}
      <html lang={tag} dir={dir} data-language={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${props.title} · ${t('common:product')}`}</title>
          <meta name="theme-color" content="#1b5a6b" />
          <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
          <link rel="manifest" href="/kiosk/manifest.webmanifest" />
          <link rel="stylesheet" href={asset('kiosk.css')} />
          <script type="module" src={asset('kiosk.js')} />
        </head>
        <body class="kiosk">
          <header class="kiosk-bar">
            <p class="kiosk-brand">
              <Mark />
              <span dir="auto">{props.place ?? t('common:product')}</span>
            </p>
            <WaitingMark />
            {props.corner && <div class="kiosk-corner">{props.corner}</div>}
          </header>
          {props.children}
        </body>
      </html>
    </>
  )
}

export type KioskScreenName = 'idle' | 'asked' | 'choice' | 'thanks' | 'message' | 'camera' | 'phone'

/** One screen of the tablet: the page contains it, and what somebody did there answers with the next one. */
export function KioskScreen(
  props: PropsWithChildren<{
    screen: KioskScreenName
    label?: string
    /** After so many seconds the screen goes back to the start by itself. */
    returns?: number
    /** On the first screen: what the tablet returns to, seals with, is, speaks, and keeps for when it is offline. */
    data?: {
      usual?: string
      key?: string
      kiosk?: string
      languages?: readonly string[]
      fonts?: readonly string[]
    }
  }>,
) {
  const { language, tag, dir } = useLanguage()
  return (
    <main
      id="kiosk"
      class={`kiosk-screen kiosk-${props.screen}`}
      tabindex={-1}
      lang={tag}
      dir={dir}
      aria-label={props.label}
      data-screen={props.screen}
      data-returns={props.returns === undefined ? undefined : String(props.returns)}
      data-language={language}
      data-release={release}
      data-kiosk={props.data?.kiosk}
      data-usual={props.data?.usual}
      data-key={props.data?.key}
      data-languages={props.data?.languages?.join(' ')}
      data-fonts={props.data?.fonts?.join(' ')}
    >
      {props.children}
    </main>
  )
}
