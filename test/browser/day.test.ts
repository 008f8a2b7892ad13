import ICAL from 'ical.js'
import type { BrowserContext, Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, timeAtMinute, weekdayOf, type LocalDate } from '../../server/time/dates.ts'
import { localDateOf, localTimeOf } from '../../server/time/zones.ts'
import { emptyDatabase } from '../setup/database.ts'
import { isReady, startProgram, temporaryFolder, until, type Program } from '../setup/program.ts'
import { openBrowser } from './browser.ts'

const zone = 'Europe/Stockholm'
const [TUESDAY, THURSDAY] = [2, 4]

test('the whole day on an empty folder: from the first visit to the cancelled session in the calendar program', async () => {
  expect(await wholeDay({ STEGVIS_DATA: temporaryFolder() })).toEqual([])
}, 180_000)

test('the same day on a PostgreSQL server', async () => {
  const database = await emptyDatabase()
  onTestFinished(() => database.drop())
  const env = {
    DATABASE_URL: database.app,
    DATABASE_OWNER_URL: database.owner,
    STEGVIS_SECRET: 'a secret for the day on a server, long enough',
  }
  expect(await wholeDay(env)).toEqual([])
}, 180_000)

/** Walks the day, and answers with what the browser complained about. */
async function wholeDay(env: Record<string, string>): Promise<string[]> {
  const program = await startProgram(env)
  const { newContext, complaints } = await observedBrowser(program.url)
  const office = await (await newContext()).newPage()

  await setUp(office, program)
  const { today, start } = aroundNow()
  await planYoga(office, today, start)
  const { code, feed, participant } = await enrolPelle(office, today)

  const tablet = await (await newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await pairTablet(office, tablet)

  const leader = await office.context().newPage()
  await leader.goto(await rollCallOfToday(office, today))
  expect(await leader.getByText('Pelle Björkvall').count()).toBe(0)

  await checkIn(tablet, code)
  // Seen without a reload, by a page that was open before.
  await leader.getByText('Pelle Björkvall').first().waitFor({ timeout: 5000 })

  // Thanked is kept: the app is killed at once and a new one started on the same data.
  program.killApp()
  await program.exited
  const again = await startProgram({ ...env, PORT: new URL(program.url).port })
  expect(await isReady(again.url)).toBe(true)
  await office.goto(await rollCallOfToday(office, today))
  await office.getByText('Pelle Björkvall').first().waitFor()

  await office.goto(`${program.url}/hours`)
  const row = office.getByRole('row').filter({ hasText: 'Pelle' })
  // In time, so the whole hour counts, in the week that is still running.
  expect((await row.locator('.hours-running .hours-figure').innerText()).trim()).toBe('1')
  await office.goto(`${program.url}/participants/${participant}`)
  await office.getByText('Promise').first().waitFor()

  const before = await subscribe(feed)
  const mine = sessionOn(before, today)
  expect(wallOf(mine.startDate)).toBe(`${today}T${start}`)
  expect(mine.startDate.zone.tzid).toBe(zone)
  expect(mine.component.getFirstPropertyValue('status')).not.toBe('CANCELLED')
  const coming = before.find((event) => wallOf(event.startDate) > `${today}T23:59`)!
  expect([TUESDAY, THURSDAY]).toContain(weekdayOf(wallOf(coming.startDate).slice(0, 10) as LocalDate))

  await cancel(office, coming, 'Ledaren är sjuk')
  const after = (await subscribe(feed)).find((event) => event.uid === coming.uid)!
  expect(after.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  expect(after.summary).toBe('Inställt: Yoga')
  expect(after.sequence).toBeGreaterThan(coming.sequence)
  // The browser may say that a line to the killed server broke; nothing else.
  return complaints.filter((one) => !/ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK)/.test(one))
}

/** A browser whose pages may not complain: scripts that fail, styles that a policy stops, files that are missing. */
async function observedBrowser(origin: string) {
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const complaints: string[] = []
  const newContext = async (options = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'sv-SE', baseURL: origin, ...options })
    context.setDefaultTimeout(10_000)
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    })
    return context
  }
  return { newContext, complaints }
}

async function setUp(office: Page, program: Program) {
  const code = /one-time code: (\S+)/.exec(program.output())?.[1] ?? ''
  await office.goto('/')
  await office.fill('[name=code]', code)
  await office.fill('[name=organisation]', 'Lindens kommun (påhittad)')
  await office.fill('[name=name]', 'Astrid Ekelund')
  await office.fill('[name=email]', 'astrid@linden.example')
  await office.fill('[name=password]', 'en lång promenad i skogen')
  await office.check('[name=preset][value=promise]')
  await office.click('form[action="/welcome"] button[type=submit]')
  await office.waitForURL('**/getting-started')
}

/** A wall time in Stockholm that has just been, so that a session begins there and runs. */
function aroundNow() {
  const now = Temporal.Now.instant()
  const today = localDateOf(now, zone)
  const [hour, minute] = localTimeOf(now, zone).split(':').map(Number)
  return { today, start: timeAtMinute(hour! * 60 + Math.floor(minute! / 5) * 5)! }
}

