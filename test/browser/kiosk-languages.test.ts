import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import {
  facesOfLanguages,
  participantLanguages,
  type ParticipantLanguage,
} from '../../server/language/text.ts'
import { textsForParticipants } from '../../server/language/catalogue.ts'
import { addSession } from '../kiosk/sessions.ts'
import { pairedTablet } from '../kiosk/tablet.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

const sizes = {
  lying: { width: 1280, height: 800 },
  upright: { width: 768, height: 1024 },
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A voice as a browser gives it; of none there is no reading aloud. */
type Voices = readonly { lang: string; name: string }[]

/** A paired tablet; what it says aloud is kept in `window.spoken`. */
async function tabletOf(
  here: World,
  { voices = [], path = '/kiosk' }: { voices?: Voices; path?: string } = {},
) {
  const url = await served(here)
  const tablet = await pairedTablet(here)
  const context = await browser.newContext({ viewport: sizes.lying, reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const value = tablet.cookies.get(KIOSK_COOKIE)!
  await context.addCookies([{ name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk' }])
  await context.addInitScript((given) => {
    const spoken: { text: string; lang: string; volume: number }[] = []
    const quieted: number[] = []
    const listeners: (() => void)[] = []
    class Utterance extends EventTarget {
      lang = ''
      volume = 1
      rate = 1
      voice: unknown = null
      text: string
      constructor(text: string) {
        super()
        this.text = text
      }
    }
    // The voices come a moment after the page, as they do.
    let voices: unknown[] = []
    const speech = {
      getVoices: () => voices,
      speak: ({ text, lang, volume }: Utterance) => void spoken.push({ text, lang, volume }),
      cancel: () => void quieted.push(spoken.length),
      addEventListener: (_: string, listener: () => void) => void listeners.push(listener),
    }
    Object.defineProperty(window, 'speechSynthesis', { value: speech })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance })
    Object.assign(window, { spoken, quieted })
    setTimeout(() => {
      voices = [...given]
      for (const listener of listeners) listener()
    }, 50)
  }, voices)
  const page = await context.newPage()
  await page.goto(url + path)
  return { page, url, tablet }
}

/** The page's clock stands still, so that no screen goes away while it is looked at on a slow machine. */
async function openHeld(page: Page, address: string) {
  await page.clock.resume()
  await page.goto(address)
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
}

const spoken = (page: Page) =>
  page.evaluate(() => Reflect.get(window, 'spoken') as { text: string; lang: string; volume: number }[])

async function tap(page: Page, code: string) {
  for (const digit of code) await page.click(`[data-digit="${digit}"]`)
}

const screenIs = (page: Page, name: string) => page.waitForSelector(`#kiosk[data-screen="${name}"]`)

/** In one language of each direction and of letters of their own; the markup is the same in all. */
async function expectNothingForAxe(page: Page, language: ParticipantLanguage) {
  if (!['sv-easy', 'ar', 'ti'].includes(language)) return
  // It waits by the page's clock.
  await page.clock.resume()
  const { violations } = await new AxeBuilder({ page }).analyze()
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

/** Every word whole and inside what holds it, nothing to scroll, and every target large, at both orientations. */
async function expectWhole(page: Page, language: ParticipantLanguage, screen: string) {
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size)
    const look = () =>
      page.evaluate(() => {
        const inside = (inner: DOMRect, outer: DOMRect) =>
          inner.left >= outer.left - 1 &&
          inner.right <= outer.right + 1 &&
          inner.top >= outer.top - 1 &&
          inner.bottom <= outer.bottom + 1
        const pane = new DOMRect(0, 0, innerWidth, innerHeight)
        const overlay = document.querySelector(':popover-open')
        const texts = [...(overlay ?? document.body).querySelectorAll('*')].filter(
          (element) =>
            element.getClientRects().length > 0 &&
            !element.closest('.unseen, .kiosk-languages-some, svg') &&
            [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
        )
        const cut = texts.filter((element) => {
          const range = document.createRange()
          range.selectNodeContents(element)
          const words = range.getBoundingClientRect()
          const holder = element.closest('button, a, .kiosk-session, .kiosk-ask')
          return !inside(words, pane) || (holder && !inside(words, holder.getBoundingClientRect()))
        })
        const targets = [...(overlay ?? document.body).querySelectorAll('button, a[href]')].filter(
          (element) => element.getClientRects().length > 0,
        )
        return {
          cut: cut.map((element) => element.textContent),
          small: targets
            .filter((target) => {
              const { width, height } = target.getBoundingClientRect()
              return width < 64 || height < 64
            })
            .map((target) => target.textContent),
          fine: texts
            .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 20)
            .map((element) => element.textContent),
          sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          down: document.documentElement.scrollHeight - document.documentElement.clientHeight,
          dir: getComputedStyle(document.querySelector('#kiosk')!).direction,
        }
      })
    // The turned page may need a moment to lie anew.
    await expect.poll(look, { message: `${language} ${screen} ${name}`, timeout: 5000 }).toEqual({
      cut: [],
      small: [],
      fine: [],
      sideways: 0,
      down: 0,
      dir: facesOfLanguages[language].dir,
    })
  }
}

for (const language of participantLanguages) {
  test(`every screen in ${language} is whole, lying and upright`, async () => {
    const here = await world()
    await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:30' })
    const voices = [{ lang: facesOfLanguages[language].tag, name: 'En röst' }]
    const { page, url } = await tabletOf(here, { voices })
    const t = textsForParticipants(language)
    await page.clock.install()
    await openHeld(page, `${url}/kiosk?language=${language}`)
    await page.waitForSelector('[data-read-aloud]:not([hidden])')
    expect(await page.getAttribute('html', 'lang')).toBe(facesOfLanguages[language].tag)
    await expectWhole(page, language, 'first')
    await expectNothingForAxe(page, language)

    await page.click('.kiosk-languages-button')
    await page.waitForSelector('#kiosk-language-choice:popover-open')
    await expectWhole(page, language, 'languages')
    await page.click('#kiosk-language-choice .kiosk-button')

    await page.click('[data-act="check-ins"]')
    await expectWhole(page, language, 'too few digits')
    await tap(page, '000000')
    await page.click('[data-act="check-ins"]')
    await page.locator('#kiosk-said', { hasText: t('kiosk:ask.unknown') }).waitFor()
    await expectWhole(page, language, 'unknown')

    await tap(page, here.codes.pelle)
    await page.click('[data-act="check-ins"]')
    await screenIs(page, 'choice')
    expect(await page.textContent('h1')).toBe(t('kiosk:choice.question'))
    expect(await page.getAttribute('#kiosk', 'data-language')).toBe(language)
    await expectWhole(page, language, 'choice')
    await page.click('.kiosk-card:has-text("Yoga")')
    await screenIs(page, 'thanks')
    await expectWhole(page, language, 'thanks')

    // The tablet goes back to its usual language after each.
    here.clock.advance({ minutes: 30 })
    await openHeld(page, `${url}/kiosk?language=${language}`)
    await tap(page, here.codes.pelle)
    await page.click('[data-act="check-ins"]')
    await screenIs(page, 'choice')
    await expectWhole(page, language, 'already in')
    here.clock.advance({ minutes: 45 })
    await page.click('[data-act="departures"]')
    await screenIs(page, 'thanks')
    await expectWhole(page, language, 'goodbye')

    await openHeld(page, `${url}/kiosk?language=${language}`)
    await tap(page, here.codes.siv)
    await page.click('[data-act="departures"]')
    await screenIs(page, 'message')
    await expectWhole(page, language, 'not in')
  }, 90_000)
}

test('a language is picked by its own name, with few names and with many, and is remembered by who checks in', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  expect(await page.locator('.kiosk-languages:visible .kiosk-language').allTextContents()).toEqual(
    participantLanguages.map((one) => facesOfLanguages[one].name),
  )
  await page.setViewportSize(sizes.upright)
  expect(await page.locator('.kiosk-languages:visible').count()).toBe(0)
  await page.click('.kiosk-languages-button')
  await page.click('.kiosk-language-cards >> text=العربية')
  await page.waitForSelector('html[dir="rtl"]')
  expect(await page.textContent('h1')).toBe('ما هو رمزك؟')

  // The pad, the code and the times stand as on the wall.
  const lefts = await page
    .locator('[data-digit="1"], [data-digit="2"], [data-digit="3"]')
    .evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().left))
  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
  await tap(page, here.codes.pelle.slice(0, 1))
  const [first, last] = await page
    .locator('.kiosk-digit')
    .evaluateAll((boxes) => [boxes[0]!, boxes[5]!].map((box) => box.getBoundingClientRect().left))
  expect(first).toBeLessThan(last!)
  await page.click('[data-act="clear"]')

  await tap(page, here.codes.pelle)
  await page.click('[data-act="check-ins"]')
  await screenIs(page, 'thanks')
  const [row] = await here.tenant(
    (tx) => tx.hot<{ language: string }[]>`
      select language from participant where id = ${here.ids.participants.pelle}`,
  )
  expect(row?.language).toBe('ar')
})

