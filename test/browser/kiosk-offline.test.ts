import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { checkDigit } from '../../server/access/check-digit.ts'
import { hashCode } from '../../server/access/tokens.ts'
import { ledgerOf, pairedTablet } from '../kiosk/tablet.ts'
import { secret, world, type World } from '../world.ts'
import { newProfile, startBrowser, type Lasting } from './lasting-browser.ts'
import { cut, down, end, fault, half, lineTo, portal, slow, type Fate, type Line } from './line.ts'
import { served } from './served.ts'

/** A paired tablet whose browser has a folder of its own, behind a line that can be bad. */
async function tabletOn(here: World, at = '2026-03-17T09:20:00+01:00') {
  const line = await lineTo(await served(here))
  const tablet = await pairedTablet(here)
  const profile = newProfile()
  const turnedOn = () => turnOn(profile, line, tablet.cookies.get(KIOSK_COOKIE)!, at)
  return { line, tablet, profile, turnedOn }
}

async function turnOn(profile: string, line: Line, token: string, at: string) {
  const browser = await startBrowser(profile)
  const { context } = browser
  await giveToken(context, token)
  await context.clock.install({ time: at })
  const page = await context.newPage()
  await page.goto(`${line.url}/kiosk`)
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  return { browser, context, page }
}

/** A browser writes a cookie down within half a minute: these tests do not wait for it. */
const giveToken = (context: BrowserContext, value: string) =>
  context.addCookies([
    { name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk', httpOnly: true, sameSite: 'Lax' },
  ])

/** Its worker is in place, with the pages kept: from here on it starts without the line. */
async function isReady(page: Page) {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          if (navigator.serviceWorker.controller?.state !== 'activated') return false
          const names = await caches.keys()
          const pages = await Promise.all(
            names.map(async (name) => (await caches.open(name)).match('/kiosk?language=prs')),
          )
          return pages.some(Boolean)
        }),
      { timeout: 30_000 },
    )
    .toBe(true)
}

async function comeIn(page: Page, code: string, verb = 'check-ins') {
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  for (const digit of code) await page.click(`[data-digit="${digit}"]`)
  await page.click(`[data-act="${verb}"]`)
  await page.waitForSelector('#kiosk[data-screen="thanks"]')
}

const isKeptHere = 'text=Det är sparat här på plattan'

async function keepOne(page: Page, code: string, verb?: string) {
  await comeIn(page, code, verb)
  await page.waitForSelector(isKeptHere)
  await page.click('text=Klar')
}

type Kept = Record<string, unknown>[]
const queueOf = (page: Page): Promise<Kept> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('stegvis-kiosk')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('queue').objectStore('queue').getAll()
          all.addEventListener('success', () => {
            opening.result.close()
            resolve(all.result as Kept)
          })
        })
      }),
  )

const isHandedIn = async (page: Page) => {
  await expect.poll(async () => (await queueOf(page)).length, { timeout: 20_000 }).toBe(0)
}

/** The line is back: the browser would notice by itself. */
async function lineIsBack(page: Page, line: Line) {
  line.mend()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
}

/** Two more for this house, so that there are five. */
async function withTwoMore(here: World) {
  const more = ['59137', '80426'].map((digits) => ({ id: randomUUID(), code: digits + checkDigit(digits) }))
  await here.tenant(async (tx) => {
    for (const { id, code } of more) {
      await tx.hot`insert into participant (id, first_name, last_name, birth_year)
        values (${id}, 'Torvald', 'Ekmarksson', 1980)`
      await tx.hot`insert into personal_code (id, participant_id, code_hash)
        values (${randomUUID()}, ${id}, ${hashCode(code, here.organisationId, secret)})`
      await tx.hot`insert into enrolment (id, participant_id, programme_id, starts_on, planned_weeks, planned_end_on,
          weekly_target_minutes)
        select ${randomUUID()}, ${id}, programme_id, starts_on, planned_weeks, planned_end_on, weekly_target_minutes
        from enrolment where participant_id = ${here.ids.participants.pelle}`
    }
  })
  const { pelle, amina, siv } = here.ids.participants
  return {
    codes: [...Object.values(here.codes), ...more.map(({ code }) => code)],
    participants: [pelle, amina, siv, ...more.map(({ id }) => id)],
  }
}