/** Yoga every Tuesday and Thursday; and once today: what has begun already is no part of a new series. */
async function planYoga(office: Page, today: LocalDate, start: string) {
  await office.goto('/activities/new')
  await office.fill('[name=name]', 'Yoga')
  await office.check('[name=category][value=health_promotion]')
  await office.fill('[name=usual_minutes]', '60')
  await office.click('main form[action^="/activities"] button[type=submit]')

  await office.goto('/activities')
  await office.locator('a[href$="/series/new"]').first().click()
  await office.check(`[name=weekdays][value="${TUESDAY}"]`)
  await office.check(`[name=weekdays][value="${THURSDAY}"]`)
  await office.fill('[name=starts_on]', today)
  await office.fill('[name=ends_on]', addDays(today, 42))
  await office.fill('[name=start_time]', start)
  await office.fill('[name=minutes]', '60')
  await office.click('main form[action$="/series"] button[type=submit]')
  await office.click('main form:has([name=seen]) button:not([name])')
  await office.waitForURL('**/series/*')

  await office.goto('/sessions/new')
  await office.selectOption('[name=activity_id]', { label: 'Yoga' })
  await office.fill('[name=date]', today)
  await office.fill('[name=start_time]', start)
  await office.fill('[name=end_time]', timeAtMinute((minuteOf(start) + 60) % 1440)!)
  await office.click('main form[action="/sessions"] .button-primary')
  await office.waitForURL(/\/(sessions|schedule)(?!\/new)/)
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

async function enrolPelle(office: Page, today: LocalDate) {
  await office.goto('/participants/new')
  await office.fill('[name=first_name]', 'Pelle')
  await office.fill('[name=last_name]', 'Björkvall')
  await office.selectOption('[name=programme_id]', { label: 'Promise' })
  await office.fill('[name=starts_on]', today)
  await office.click('main form[action="/participants"] button[type=submit]')
  await office.waitForURL(/\/participants\/[0-9a-f-]{36}/)
  const participant = /participants\/([0-9a-f-]{36})/.exec(office.url())![1]!

  await office.click(`form[action="/participants/${participant}/code"] button[type=submit]`)
  const code = (await office.locator('[data-code]').getAttribute('data-code'))!
  await office.goto(`/participants/${participant}`)
  const form = office.locator(`form[action="/participants/${participant}/feed"]`).first()
  await form.locator('[name=consent]').check()
  await form.locator('button[type=submit]').click()
  const feed = (await office.locator('[data-feed]').getAttribute('data-feed'))!
  return { code, feed, participant }
}

async function pairTablet(office: Page, tablet: Page) {
  await office.goto('/kiosks/new')
  await office.fill('[name=name]', 'Entrén')
  await office.click('main form[action="/kiosks"] button[type=submit]')
  await office.click('form[action$="/pairings"] button[type=submit]')
  const link = (await office.locator('.pairing-link').innerText()).match(/https?:\/\/\S+/)![0]
  await tablet.goto(link)
  await tablet.click('form[action="/kiosk/pairings"] button')
  await tablet.locator('#kiosk-code').waitFor()
  // Never people: not now, and not after the thank-you.
  expect(await tablet.locator('body').innerText()).not.toContain('Pelle')
}

async function checkIn(tablet: Page, code: string) {
  for (const digit of code) await tablet.click(`[data-digit="${digit}"]`)
  await tablet.click('[data-act="check-ins"]')
  await tablet.locator('.kiosk-thanks').waitFor()
}

async function rollCallOfToday(office: Page, today: LocalDate): Promise<string> {
  const week = (await office.evaluate(async (day) => {
    const answer = await fetch(`/sessions?from=${day}&to=${day}`, { headers: { accept: 'application/json' } })
    return answer.json()
  }, today)) as { sessions: { id: string }[] }
  expect(week.sessions.length).toBe(1)
  return `/sessions/${week.sessions[0]!.id}/roll-call`
}

/** What a calendar program makes of the address: fetched over HTTP and read by ical.js. */
async function subscribe(address: string): Promise<ICAL.Event[]> {
  const answer = await fetch(address)
  expect(answer.headers.get('content-type')).toContain('text/calendar')
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

const wallOf = (time: ICAL.Time): string => time.toString().slice(0, 16)

const sessionOn = (events: ICAL.Event[], day: LocalDate): ICAL.Event =>
  events.find((event) => wallOf(event.startDate).startsWith(day))!

async function cancel(office: Page, event: ICAL.Event, reason: string) {
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(event.uid)![0]
  await office.goto(`/sessions/${id}`)
  const form = office.locator(`form[action="/sessions/${id}/cancellation"]`)
  if (!(await form.locator('[name=reason]').isVisible())) await office.locator('summary').first().click()
  await form.locator('[name=reason]').fill(reason)
  await form.locator('button[type=submit]').click()
  await until(async () => (await office.content()).includes(reason))
}
