import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { asset } from '../server/web/assets.ts'
import { useLanguage } from './language.tsx'
import { Mark } from './parts/mark.tsx'

/**
 * The tablet's whole screen, without navigation: nothing here leads out of the kiosk.
 * `place` is where the tablet stands; `corner` may hold a language choice or the waiting mark.
 */
export function KioskLayout(
  props: PropsWithChildren<{ title: string; place?: string; corner?: Child; screen?: string }>,
) {
  const { t, language, dir } = useLanguage()
  return (
    <>
      {html`<!doctype html>`}
      <html lang={language} dir={dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${props.title} · ${t('common:product')}`}</title>
          <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={asset('kiosk.css')} />
          <script type="module" src={asset('kiosk.js')} />
        </head>
        <body class="kiosk">
          <header class="kiosk-bar">
            <p class="kiosk-brand">
              <Mark />
              <span>{props.place ?? t('common:product')}</span>
            </p>
            {props.corner && <div class="kiosk-corner">{props.corner}</div>}
          </header>
          <main id="kiosk" class={`kiosk-screen kiosk-${props.screen ?? 'idle'}`} tabindex={-1}>
            {props.children}
          </main>
        </body>
      </html>
    </>
  )
}
