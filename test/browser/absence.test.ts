import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { booking, session } from '../../db/schema/index.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const day: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'sv-SE' }
const night: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'sv-SE',
  colorScheme: 'dark',
}

/** A page whose browser has nothing to complain about by the end of the test. */
async function screenOn(baseURL: string, options: BrowserContextOptions, client?: Client): Promise<Page> {
  const context = await browser.newContext({ baseURL, ...options })
  if (client)
    await context.addCookies([
      { name: SIGN_IN_COOKIE, value: client.cookies.get(SIGN_IN_COOKIE)!, url: baseURL, httpOnly: true },
    ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 422'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

/** What axe finds on the page, and whether it can be moved sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
  )
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return sideways ? [...found, `${page.url()} moves sideways`] : found
}

const zone = 'Europe/Stockholm'

/** Two hours of yoga on Thursday, with Pelle in both. */
async function thursdays({ tenant, ids }: World): Promise<string[]> {
  const date = localDate('2026-03-19')
  return tenant(async (tx) => {
    const rows = await tx
      .insert(session)
      .values(
        ['13:00', '15:00'].map((start) => {
          const [from, to] = [localTime(start), localTime(start === '13:00' ? '14:00' : '16:00')]
          return {
            activityId: ids.activities.yoga,
            localDate: date,
            localStart: from,
            localEnd: to,
            startsAt: instantAt(date, from, zone),
            endsAt: instantAt(date, to, zone),
            timeZone: zone,
          }
        }),
      )
      .returning({ id: session.id })
    await tx
      .insert(booking)
      .values(rows.map(({ id }) => ({ participantId: ids.participants.pelle, sessionId: id })))
    return rows.map(({ id }) => id)
  })
}

async function ownPage({ karin, ids }: World): Promise<string> {
  const letter = await karin.post(`/participants/${ids.participants.pelle}/personal-link`)
  return /data-own-page="https?:\/\/[^/]+(\/my-week\/[\w-]{48})"/.exec(letter.text)![1]!
}

test('told on a phone by the keys alone, an absence stands on the open roll call by itself, and its reason nowhere there', async () => {
  const here = await world()
  const program = await served(here)
  const [first] = await thursdays(here)
  const own = await ownPage(here)
  const leader = await screenOn(program, day, here.leif)
  await leader.goto(`/sessions/${first}/roll-call`)
  await leader.locator('.roll-call-table', { hasText: 'Pelle' }).waitFor()

  const page = await screenOn(program, { ...night, viewport: { width: 320, height: 640 } })
  await page.goto(own)
  const tell = page.locator('li', { hasText: '13.00' }).locator('details.own-absence').first()
  await tell.locator('summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Tandläkaren')
  expect(await faultsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('.notice-done', { hasText: 'Din plats är kvar' }).waitFor()
  expect(await faultsOf(page)).toEqual([])

  await leader.locator('.roll-call-table', { hasText: 'Anmäld frånvaro' }).waitFor()
  expect(await leader.locator('main').textContent()).not.toContain('Tandläkaren')
  expect(await faultsOf(leader)).toEqual([])

  await page.locator('button', { hasText: 'Jag kommer ändå' }).click()
  await page.locator('.notice-done', { hasText: 'Vi räknar med dig' }).waitFor()
  await leader.locator('#roll-call:not(:has-text("Anmäld frånvaro"))').waitFor()
})

test.each([
  ['by day', day],
  ['by night on a phone', night],
])('axe finds nothing where staff tell of an absence, %s', async (_when, options) => {
  const here = await world()
  const [first] = await thursdays(here)
  const page = await screenOn(await served(here), options, here.karin)
  const pelle = `/participants/${here.ids.participants.pelle}`
  await page.goto(`${pelle}/absences/new`)
  expect(await faultsOf(page)).toEqual([])
  await page.locator('input[name=from]').fill('2026-03-18')
  await page.locator('input[name=to]').fill('2026-03-20')
  await page.locator('textarea').fill('Resa')
  await page.locator('main form button').first().click()
  await page.locator('#preview').waitFor()
  expect(await page.locator('#preview li').count()).toBe(2)
  expect(await faultsOf(page)).toEqual([])
  await page.locator('#preview button').click()
  await page.locator('#absences', { hasText: 'Anmäld frånvaro' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.goto(`/sessions/${first}/attendance/${here.ids.participants.pelle}`)
  await page.locator('#absence', { hasText: 'Resa' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
})
