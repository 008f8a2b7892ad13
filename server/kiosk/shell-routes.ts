import { Hono } from 'hono'
import { participantLanguages } from '../language/text.ts'
import { asset, filesOfStyle, fontsFor, release, textOfFile } from '../web/assets.ts'
import type { Env } from '../web/env.ts'

/** What makes the tablet an app that starts without the line: its manifest, its worker, and the mark of our own pages. */
export const kioskShellRoutes = new Hono<Env>()

// The camera reads cards; nothing else of the device is anybody's business. The worker keeps only what bears our mark.
kioskShellRoutes.use('/kiosk', async (c, next) => {
  await next()
  c.header('Permissions-Policy', permissions)
  if (c.req.method === 'GET' && c.res.ok) c.header('Stegvis-Kiosk', release)
})
kioskShellRoutes.use('/kiosk/*', async (c, next) => {
  await next()
  c.header('Permissions-Policy', permissions)
})

const permissions =
  'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), display-capture=()'

kioskShellRoutes.get('/kiosk/manifest.webmanifest', (c) => {
  const { t, language } = c.var
  return c.body(
    JSON.stringify({
      id: '/kiosk',
      name: `${t('kiosk:idle.title')} · ${t('common:product')}`,
      short_name: t('kiosk:idle.title'),
      lang: language,
      start_url: '/kiosk',
      scope: '/kiosk',
      display: 'fullscreen',
      display_override: ['fullscreen', 'standalone'],
      background_color: '#f7f5f0',
      theme_color: '#1b5a6b',
      icons: [
        { src: asset('favicon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        { src: asset('kiosk/icon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
        ...[192, 512].map((size) => ({
          src: asset(`kiosk/icon-${size}.png`),
          sizes: `${size}x${size}`,
          type: 'image/png',
          purpose: 'any maskable',
        })),
      ],
    }),
    200,
    { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'no-cache' },
  )
})

// Of each release another text, so that the browser sees that there is something new.
kioskShellRoutes.get('/kiosk/worker.js', (c) => {
  const shell = {
    release,
    // The letters of further languages are kept by the page, which knows what this tablet offers.
    files: [
      asset('kiosk.css'),
      asset('kiosk.js'),
      asset('kiosk-qr.js'),
      asset('favicon.svg'),
      ...filesOfStyle('kiosk.css').filter((file) => !fontsFor(participantLanguages).includes(file)),
    ],
  }
  return c.body(`const shell = ${JSON.stringify(shell)};\n${textOfFile('kiosk-worker.js')}`, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Service-Worker-Allowed': '/kiosk',
  })
})
