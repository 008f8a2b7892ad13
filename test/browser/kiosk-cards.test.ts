import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encodeQR } from 'qr'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { newCard } from '../../server/access/card.ts'
import { issueCards } from '../../server/access/card-queries.ts'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { hashCard } from '../../server/access/tokens.ts'
import { ledgerOf, pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { secret, world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { expectFit } from './fit.ts'
import { served } from './served.ts'

const lying = { width: 1280, height: 800 }
const upright = { width: 768, height: 1024 }

/** Pelle's card in every test: the camera's film shows it. */
const card = newCard(randomInt)
const folder = mkdtempSync(path.join(tmpdir(), 'stegvis-film-'))

let seeing: Browser
let blind: Browser
beforeAll(async () => {
  const film = path.join(folder, 'card.y4m')
  writeFileSync(film, filmOf(card))
  const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  ;[seeing, blind] = await Promise.all([
    openBrowser([...fake, `--use-file-for-fake-video-capture=${film}`]),
    openBrowser(),
  ])
})
afterAll(async () => {
  await Promise.all([seeing.close(), blind.close()])
  rmSync(folder, { recursive: true })
})

/** Two frames of a card that is held a little to the side, not filling the picture. */
function filmOf(text: string): Buffer {
  const [width, height, scale] = [640, 480, 7]
  const rows = encodeQR(text, 'raw', { ecc: 'quartile', border: 4 })
  const light = Buffer.alloc(width * height, 120)
  const [left, top] = [150, 110]
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries())
      for (let down = 0; down < scale; down += 1) {
        const from = (top + y * scale + down) * width + left + x * scale
        light.fill(dark ? 30 : 225, from, from + scale)
      }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame])
}

async function tabletOf(
  here: World,
  {
    ways = ['code', 'card'],
    browser = blind,
    viewport = lying,
  }: {
    ways?: string[]
    browser?: Browser
    viewport?: typeof lying
  } = {},
) {
  const { organisationId, ids, clock, tenant } = here
  const url = await served(here)
  const tablet = await pairedTablet(here)
  await tenant(async (tx) => {
    await tx.hot`update kiosk set ways = ${ways}, languages = '{sv,en}' where id = ${tablet.kioskId}`
    const cardHash = hashCard(card, organisationId, secret)
    const hand = { by: ids.staff.karin, at: clock.now() }
    await issueCards(tx, [{ participantId: ids.participants.pelle, cardHash }], hand)
  })
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const value = tablet.cookies.get(KIOSK_COOKIE)!
  await context.addCookies([{ name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk' }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/content security policy|permissions policy/i.test(message.text())) complaints.push(message.text())
  })
  const sent: string[] = []
  const fetched: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/check-ins|departures/.test(pathname)) sent.push(request.postData() ?? '')
    fetched.push(pathname)
  })
  await page.goto(`${url}/kiosk`)
  return { page, sent, fetched, complaints }
}

/** A scanner's keys: all at once, as it types; `layout` is what the tablet makes of the keys. */
const scan = (page: Page, digits: string, end = 'Enter', layout = '0123456789') =>
  page.evaluate(
    ([text, last, keys]) => {
      const press = (key: string, code: string) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }),
        )
      for (const digit of text!) press(keys![Number(digit)]!, `Digit${digit}`)
      if (last) press(last, last)
    },
    [digits, end, layout],
  )

const screenIs = (page: Page, name: string) => page.waitForSelector(`#kiosk[data-screen="${name}"]`)
const filled = (page: Page) => page.locator('.kiosk-digit.is-filled').count()