type Row = { kind: string; occurred: string; received: string; sequence: number }
const eventsOf = ({ tenant }: World): Promise<Row[]> =>
  tenant(
    (tx) => tx.hot<Row[]>`
      select kind, sequence, to_char(occurred_at at time zone 'Europe/Stockholm', 'HH24:MI') as occurred,
        to_char(received_at at time zone 'Europe/Stockholm', 'HH24:MI') as received
      from attendance_event where source = 'kiosk' order by occurred_at`,
  )

test('five check-ins without the line outlive a reload and a killed browser, and count with their own times; the tablet holds nobody’s code or name', async () => {
  const here = await world()
  const { codes } = await withTwoMore(here)
  const { line, tablet, profile, turnedOn } = await tabletOn(here)
  let { browser, context, page } = await turnedOn()
  await isReady(page)
  line.meanwhile(/./, down)
  await context.clock.pauseAt('2026-03-17T09:21:30+01:00')

  const minute = async () => context.clock.runFor(60_000)
  await keepOne(page, codes[0]!)
  await minute()
  await keepOne(page, codes[1]!)
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 2, sedan 09.21")')

  await page.reload()
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 2,")')
  await minute()
  await keepOne(page, codes[2]!)

  await browser.kill()
  ;({ browser, context, page } = await restarted(profile, line, '2026-03-17T09:24:30+01:00'))
  await giveToken(context, tablet.cookies.get(KIOSK_COOKIE)!)
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 3,")')
  await keepOne(page, codes[3]!)
  await minute()
  await keepOne(page, codes[4]!)

  const queue = await queueOf(page)
  expect(queue.map((item) => Object.keys(item).toSorted())).toEqual(
    Array.from({ length: 5 }, () => ['deviceTime', 'id', 'kiosk', 'sealed', 'sequence', 'tried']),
  )
  expect(await eventsOf(here)).toEqual([])
  const secrets = [...codes, 'Pelle', 'Björkvall', 'Amina', 'Lindqvist', 'Dalgren', 'Torvald', 'Ekmarksson']
  expect(found(await storedIn(page), secrets)).toEqual([])

  here.clock.set('2026-03-17T12:00:00+01:00')
  await context.clock.setSystemTime('2026-03-17T12:00:00+01:00')
  await lineIsBack(page, line)
  await isHandedIn(page)
  expect(await eventsOf(here)).toEqual(
    ['09:21', '09:22', '09:23', '09:24', '09:25'].map((occurred, index) => ({
      kind: 'check_in',
      occurred,
      received: '12:00',
      sequence: index + 1,
    })),
  )
  await expect.poll(() => page.locator('#kiosk-waiting').isHidden()).toBe(true)

  expect(found(await storedIn(page), secrets)).toEqual([])
  await browser.kill()
  const files = filesIn(profile)
  // What is there is found: so what is not found is not there.
  expect(found(files, ['Yoga'])).not.toEqual([])
  expect(found(files, secrets)).toEqual([])
})

/** On the same folder, still without the line. */
async function restarted(profile: string, line: Line, at: string) {
  const browser: Lasting = await startBrowser(profile)
  const { context } = browser
  await context.clock.install({ time: at })
  await context.clock.pauseAt(new Date(Date.parse(at) + 20_000))
  const page = await context.newPage()
  await page.goto(`${line.url}/kiosk`)
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  return { browser, context, page }
}

