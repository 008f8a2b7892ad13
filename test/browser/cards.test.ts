import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { participant, enrolment } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Karin's browser, on the page where cards are chosen. */
async function choosing(here: World, url: string, language: string) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 },
    reducedMotion: 'reduce',
  })
  onTestFinished(() => context.close())
  const cookie = (name: string, value: string) => ({ name, value, domain: '127.0.0.1', path: '/' })
  await context.addCookies([
    cookie(SIGN_IN_COOKIE, here.karin.cookies.get(SIGN_IN_COOKIE)!),
    cookie('stegvis_language', language),
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${url}/cards`)
  return { page, complaints }
}

/** Enrols so many more, with names that are short and long. */
async function enrolMore({ tenant, ids }: World, count: number) {
  const names = [
    'Bo',
    'Anna-Margareta',
    'ሰላም',
    'ليلى',
    'Wilhelmina-Kristina Margareta',
    'Åke',
    'Оксана',
    'Mohamed',
  ]
  await tenant(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const [row] = await tx
        .insert(participant)
        .values({
          firstName: names[index % names.length]!,
          lastName: `Påhittad ${index}`,
          gender: 'not_recorded',
        })
        .returning({ id: participant.id })
      await tx.insert(enrolment).values({
        participantId: row!.id,
        programmeId: ids.programme,
        startsOn: localDate('2026-01-05'),
      })
    }
  })
}

for (const [count, pages, language] of [
  [1, 1, 'sv'],
  [10, 1, 'en'],
  [11, 2, 'sv'],
] as const)
  test(`${count} cards are ${pages} sheets of A4 on paper, exact to the millimetre (${language})`, async () => {
    const here = await world()
    await enrolMore(here, 9)
    const { page, complaints } = await choosing(here, await served(here), language)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    const boxes = page.locator('input[name="participant_id"]')
    expect(await boxes.count()).toBe(11)
    for (let index = count; index < 11; index += 1) await boxes.nth(index).uncheck()
    await page.click('form[action="/cards"] button')
    await page.waitForSelector('.card-sheet')
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const sizes = [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round((Number(width) / 72) * 25.4),
      Math.round((Number(height) / 72) * 25.4),
    ])
    expect(sizes).toEqual(Array.from({ length: pages }, () => [210, 297]))

    await page.emulateMedia({ media: 'print' })
    const millimetres = () =>
      page.evaluate(() => {
        const sheet = document.querySelector<SVGSVGElement>('.card-sheet')!
        const { width, height } = sheet.getBoundingClientRect()
        const picture = sheet.querySelector('g > path')!.getBoundingClientRect()
        return [width, height, picture.width, picture.height].map((pixels) => (pixels / 96) * 25.4)
      })
    const meant = [210, 296.8, 36, 36]
    // The page may need a moment to lie as on paper.
    await expect
      .poll(async () =>
        Math.max(...(await millimetres()).map((size, index) => Math.abs(size - meant[index]!))),
      )
      .toBeLessThan(0.1)
    expect(complaints).toEqual([])
  })
