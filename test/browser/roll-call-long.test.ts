import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { enrolment, participant } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { localDate } from '../../server/time/dates.ts'
import { book, checkIn } from '../attendance/presences.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A phone in the hand, or a desk; what the browser complains of fails the test. */
async function screenOf(
  here: World,
  client: Client,
  { width = 390, height = 844, script = true, dark = false, language = 'sv-SE' } = {},
): Promise<Page> {
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    baseURL: origin,
  })
  const value = client.cookies.get(SIGN_IN_COOKIE) ?? ''
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

const initials = 'ABCDEFGHIJKLMNOPRSTUVYÅÄÖ'

/** Yoga with sixty invented people in it, or as many as are asked for; every third has checked in. */
async function sixtyAtYoga(count = 60) {
  const here = await world('2026-03-17T09:40:00+01:00')
  const { tenant, ids } = here
  const people = await tenant(async (tx) => {
    const rows = await tx
      .insert(participant)
      .values(
        Array.from({ length: count }, (_, n) => ({
          firstName: `${initials[n % initials.length]}lva`,
          lastName: `Påhittad ${n}`,
        })),
      )
      .returning({ id: participant.id })
    return tx
      .insert(enrolment)
      .values(
        rows.map(({ id }) => ({
          participantId: id,
          programmeId: ids.programme,
          startsOn: localDate('2026-02-16'),
        })),
      )
      .returning({ enrolmentId: enrolment.id, participantId: enrolment.participantId })
  })
  await book(tenant, ids.sessions.yoga, ...people.map(({ participantId }) => participantId))
  for (const person of people.filter((_, n) => n % 3 === 0))
    await checkIn(tenant, { sessionId: ids.sessions.yoga, ...person }, here.clock.now())
  return { ...here, people, path: `/sessions/${ids.sessions.yoga}/roll-call` }
}

const scrollOf = (page: Page) => page.evaluate(() => window.scrollY)

test('sixty people on a phone: quick, light, found by a few letters, and marked without losing the place', async () => {
  const here = await sixtyAtYoga()
  const page = await screenOf(here, here.leif)
  const began = performance.now()
  const answer = await page.goto(here.path)
  const kilobytes = Math.round((await answer!.body()).length / 1024)
  await page.locator('#roll-call-find').waitFor()
  console.info(`60 people: ${kilobytes} kB, on the screen after ${Math.round(performance.now() - began)} ms`)
  expect(kilobytes).toBeLessThan(260)

  const sum = page.locator('#roll-call-sum')
  expect(await sum.textContent()).toContain('20 av 60 är här nu.')

  // A mark far down leaves the page where it is, and the button under the thumb.
  const last = here.people.at(-1)!.participantId
  const button = page.locator(`#late-${last}`)
  await button.scrollIntoViewIfNeeded()
  const before = await scrollOf(page)
  const marking = performance.now()
  await button.click()
  await page.locator(`#late-${last}[aria-pressed=true]`).waitFor()
  console.info(`a mark among 60 stands after ${Math.round(performance.now() - marking)} ms`)
  expect(Math.abs((await scrollOf(page)) - before)).toBeLessThan(60)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`late-${last}`)
  const top = await page.locator('.roll-call-top').boundingBox()
  expect(top!.y).toBeLessThan(5)
  expect(top!.height).toBeLessThan(110)
  expect(await sum.textContent()).toContain('21 av 60 är här nu.')

  // A few letters find a person; the search stands in no address and lasts over a mark.
  await page.locator('#roll-call-find').fill('hittad 41')
  const rows = page.locator('#roll-call tbody tr:visible')
  expect(await rows.count()).toBe(1)
  const found = here.people[41]!.participantId
  await page.locator(`#absent-${found}`).click()
  await page.locator(`#absent-${found}[aria-pressed=true]`).waitFor()
  expect(await rows.count()).toBe(1)
  expect(page.url()).not.toContain('hittad')
  await page.locator('#roll-call-find').fill('ingen alls')
  expect(await page.locator('#roll-call-none').textContent()).toBe('Ingen i listan heter så.')
})

test('every target of the long list is at least 44 pixels, and nothing goes sideways', async () => {
  const here = await sixtyAtYoga()
  for (const width of [390, 320]) {
    const page = await screenOf(here, here.leif, { width })
    await page.goto(here.path)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#roll-call :is(button, a, input:not([type=hidden]))')]
        .filter((one) => one.offsetParent !== null)
        .map((one) => ({ id: one.id || one.className, height: one.getBoundingClientRect().height }))
        .filter(({ id, height }) => height < 43.5 && !id.startsWith('closing')),
    )
    expect(small).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  }
})

