import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { addPersonalLink } from '../../server/access/personal-link-queries.ts'
import { hashToken, newOrganisationToken } from '../../server/access/tokens.ts'
import { addSession } from '../kiosk/sessions.ts'
import { pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { cardsOn } from '../people/printed-cards.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { expectFit } from './fit.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A tablet whose screen shows what phones read, and an empty phone. */
async function tabletAndPhone(here: World, { javaScriptEnabled = true } = {}) {
  const url = await served(here)
  const paired = await pairedTablet(here)
  await here.tenant(
    (tx) =>
      tx.hot`update kiosk set ways = '{code,card,phone,guest}', languages = '{sv,en}' where id = ${paired.kioskId}`,
  )
  const complaints: string[] = []
  const opened = async (options: Parameters<Browser['newContext']>[0]) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'sv-SE', ...options })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text())
    })
    return { page, context }
  }
  const kiosk = await opened({ viewport: { width: 1280, height: 800 } })
  const value = paired.cookies.get(KIOSK_COOKIE)!
  await kiosk.context.addCookies([{ name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk' }])
  await kiosk.page.goto(`${url}/kiosk`)
  const { page: phone } = await opened({ viewport: { width: 390, height: 844 }, javaScriptEnabled })
  return { url, tablet: kiosk.page, phone, complaints }
}

/** What a phone's camera reads off the tablet's screen: the address of each picture, here instead of in the world. */
async function addressesOn(tablet: Page, url: string) {
  await tablet.waitForSelector('[data-digits]')
  return cardsOn(await tablet.innerHTML('#kiosk-phone-codes')).map((one) =>
    one.replace('http://stegvis.test', url),
  )
}

async function expectClean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

test('from the picture on the screen to the thanks on the phone, by the keyboard alone', async () => {
  const here = await world()
  await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:30' })
  const { url, tablet, phone, complaints } = await tabletAndPhone(here)
  await expectFit(tablet)
  await tablet.click('[data-act="phone"]')
  const addresses = await addressesOn(tablet, url)
  expect(addresses).toHaveLength(2)
  await expectFit(tablet)

  const asked: string[] = []
  phone.on('request', (request) => asked.push(request.url()))
  await phone.goto(addresses[0]!)
  const digits = /#(\d{6})$/.exec(addresses[0]!)![1]!
  await expect.poll(() => phone.inputValue('[name="digits"]')).toBe(digits)
  expect(phone.url()).not.toContain(digits)
  expect(asked.filter((one) => new URL(one).pathname.includes(digits))).toEqual([])
  await expectClean(phone)
  await phone.focus('[name="code"]')
  await phone.keyboard.type(here.codes.pelle)
  await phone.keyboard.press('Enter')
  await phone.waitForSelector('text=Välkommen, Pelle!')
  expect(await phone.textContent('main')).toContain('Du är incheckad på Yoga.')
  await expectClean(phone)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ name: 'Yoga' }])

  await tablet.click('text=Skriv kod i stället')
  await tablet.waitForSelector('#kiosk[data-screen="idle"]')
  expect(await tablet.content()).not.toContain(digits)
  expect(complaints).toEqual([])
})

test('without a script the digits are typed; the own page remembers, and the phone forgets again', async () => {
  const here = await world()
  const { url, tablet, phone } = await tabletAndPhone(here, { javaScriptEnabled: false })
  const token = newOrganisationToken(here.organisationId)
  const link = {
    participantId: here.ids.participants.pelle,
    tokenHash: hashToken(token),
    by: here.ids.staff.karin,
    at: here.clock.now(),
  }
  await here.tenant((tx) => addPersonalLink(tx, link))
  await tablet.click('[data-act="phone"]')
  await tablet.waitForSelector('[data-digits]')
  const digits = (await tablet.textContent('[data-digits]'))!.trim()
  expect(digits).toMatch(/^\d{3} \d{3}$/)

  await phone.goto(`${url}/my-week/${token}`)
  expect(await phone.textContent('#here')).toContain('Checka in med telefonen')
  await phone.click('text=Kom ihåg mig på den här telefonen')
  await phone.waitForSelector('text=Telefonen kommer ihåg dig nu.')
  await phone.goto(`${url}/here`)
  expect(await phone.locator('[name="code"]').count()).toBe(0)
  await phone.fill('[name="digits"]', '000 000')
  await phone.click('text=Checka in >> nth=-1')
  await phone.waitForSelector('text=De siffrorna gäller inte nu.')
  await phone.fill('[name="digits"]', digits)
  await phone.click('button:has-text("Checka in")')
  await phone.waitForSelector('text=Välkommen, Pelle!')
  await phone.goto(`${url}/here`)
  await phone.click('text=Glöm mig på den här telefonen')
  await phone.waitForSelector('text=Telefonen har glömt dig.')
  expect(await phone.locator('[name="digits"]').count()).toBe(0)
})

test('the digits change by themselves, and with the network down a kind sentence stands instead', async () => {
  const here = await world()
  const { tablet } = await tabletAndPhone(here)
  await tablet.clock.install()
  await tablet.click('[data-act="phone"]')
  const shown = async () => tablet.textContent('[data-digits]')
  await tablet.waitForSelector('[data-digits]')
  const first = await shown()
  here.clock.advance({ seconds: 20 })
  await tablet.clock.runFor(20_000)
  await expect.poll(shown).not.toBe(first)
  await tablet.route('**/kiosk/phone-codes**', (route) => route.abort())
  await tablet.clock.runFor(20_000)
  await tablet.waitForSelector('text=Det går inte just nu.')
  expect(await tablet.locator('[data-digits]').count()).toBe(0)
  await expectFit(tablet)
})
