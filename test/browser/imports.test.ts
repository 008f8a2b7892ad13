import { AxeBuilder } from '@axe-core/playwright'
import { Buffer } from 'node:buffer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { width?: number; script?: boolean; dark?: boolean }

/** Karin's browser; the test fails when it has anything to complain about. */
async function screenOf(here: World, { width = 1440, script = true, dark = false }: Screen = {}) {
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'sv-SE',
    baseURL: origin,
  })
  await context.addCookies([
    { name: SIGN_IN_COOKIE, value: here.karin.cookies.get(SIGN_IN_COOKIE)!, url: origin, httpOnly: true },
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 422/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

const rows = (...lines: string[]) => ({
  name: 'vecka.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Datum;Start;Slut;Aktivitet;Typ;Plats;Ledare', ...lines].join('\n')),
})
const spring = rows(
  '2026-03-24;9.30;10.30;Yoga;;Salen;Leif Sandell',
  '2026-03-25;10.45;12.00;Hälsopromenad;Hälsofrämjande;Parken;',
  '2026-03-26;10.45;12.00;Hälsopromenad;Hälsofrämjande;Parken;',
)

async function chooseFile(page: Page, file: ReturnType<typeof rows>) {
  await page.goto('/session-imports/new')
  await page.getByLabel('Fil', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Visa vad som händer' }).click()
  await page.getByRole('heading', { name: 'Det här händer' }).waitFor()
}

test.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s a file is chosen, its choices are made, it is read in and undone', async (_, script) => {
  const here = await world()
  const page = await screenOf(here, { script })
  await chooseFile(page, spring)
  expect(await page.getByRole('button', { name: /^Läs in/ }).count()).toBe(0)
  await page.getByLabel(/^Lägg till de aktiviteter/).check()
  await page.getByLabel('Lägg till platserna').check()
  await page.getByRole('button', { name: 'Visa igen' }).click()
  await page.getByRole('button', { name: 'Läs in 3 pass' }).click()
  await page.waitForURL(/\/schedule\?week=2026-W13/)
  await page.getByText('Filen är inläst.').waitFor()
  await page.getByRole('button', { name: 'Ångra' }).first().click()
  await page.getByText('Ändringen är ångrad.').waitFor()
})

test.each([
  ['light', false],
  ['dark', true],
])('axe finds nothing on the pages, %s', async (_, dark) => {
  const page = await screenOf(await world(), { dark })
  await page.goto('/session-imports/new')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await chooseFile(page, spring)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('on a narrow screen nothing has to be moved sideways', async () => {
  const page = await screenOf(await world(), { width: 320 })
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await page.goto('/session-imports/new')
  expect(await overflow()).toBe(0)
  await chooseFile(page, spring)
  expect(await overflow()).toBe(0)
})

test('what is seen is taken along from the menu', async () => {
  const page = await screenOf(await world())
  await page.goto('/schedule?view=month&month=2026-03')
  await page.getByText('Hämta', { exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Excel' }).click()
  expect((await download).suggestedFilename()).toBe('schema-2026-03-01-2026-03-31.xlsx')
})