test('a picked language, and the screen to pick one, go away by themselves', async () => {
  const here = await world()
  const { page, url } = await tabletOf(here)
  await page.setViewportSize(sizes.upright)
  await page.clock.install()
  await page.goto(`${url}/kiosk`)
  await page.click('.kiosk-languages-button')
  await page.waitForSelector('#kiosk-language-choice:popover-open')
  await page.clock.runFor(31_000)
  expect(await page.locator('#kiosk-language-choice:popover-open').count()).toBe(0)
  await page.goto(`${url}/kiosk?language=uk`)
  expect(await page.getAttribute('html', 'lang')).toBe('uk')
  await page.clock.runFor(31_000)
  await page.waitForSelector('html[lang="sv"]')
})

test('a tablet for three languages shows those three, and no others', async () => {
  const here = await world()
  const { page, url, tablet } = await tabletOf(here)
  await here.tenant((tx) => tx.hot`update kiosk set languages = '{en,ti}' where id = ${tablet.kioskId}`)
  await page.goto(`${url}/kiosk`)
  expect(await page.locator('.kiosk-language').allTextContents()).toEqual(['Svenska', 'English', 'ትግርኛ'])
  expect(await page.locator('.kiosk-languages-button').count()).toBe(0)
  const fonts = await page.getAttribute('#kiosk', 'data-fonts')
  expect(fonts).toMatch(/ethiopic/)
  expect(fonts).not.toMatch(/arabic|cyrillic/)
  for (const address of fonts!.split(' ')) expect((await page.request.get(url + address)).status()).toBe(200)
  await page.goto(`${url}/kiosk?language=ar`)
  expect(await page.getAttribute('html', 'lang')).toBe('sv')
})

