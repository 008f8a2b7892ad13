import { eq } from 'drizzle-orm'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { activity, booking, kiosk, location, participant } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const word = 'Sysselsättningsplaneringsgruppssamordningskonferensdeltagare'

test('a name of sixty letters without a space breaks no page sideways on a phone', async () => {
  const here = await world()
  const { ids } = here
  const kioskId = await here.tenant(async (tx) => {
    const { pelle } = ids.participants
    await tx.update(participant).set({ firstName: word, lastName: word }).where(eq(participant.id, pelle))
    await tx.update(activity).set({ name: word }).where(eq(activity.id, ids.activities.yoga))
    await tx.update(location).set({ name: word }).where(eq(location.id, ids.locations.salen))
    await tx.insert(booking).values({ sessionId: ids.sessions.yoga, participantId: pelle })
    const tablet = { name: word, locationId: ids.locations.salen }
    const [row] = await tx.insert(kiosk).values(tablet).returning({ id: kiosk.id })
    return row!.id
  })
  const origin = await served(here)
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: origin })
  onTestFinished(() => context.close())
  const value = here.astrid.cookies.get(SIGN_IN_COOKIE) ?? ''
  await context.addCookies([{ name: SIGN_IN_COOKIE, value, url: origin, httpOnly: true }])
  const page = await context.newPage()
  const session = `/sessions/${ids.sessions.yoga}`
  const wide: Record<string, number> = {}
  for (const path of [
    '/kiosks',
    `/kiosks/${kioskId}`,
    '/participants',
    `/participants/${ids.participants.pelle}`,
    '/cards',
    session,
    `${session}/roll-call`,
    `${session}/attendance/${ids.participants.pelle}`,
    '/roll-calls',
    '/house',
    '/schedule?view=list',
    '/activities',
    '/locations',
    '/hours',
  ]) {
    await page.goto(path)
    const root = page.locator('html')
    const over = await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    if (over > 0) wide[path] = over
  }
  expect(wide).toEqual({})
})