/** All that the page's origin keeps. */
async function storedIn(page: Page): Promise<Map<string, Buffer>> {
  const texts = await page.evaluate(async () => {
    const all: Record<string, string> = {
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      cookies: document.cookie,
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        all[`${name} ${request.url}`] = (await (await cache.match(request))?.text()) ?? ''
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => resolve(opening.result))
      })
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown>((resolve) => {
          const asked = db.transaction(store).objectStore(store).getAll()
          asked.addEventListener('success', () => resolve(asked.result))
        })
        all[`${name} ${store}`] = JSON.stringify(rows)
      }
      db.close()
    }
    return all
  })
  const cookies = JSON.stringify(await page.context().cookies())
  return new Map(Object.entries({ ...texts, cookies }).map(([name, text]) => [name, Buffer.from(text)]))
}

function filesIn(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return new Map(
    files.map((file) => {
      const place = path.join(file.parentPath, file.name)
      return [path.relative(folder, place), readFileSync(place)]
    }),
  )
}

/** Where any of them stands, in either of the ways that a browser writes text; digits inside longer numbers are no code. */
function found(places: Map<string, Buffer>, secrets: readonly string[]): string[] {
  return [...places].flatMap(([place, bytes]) =>
    (['latin1', 'utf16le', 'utf8'] as const).flatMap((encoding) => {
      const text = bytes.toString(encoding)
      return secrets
        .filter((one) => new RegExp(String.raw`(?<![\d.])${one}(?!\d)`).test(text))
        .map((one) => `${one} in ${place}`)
    }),
  )
}

test('an answer cut after the commit, half an answer, a portal’s page and a fault acknowledge nothing, and nothing counts twice', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page } = await turnedOn()
  const { pelle, amina, siv } = here.codes
  // Each is told online at first, and then handed in again over a line that is no better.
  line.meanwhile(/deliveries/, portal)
  line.meanwhile(/check-ins/, cut)
  await keepOne(page, pelle)
  line.meanwhile(/check-ins/, half)
  await keepOne(page, amina)
  line.meanwhile(/check-ins/, portal)
  await keepOne(page, siv)
  expect(await queueOf(page)).toHaveLength(3)

  for (const bad of [fault, cut, half, portal, down]) {
    line.meanwhile(/deliveries/, bad)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.waitForTimeout(300)
  }
  expect(await queueOf(page)).toHaveLength(3)
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 3,")')

  await lineIsBack(page, line)
  await isHandedIn(page)
  for (const who of ['pelle', 'amina', 'siv'] as const)
    expect(await ledgerOf(here, here.ids.participants[who])).toHaveLength(1)
})

test('a portal’s page and a fault are never shown as the kiosk, nor kept', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page } = await turnedOn()
  await isReady(page)
  for (const bad of [portal, fault, down]) {
    line.meanwhile(/^\/kiosk(\?.*)?$/, bad)
    await page.reload()
    await page.waitForSelector('text=Skriv din kod')
  }
  expect(found(await storedIn(page), ['gästnätet'])).toEqual([])
})

test('when the line is slow the screen goes on after three seconds, and it counts once', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page } = await turnedOn()
  line.meanwhile(/check-ins/, slow(5000))
  const pressed = performance.now()
  await comeIn(page, here.codes.pelle)
  await page.waitForSelector(isKeptHere)
  expect(performance.now() - pressed).toBeGreaterThan(2900)
  await isHandedIn(page)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
})

test('with others waiting a new check-in goes one way only: to the door, and not with the queue before it', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page } = await turnedOn()
  const nothingYet: Fate = (answer) =>
    end(answer, {
      status: 200,
      headers: { 'content-type': 'application/json', 'stegvis-outcome': 'delivered' },
      body: Buffer.from('{"acknowledged":[]}'),
    })
  line.meanwhile(/check-ins/, down)
  line.meanwhile(/deliveries/, nothingYet)
  await keepOne(page, here.codes.pelle)
  line.mend()
  line.meanwhile(/deliveries/, nothingYet)
  const [first] = await queueOf(page)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(`${request.url()} ${request.postData() ?? ''}`)
  })
  await comeIn(page, here.codes.amina)
  await lineIsBack(page, line)
  await isHandedIn(page)
  const id = /"id":"([^"]+)"/.exec(sent.find((one) => one.includes('/check-ins')) ?? '')?.[1] ?? 'no check-in'
  const deliveries = sent.filter((one) => one.includes('/deliveries'))
  expect(deliveries.some((one) => one.includes(String(first!['id'])))).toBe(true)
  expect(deliveries.filter((one) => one.includes(id))).toEqual([])
  expect(await ledgerOf(here, here.ids.participants.amina)).toHaveLength(1)
})