test('in the part of those not filled in, whoever is marked leaves it and the next one is under the thumb', async () => {
  const here = await sixtyAtYoga()
  const page = await screenOf(here, here.leif)
  await page.goto(`${here.path}?show=unknown`)
  const rows = page.locator('#roll-call tbody tr')
  expect(await rows.count()).toBe(40)
  const ids = await rows.evaluateAll((all) => all.map(({ id }) => id.replace('person-', '')))
  await page.locator(`#present-${ids[2]}`).focus()
  await page.keyboard.press('Enter')
  await page.locator(`#person-${ids[2]}`).waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`present-${ids[3]}`)
  expect(await rows.count()).toBe(39)
})

test('without a script there are parts, letters and plain forms, and the roll call is closed and opened again', async () => {
  const here = await sixtyAtYoga()
  const page = await screenOf(here, here.leif, { script: false })
  await page.goto(here.path)
  expect(await page.locator('#roll-call-find').isVisible()).toBe(false)
  await page.getByRole('link', { name: 'Ö', exact: true }).click()
  expect(page.url()).toContain('#person-')
  await page.locator('#show-unknown').click()
  expect(await page.locator('#roll-call tbody tr').count()).toBe(40)

  await page.getByRole('button', { name: 'Bekräfta alla 20 incheckade' }).click()
  await page.getByRole('button', { name: 'En gäst till' }).click()
  await page.getByRole('button', { name: 'Avsluta uppropet' }).click()
  await page.getByText('Välj vad som ska stå för dem som inte är ifyllda.').first().waitFor()
  await page.getByLabel('De var inte här').check()
  await page.getByRole('button', { name: 'Avsluta uppropet' }).click()
  await page.getByText('Leif Sandell avslutade det').waitFor()
  expect(await page.locator('.mark-button').count()).toBe(0)
  await page.getByRole('button', { name: 'Öppna igen' }).click()
  expect(await page.locator('.mark-button').count()).toBe(240)
})

test('of two leaders the second sees at once that the first has closed', async () => {
  const here = await sixtyAtYoga()
  const page = await screenOf(here, here.karin)
  const listening = page.waitForResponse((answer) => answer.request().headers()['hx-request'] === 'true')
  await page.goto(here.path)
  await listening
  await here.leif.post(`${here.path}/closure`, { rest: 'absent' })
  await page.locator('#roll-call-closed').waitFor({ timeout: 5000 })
  expect(await page.locator('.mark-button').count()).toBe(0)
})

test('the house follows who comes, in large figures, and prints', async () => {
  const here = await sixtyAtYoga()
  const page = await screenOf(here, here.leif)
  const listening = page.waitForResponse((answer) => answer.request().headers()['hx-request'] === 'true')
  await page.goto('/house')
  await listening
  expect(await page.locator('#house-sum').textContent()).toContain('20 personer i huset')
  await here.leif.put(`/sessions/${here.ids.sessions.yoga}/attendance/${here.people[1]!.participantId}`, {
    status: 'present',
  })
  await page.getByText('21 deltagare').waitFor({ timeout: 5000 })
  await page.emulateMedia({ media: 'print' })
  const size = await page
    .locator('.house-name')
    .first()
    .evaluate((name) => getComputedStyle(name).fontSize)
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(23)
  expect(await page.getByRole('button', { name: 'Skriv ut' }).isVisible()).toBe(false)
})

test('nothing stands in the way of anybody: long list, closed, open roll calls and the house, by day and by night', async () => {
  const here = await sixtyAtYoga(14)
  for (const look of [
    { dark: false, language: 'sv-SE', width: 1440, height: 900 },
    { dark: true, language: 'en-GB', width: 390, height: 844 },
  ]) {
    const page = await screenOf(here, here.karin, look)
    await here.leif.delete(`${here.path}/closure`)
    const looked = [here.path, '/roll-calls', '/house', '/notices', `${here.path}?show=there`]
    for (const path of [...looked, 'closed']) {
      if (path === 'closed') await here.leif.post(`${here.path}/closure`, { rest: 'unknown' })
      await page.goto(path === 'closed' ? here.path : path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${path} ${id} ${html}`))
      expect(found).toEqual([])
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect([path, sideways]).toEqual([path, false])
    }
  }
}, 240_000)