test('the screen is read aloud where the tablet has a voice, as loud as it is set, until the next touch', async () => {
  const here = await world()
  const { page, url, tablet } = await tabletOf(here, { voices: [{ lang: 'sv_SE', name: 'Alva' }] })
  await here.tenant((tx) => tx.hot`update kiosk set volume = 40 where id = ${tablet.kioskId}`)
  await page.goto(`${url}/kiosk`)
  await page.waitForSelector('[data-read-aloud]:not([hidden])')
  await tap(page, '274')
  await page.click('[data-read-aloud]')
  const said = await spoken(page)
  expect(said.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Skriv din kod', 'Checka in', 'Checka ut', 'Börja om']),
  )
  expect(said.every(({ volume, lang }) => volume === 0.4 && lang === 'sv_SE')).toBe(true)
  expect(said.map(({ text }) => text).join(' ')).not.toMatch(/\d/)
  const quietedBefore = await page.evaluate(() => (Reflect.get(window, 'quieted') as number[]).at(-1))
  expect(quietedBefore).toBe(0)
  await page.click('[data-digit="1"]')
  expect(await page.evaluate(() => (Reflect.get(window, 'quieted') as number[]).at(-1))).toBe(said.length)

  // Pressed while it reads, it only stops.
  await page.click('[data-read-aloud]')
  const twice = (await spoken(page)).length
  await page.click('[data-read-aloud]')
  expect((await spoken(page)).length).toBe(twice)
  await page.click('[data-read-aloud]')
  expect((await spoken(page)).length).toBeGreaterThan(twice)
})

test('without a voice for the language of the screen nothing offers to read; Dari is read by a Persian voice', async () => {
  const here = await world()
  const { page, url } = await tabletOf(here, { voices: [{ lang: 'fa-IR', name: 'Shirin' }] })
  await page.waitForTimeout(200)
  expect(await page.locator('[data-read-aloud]:visible').count()).toBe(0)
  await page.goto(`${url}/kiosk?language=prs`)
  await page.waitForSelector('[data-read-aloud]:not([hidden])')
  await page.click('[data-read-aloud]')
  expect((await spoken(page))[0]).toMatchObject({ text: 'کد خود را بنویسید', lang: 'fa-IR', volume: 0.7 })
})
