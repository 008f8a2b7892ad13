import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const narrowest = { width: 320, height: 640 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { viewport?: typeof wide; script?: boolean; dark?: boolean; language?: string }

/** Karin's page; the test fails when the browser has anything to complain about. */
async function karinsPage(here: World, options: Screen = {}): Promise<Page> {
  const { viewport = wide, script = true, dark = false, language = 'sv-SE' } = options
  const origin = await served(here)
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    baseURL: origin,
  })
  await context.addCookies([
    { name: SIGN_IN_COOKIE, value: here.karin.cookies.get(SIGN_IN_COOKIE)!, url: origin, httpOnly: true },
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text()))
      complaints.push(message.text())
  })
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

const nextWeek = ({ tenant }: World) =>
  tenant((tx) => sessionsBetween(tx, localDate('2026-03-23'), localDate('2026-03-29')))

/** A week with something in it, and another with something in the way. */
async function busy(here: World) {
  const { ids } = here
  const plan = (form: Record<string, string>) =>
    here.karin.post('/sessions', {
      activity_id: ids.activities.yoga,
      location_id: ids.locations.koket,
      leader_id: ids.staff.leif,
      ...form,
    })
  await plan({ date: '2026-03-19', start_time: '13:00', end_time: '14:00' })
  await plan({ date: '2026-03-20', start_time: '09:00', end_time: '11:00', leader_id: ids.staff.karin })
  await plan({
    date: '2026-03-24',
    start_time: '10:00',
    end_time: '11:00',
    leader_id: ids.staff.karin,
    location_id: ids.locations.salen,
  })
  await here.karin.post('/closed-periods', { name: 'Planeringsdag', starts_on: '2026-03-27' })
}

test.each([
  { name: 'with a script', script: true },
  { name: 'without any script', script: false },
])('a week is copied and undone again by keyboard alone, $name', async ({ script }) => {
  const here = await world()
  const page = await karinsPage(here, { script })
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await page.goto('/schedule-tools?week=2026-W12')
  await page.getByRole('link', { name: 'Kopiera en vecka' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Kopiera en vecka' }).waitFor()
  expect(await page.getByLabel('Lägg in på vecka').inputValue()).toBe('2026-W13')
  await press('Visa vad som händer')
  await page.getByText('Det här händer').waitFor()
  expect(await nextWeek(here)).toEqual([])
  await press('Kopiera')
  await page.getByText('Veckan är kopierad.').waitFor()
  expect(await nextWeek(here)).toHaveLength(1)
  await press('Ångra')
  await page.getByText('Ändringen är ångrad.').waitFor()
  expect(await nextWeek(here)).toEqual([])
})

test('one goes back from the preview to the choices, and nothing chosen is lost', async () => {
  const here = await world()
  const page = await karinsPage(here)
  await page.goto('/bulk-cancellations/new')
  await page.getByLabel('Orsak').fill('Strömavbrott')
  await page.getByRole('button', { name: 'Visa vad som händer' }).click()
  await page.getByText('Deltagarna ser orsaken: Strömavbrott').waitFor()
  await page.getByRole('button', { name: 'Ändra valen' }).click()
  expect(await page.getByLabel('Orsak').inputValue()).toBe('Strömavbrott')
})

const pages: { name: string; open: (page: Page, here: World) => Promise<unknown> }[] = [
  { name: 'the page of the commands', open: (page) => page.goto('/schedule-tools?week=2026-W12') },
  { name: 'the copy of a week', open: (page) => page.goto('/week-copies/new') },
  {
    name: 'what a copy would do',
    open: async (page) => {
      await page.goto('/week-copies/new')
      await page.locator('.page form .button-primary').click()
      await page.locator('.effect').first().waitFor()
      await page.locator('details.more > summary').click()
    },
  },
  { name: 'the templates', open: (page) => page.goto('/week-templates') },
  {
    name: 'a template',
    open: async (page, here) => {
      const kept = await here.karin.post('/week-templates', { name: 'Vanlig vecka', week: '2026-W12' })
      await page.goto(kept.location!)
    },
  },
  { name: 'the swap of a leader', open: (page) => page.goto('/leader-swaps/new') },
  {
    name: 'what a swap would do',
    open: async (page, { ids }) => {
      await page.goto('/leader-swaps/new')
      await page.locator('#from').selectOption(ids.staff.leif)
      await page.locator('#to').selectOption(ids.staff.karin)
      await page.locator('#last').fill('2026-03-31')
      await page.locator('.page form .button-primary').click()
      await page.locator('.effect').first().waitFor()
    },
  },
  {
    name: 'a cancellation of many that was refused',
    open: async (page) => {
      await page.goto('/bulk-cancellations/new')
      await page.locator('.page form .button-primary').click()
      await page.locator('.notice-problem').waitFor()
    },
  },
  {
    name: 'a period over sessions',
    open: async (page) => {
      await page.goto('/closed-periods')
      await page.locator('#name').fill('Studiedagar')
      await page.locator('#starts_on').fill('2026-03-17')
      await page.locator('#ends_on').fill('2026-03-20')
      await page.locator('.page form .button-primary').click()
      await page.locator('.effect').first().waitFor()
    },
  },
]
const dark: Screen = { viewport: phone, dark: true, language: 'en-GB' }

test.each(pages.map((one, index) => ({ ...one, screen: index % 2 === 0 ? {} : dark })))(
  'axe finds nothing on $name, and nothing scrolls sideways at 320 px',
  async ({ open, screen }) => {
    const here = await world()
    await busy(here)
    const page = await karinsPage(here, screen)
    await open(page, here)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)),
    ).toEqual([])
    await page.setViewportSize(narrowest)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  },
)