test.each([
  ['ends with Enter', 'Enter', '0123456789'],
  ['just stops', '', '0123456789'],
  ['is taken for a French keyboard', 'Enter', 'à&é"\'(-è_ç'],
])(
  'a scanner that types and %s checks in by card, and leaves nothing on the pad',
  async (_how, end, layout) => {
    const here = await world()
    const { page, sent, complaints } = await tabletOf(here)
    await scan(page, card, end, layout)
    await screenIs(page, 'thanks')
    expect(sent.map((body) => JSON.parse(body) as Record<string, string>)).toMatchObject([{ card }])
    expect(sent[0]).not.toContain('"code"')
    await page.click('text=Klar')
    await screenIs(page, 'idle')
    expect(await filled(page)).toBe(0)
    expect(await page.content()).not.toContain(card)
    expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
      { name: 'Yoga', checkedInAt: '09:20' },
    ])
    const [event] = await here.tenant((tx) => tx.hot<{ way: string }[]>`select way from attendance_event`)
    expect(event).toEqual({ way: 'card' })
    expect(complaints).toEqual([])
  },
)

test('the same card within five seconds is one report; whoever is in already is asked after that', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here)
  await scan(page, card)
  await screenIs(page, 'thanks')
  await scan(page, card)
  await page.waitForTimeout(300)
  expect(sent).toHaveLength(1)
  await page.click('text=Klar')
  await screenIs(page, 'idle')
  await page.waitForTimeout(5100)
  here.clock.advance({ minutes: 30 })
  await scan(page, card)
  await screenIs(page, 'message')
  await page.click('text=Jag går nu')
  await screenIs(page, 'thanks')
  expect((await ledgerOf(here, here.ids.participants.pelle)).map(({ kind }) => kind)).toEqual([
    'check_in',
    'departure',
  ])
})

test.each([5, 20, 60, 100, 150])(
  'a scanner that takes %i ms a digit checks in by card, with Enter or without, and its first digits are no code',
  async (delay) => {
    for (const end of ['Enter', '']) {
      const here = await world()
      const { page, sent } = await tabletOf(here)
      await page.keyboard.type(card, { delay })
      expect(await filled(page)).toBe(0)
      if (end) await page.keyboard.press(end)
      await screenIs(page, 'thanks')
      expect(sent.map((body) => JSON.parse(body) as Record<string, string>)).toMatchObject([{ card }])
      expect(sent[0]).not.toContain('"code"')
    }
  },
)

test('Enter within a scan sends no code: what it cuts off was not read, and no guess is spent', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here)
  await page.keyboard.type(card.slice(0, 25), { delay: 100 })
  await page.keyboard.press('Enter')
  await page.waitForSelector('#kiosk-said:has-text("Det kortet kunde vi inte läsa")')
  expect([sent, await filled(page)]).toEqual([[], 0])
})

test('a hand that goes on after six digits has its six again, and sends them itself', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here)
  for (const goesOn of [() => page.keyboard.press('Enter'), () => page.waitForTimeout(1000)]) {
    await page.keyboard.type(`${here.codes.pelle}12345`, { delay: 120 })
    expect(await filled(page)).toBe(0)
    await goesOn()
    await page.waitForSelector('.is-filled >> nth=5')
    expect(sent).toEqual([])
    await page.keyboard.press('Escape')
  }
  await page.keyboard.type(`${here.codes.pelle}1`, { delay: 120 })
  await page.waitForSelector('.is-filled >> nth=5')
  await page.keyboard.press('Enter')
  await screenIs(page, 'thanks')
  expect(sent.map((body) => JSON.parse(body) as Record<string, string>)).toMatchObject([
    { code: here.codes.pelle },
  ])
})

test('one who types a code at once after another is no card', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here)
  await page.keyboard.type(here.codes.amina, { delay: 30 })
  await page.keyboard.press('Escape')
  await page.keyboard.type(here.codes.pelle, { delay: 30 })
  await page.keyboard.press('Enter')
  await screenIs(page, 'thanks')
  expect(sent.map((body) => JSON.parse(body) as Record<string, string>)).toMatchObject([
    { code: here.codes.pelle },
  ])
})

test('a card that was misread is told so at once, and nothing is sent', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here)
  const wrong = `${card.slice(0, 39)}${(Number(card[39]) + 1) % 10}`
  await scan(page, wrong)
  await page.waitForSelector('#kiosk-said:has-text("Det kortet kunde vi inte läsa")')
  expect([sent, await filled(page)]).toEqual([[], 0])
})