test('undone at once, what never left the tablet is simply gone; what may have left it is taken back at the server', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page, context } = await turnedOn()
  await isReady(page)
  await context.setOffline(true)
  await comeIn(page, here.codes.pelle)
  await page.click('text=Ångra')
  await page.waitForSelector('text=Det är ångrat')
  expect(await queueOf(page)).toEqual([])
  await page.click('text=Klar')

  await context.setOffline(false)
  line.meanwhile(/check-ins|deliveries/, down)
  await comeIn(page, here.codes.amina)
  await page.click('text=Ångra')
  await page.waitForSelector('text=Det är ångrat')
  const waiting = await queueOf(page)
  expect(waiting.map(({ sequence, tried }) => [sequence, tried])).toContainEqual([2, true])
  expect(waiting).toHaveLength(2)
  await lineIsBack(page, line)
  await isHandedIn(page)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])
  expect(await ledgerOf(here, here.ids.participants.amina)).not.toEqual([])
  const ids = await here.tenant(
    (tx) => tx.hot<{ id: string }[]>`
      select id from attendance_event union select id from unclear_check_in`,
  )
  expect(ids.map(({ id }) => id).toSorted()).toEqual(waiting.map(({ id }) => id).toSorted())
})

test('a new release takes over while nobody is at the pad, and what waits stays', async () => {
  const here = await world()
  const { line, turnedOn } = await tabletOn(here)
  const { page } = await turnedOn()
  await isReady(page)
  const [before] = await page.evaluate(() => caches.keys())
  line.meanwhile(/check-ins|deliveries/, down)
  await keepOne(page, here.codes.pelle)

  // The same files under another release's name.
  line.meanwhile(/worker\.js/, async (answer, forward) => {
    const whole = await forward()
    const text = whole.body.toString().replace(/"release":"[^"]+"/, '"release":"the-next"')
    end(answer, { ...whole, body: Buffer.from(text) })
  })
  line.meanwhile(/^\/kiosk(\?.*)?$/, async (answer, forward) => {
    const whole = await forward()
    end(answer, { ...whole, headers: { ...whole.headers, 'stegvis-kiosk': 'the-next' } })
  })
  for (const digit of '27') await page.click(`[data-digit="${digit}"]`)
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration('/kiosk'))?.update()
  })
  const waits = async () => Boolean((await navigator.serviceWorker.getRegistration('/kiosk'))?.waiting)
  await expect.poll(() => page.evaluate(waits), { timeout: 30_000 }).toBe(true)
  await page.waitForTimeout(1500)
  // Somebody is typing: it waits.
  expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(2)
  expect(await page.evaluate(() => caches.keys())).toContain(before)

  const reloaded = page.waitForEvent('load')
  await page.keyboard.press('Escape')
  await reloaded
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['stegvis-kiosk-the-next'])
  expect(await queueOf(page)).toHaveLength(1)
  line.mend()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await isHandedIn(page)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
})

