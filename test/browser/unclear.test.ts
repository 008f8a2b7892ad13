import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { unclearCheckIn } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { width?: number; height?: number; dark?: boolean; language?: string; script?: boolean }

/** Karin's page; the test fails when the browser has anything to complain about. */
async function screenOf(here: World, options: Screen = {}): Promise<Page> {
  const { width = 390, height = 844, dark = false, language = 'sv-SE', script = true } = options
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    baseURL: origin,
  })
  const value = here.karin.cookies.get(SIGN_IN_COOKIE) ?? ''
  await context.addCookies([{ name: SIGN_IN_COOKIE, value, url: origin, httpOnly: true }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

/** An unknown code from this morning, a departure of Pelle's, and one put away. */
async function three(here: World): Promise<{ unknown: string; known: string }> {
  const { kioskId } = await pairedTablet(here)
  const at = (time: string) => Temporal.Instant.from(`2026-03-17T${time}+01:00`)
  const rows = await here.tenant((tx) =>
    tx
      .insert(unclearCheckIn)
      .values([
        {
          kioskId,
          kind: 'check_in',
          problem: 'unknown_person',
          occurredAt: at('09:26:34'),
          receivedAt: at('11:40'),
          way: 'code',
        },
        {
          kioskId,
          kind: 'departure',
          problem: 'not_in',
          occurredAt: at('10:05:10'),
          receivedAt: at('11:41'),
          skewSeconds: 300,
          way: 'card',
          participantId: here.ids.participants.pelle,
          sessionId: here.ids.sessions.yoga,
        },
        {
          kioskId,
          kind: 'check_in',
          problem: 'full',
          occurredAt: at('08:05:10'),
          receivedAt: at('08:05:11'),
          settledAt: at('08:30'),
          settledBy: here.ids.staff.karin,
          settlement: 'dismissed',
          reason: 'Någon provade skärmen',
        },
      ])
      .returning({ id: unclearCheckIn.id }),
  )
  return { unknown: rows[0]!.id, known: rows[1]!.id }
}

const noon = '2026-03-17T12:00:00+01:00'

test('the pages of unclear check-ins are clean to axe and fit, narrow and wide, light and dark', async () => {
  const here = await world(noon)
  const { unknown, known } = await three(here)
  for (const screen of [
    { width: 320 },
    { width: 1440, height: 900, dark: true, language: 'en-GB' },
  ] satisfies Screen[]) {
    const page = await screenOf(here, screen)
    for (const path of ['', `/${unknown}`, `/${known}`].map((end) => `/unclear-check-ins${end}`)) {
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([path, []])
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect([path, wider]).toEqual([path, false])
    }
  }
}, 120_000)

test.each([true, false])(
  'an unknown code finds its person, with a script (%s) and without',
  async (script) => {
    const here = await world(noon)
    await three(here)
    const page = await screenOf(here, { script })
    await page.goto('/unclear-check-ins')
    await page.getByRole('link', { name: 'Ordna 17 mars 2026 09.26' }).click()
    // Looking for a name keeps what else has been chosen.
    await page.getByLabel('Klockslag').fill('09:28')
    await page.getByLabel('Sök efter en deltagare').fill('pelle')
    await page.getByLabel('Sök efter en deltagare').press('Enter')
    await page.getByLabel('Pelle Björkvall').check()
    expect(await page.getByLabel('Klockslag').inputValue()).toBe('09:28')
    await page.getByLabel('Yoga').check()
    await page.getByRole('button', { name: 'Placera' }).click()
    await page.getByText('Incheckningen är placerad.').waitFor()
    expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
      { status: 'present', checkedInAt: '09:28' },
    ])
  },
  60_000,
)

test('what belongs nowhere is put away, once somebody has said why', async () => {
  const here = await world(noon)
  const { known } = await three(here)
  const page = await screenOf(here)
  await page.goto(`/unclear-check-ins/${known}`)
  await page.getByRole('button', { name: 'Lägg undan' }).click()
  await page.getByText('Fyll i det här.').first().waitFor()
  await page.getByLabel('Varför?').fill('Kom aldrig in')
  await page.getByRole('button', { name: 'Lägg undan' }).click()
  await page.getByText('Incheckningen är undanlagd.').waitFor()
  expect(await page.locator('main').textContent()).toContain('Kom aldrig in')
}, 60_000)