test('where cards are not a way in there is no such button, and a scanner does nothing', async () => {
  const here = await world()
  const { page, sent } = await tabletOf(here, { ways: ['code'] })
  expect(await page.locator('[data-act="camera"]').count()).toBe(0)
  await scan(page, card)
  await page.waitForTimeout(300)
  expect([sent, await filled(page)]).toEqual([[], 0])
})

for (const [name, viewport] of Object.entries({ lying, upright }))
  test(`the camera of a ${name} tablet sees the card without the browser’s help, and is off at once`, async () => {
    const here = await world()
    const { page, fetched, complaints } = await tabletOf(here, {
      browser: seeing,
      viewport,
      ways: ['code', 'card', 'phone'],
    })
    await expectFit(page)
    expect(fetched.some((file) => file.includes('kiosk-qr'))).toBe(false)
    expect(await page.evaluate(() => 'BarcodeDetector' in window)).toBe(false)
    await page.evaluate(() => {
      const { mediaDevices } = navigator
      const open = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (wish) => {
        const stream = await open(wish)
        Object.assign(window, { opened: [...((window as { opened?: MediaStream[] }).opened ?? []), stream] })
        return stream
      }
    })
    await page.click('[data-act="camera"]')
    await screenIs(page, 'thanks')
    expect(fetched.some((file) => file.includes('kiosk-qr'))).toBe(true)
    expect(await cameraStates(page)).toEqual(['ended'])
    expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ name: 'Yoga' }])
    expect(complaints).toEqual([])
  })

const cameraStates = (page: Page) =>
  page.evaluate(() =>
    ((window as { opened?: MediaStream[] }).opened ?? []).flatMap((stream) =>
      stream.getTracks().map(({ readyState }) => readyState),
    ),
  )

test('a browser that reads QR codes itself is let do so', async () => {
  const here = await world()
  const { page, fetched } = await tabletOf(here, { browser: seeing })
  await page.evaluate((text) => {
    class BarcodeDetector {
      static getSupportedFormats = () => Promise.resolve(['qr_code'])
      detect = () => Promise.resolve([{ rawValue: text }])
    }
    Object.assign(window, { BarcodeDetector })
  }, card)
  await page.click('[data-act="camera"]')
  await screenIs(page, 'thanks')
  expect(fetched.some((file) => file.includes('kiosk-qr'))).toBe(false)
})

test('the camera closes by itself after half a minute, at “type a code”, and when the page is hidden', async () => {
  const here = await world()
  const { page } = await tabletOf(here, { browser: seeing })
  await page.clock.install()
  await page.evaluate(() => {
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await open(wish)
      Object.assign(window, { opened: [...((window as { opened?: MediaStream[] }).opened ?? []), stream] })
      return stream
    }
    class BarcodeDetector {
      static getSupportedFormats = () => Promise.resolve(['qr_code'])
      detect = () => Promise.resolve([{ rawValue: 'https://stegvis.example/' }])
    }
    Object.assign(window, { BarcodeDetector })
  })
  const open = async () => {
    await page.click('[data-act="camera"]')
    await page.waitForSelector('.is-looking')
  }
  await open()
  await expectFit(page)
  expect(await cameraStates(page)).toEqual(['live'])
  await page.clock.runFor(30_000)
  await screenIs(page, 'idle')
  expect(await cameraStates(page)).toEqual(['ended'])

  await open()
  await page.click('text=Skriv kod i stället')
  await screenIs(page, 'idle')
  expect(await cameraStates(page)).toEqual(['ended', 'ended'])

  await open()
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await screenIs(page, 'idle')
  expect(await cameraStates(page)).toEqual(['ended', 'ended', 'ended'])
})

test('without a camera it is said kindly, and the pad is there', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await page.click('[data-act="camera"]')
  await page.waitForSelector('text=Kameran går inte att använda här')
  await expectFit(page)
  await page.click('text=Skriv kod i stället')
  await screenIs(page, 'idle')
  await page.keyboard.type(here.codes.pelle)
  await page.keyboard.press('Enter')
  await screenIs(page, 'thanks')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ name: 'Yoga' }])
})