test('a revoked tablet rests, in every language and without the line too, and still hands in what waits', async () => {
  const here = await world()
  const { line, tablet, turnedOn } = await tabletOn(here)
  const { page, context } = await turnedOn()
  await isReady(page)
  line.meanwhile(/./, down)
  await keepOne(page, here.codes.pelle)
  // What it told before that is as good as any.
  here.clock.set('2026-03-17T09:30:00+01:00')
  await context.clock.setSystemTime('2026-03-17T09:30:00+01:00')
  await here.astrid.delete(`/kiosks/${tablet.kioskId}/pairing`)
  line.mend()
  await page.goto(`${line.url}/kiosk`)
  await page.waitForSelector('text=Skärmen vilar')
  await isHandedIn(page)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
  line.meanwhile(/./, down)
  await page.goto(`${line.url}/kiosk?language=en`)
  await page.waitForSelector('text=Skärmen vilar')
})

test('without the line the day goes on: what is on, what is over, and after midnight the next day', async () => {
  const here = await world()
  await copyYogaTo(here, '2026-03-18')
  const { line, turnedOn } = await tabletOn(here)
  const { page, context } = await turnedOn()
  await isReady(page)
  line.meanwhile(/./, down)
  await showsAt(context, page, '2026-03-17T09:31:00+01:00', '09.31')
  await page.waitForSelector('.kiosk-session.is-now:has-text("Nu · ")')
  await showsAt(context, page, '2026-03-17T10:31:00+01:00', '10.31')
  await page.waitForSelector('.kiosk-session.is-over')
  await showsAt(context, page, '2026-03-18T00:01:00+01:00', '00.01')
  await page.waitForSelector('.kiosk-date:has-text("18 mars")')
  expect(await page.locator('#kiosk-day .kiosk-session.is-later').count()).toBe(1)
  await showsAt(context, page, '2026-03-25T09:00:00+01:00', '09.00')
  await page.waitForSelector('#kiosk-day[data-date=""]')
  expect(await page.textContent('#kiosk-day')).not.toContain('mars')
})

test('where the page came without TLS nothing can be sealed: it works while the line does, says so, and keeps nothing', async () => {
  const here = await world()
  const { line, tablet, profile } = await tabletOn(here)
  const told: string[] = []
  const name = 'surfplatta.example'
  const { context } = await startBrowser(profile, `--host-resolver-rules=MAP ${name} 127.0.0.1`)
  const page = await context.newPage()
  page.on('request', (request) => {
    if (request.url().endsWith('/kiosk/deliveries')) told.push(request.postData() ?? '')
  })
  const value = tablet.cookies.get(KIOSK_COOKIE)!
  await context.addCookies([{ name: KIOSK_COOKIE, value, domain: name, path: '/kiosk' }])
  await page.goto(line.url.replace('127.0.0.1', name) + '/kiosk')
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  await comeIn(page, here.codes.pelle)
  await page.waitForSelector('text=Välkommen, Pelle!')
  await page.click('text=Klar')
  await expect.poll(() => told.length).toBeGreaterThan(0)
  expect(JSON.parse(told[0]!)).toMatchObject({ sealed: 'no', waiting: 0, items: [] })

  line.meanwhile(/check-ins/, down)
  await page.waitForSelector('#kiosk[data-screen="idle"]')
  for (const digit of here.codes.amina) await page.click(`[data-digit="${digit}"]`)
  await page.click('[data-act="check-ins"]')
  await page.waitForSelector('#kiosk-said:has-text("Vi når inte systemet just nu")')
  expect(await queueOf(page)).toEqual([])
})

async function showsAt(context: BrowserContext, page: Page, at: string, words: string) {
  await context.clock.setSystemTime(at)
  await expect.poll(() => page.textContent('#kiosk-day .kiosk-clock'), { timeout: 10_000 }).toBe(words)
}

const copyYogaTo = (here: World, date: string) =>
  here.tenant(
    (tx) => tx.hot`
      insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone,
        location_id, location_shareable)
      select ${randomUUID()}, activity_id, starts_at + (${date}::date - local_date) * interval '1 day',
        ends_at + (${date}::date - local_date) * interval '1 day', ${date}, local_start, local_end, time_zone,
        location_id, location_shareable
      from session where id = ${here.ids.sessions.yoga}`,
  )
