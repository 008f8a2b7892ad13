import { eq } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  activity,
  booking,
  closedPeriod,
  enrolment,
  programme,
  series,
  session,
} from '../../db/schema/index.ts'
import { enrolmentsWithoutTalk } from '../../server/notices/queries.ts'
import { localDate, localTime, type LocalDate } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'

const today = localDate('2026-03-17')
const zone = 'Europe/Stockholm'

/** Nobody has anything to look at: talks are not meant, and yoga needs nobody. */
async function calm(start?: string): Promise<World> {
  const here = await world(start)
  await here.tenant((tx) => tx.update(enrolment).set({ talkEveryWeeks: null }))
  return here
}

const talksAreMeant = ({ tenant }: World) => tenant((tx) => tx.update(enrolment).set({ talkEveryWeeks: 1 }))

/** A session of yoga on another day. */
async function yogaOn(
  { tenant, ids }: World,
  date: LocalDate,
  changes: Partial<typeof session.$inferInsert> = {},
): Promise<string> {
  const [start, end] = [localTime('13:00'), localTime('14:00')]
  const [row] = await tenant((tx) =>
    tx
      .insert(session)
      .values({
        activityId: ids.activities.yoga,
        startsAt: instantAt(date, start, zone),
        endsAt: instantAt(date, end, zone),
        localDate: date,
        localStart: start,
        localEnd: end,
        timeZone: zone,
        ...changes,
      })
      .returning({ id: session.id }),
  )
  return row!.id
}

const needs = ({ tenant, ids }: World, fewest: number) =>
  tenant((tx) => tx.update(activity).set({ fewest }).where(eq(activity.id, ids.activities.yoga)))

const book = ({ tenant, ids }: World, who: 'pelle' | 'amina', sessionId: string, waitsSince?: string) =>
  tenant((tx) =>
    tx.insert(booking).values({
      participantId: ids.participants[who],
      sessionId,
      waitsSince: waitsSince ? Temporal.Instant.from(waitsSince) : null,
    }),
  )

test('where nothing needs a look, the page says so and there is no number', async () => {
  const { karin } = await calm()
  expect((await karin.get('/notices')).text).toContain('Inget att se till just nu.')
  const count = await karin.get('/notices/count')
  expect([count.status, count.text]).toEqual([204, ''])
})

test('a session within two days with too few booked is told to planners and to its leader, until it begins', async () => {
  const here = await calm()
  const { karin, leif, ids } = here
  await needs(here, 2)
  await yogaOn(here, localDate('2026-03-19'), { leaderId: ids.staff.astrid })
  await yogaOn(here, localDate('2026-03-20'))
  await book(here, 'amina', ids.sessions.yoga)
  const page = await karin.get('/notices')
  expect(page.text).toContain('1 är anmäld. Minst 2 behövs.')
  expect(page.text).toContain('tisdag 17 mars 09.30–10.30')
  expect(page.text).toContain('Ingen är anmäld. Minst 2 behövs.')
  expect(page.text).toContain(`href="/sessions/${ids.sessions.yoga}"`)
  expect(page.text).not.toContain('20 mars')
  const own = await leif.get('/notices')
  expect(own.text).toContain('17 mars')
  expect(own.text).not.toContain('19 mars')
  expect((await karin.get('/notices/count')).text).toMatch(/>2<span class="unseen"> saker</)

  await book(here, 'pelle', ids.sessions.yoga)
  expect((await leif.get('/notices')).text).toContain('Inget att se till')
  here.clock.set('2026-03-17T09:31:00+01:00')
  expect((await karin.get('/notices/count')).text).toMatch(/>1<span class="unseen"> sak</)
})

test('somebody who waits beside a free place is told of, and not where the session is full', async () => {
  const here = await calm()
  const id = await yogaOn(here, localDate('2026-03-24'), { places: 1 })
  await book(here, 'amina', id, '2026-03-16T10:00:00Z')
  const page = await here.karin.get('/notices')
  expect(page.text).toContain('1 plats är ledig. 1 väntar och kunde inte få den av sig själv.')
  expect(page.text).toContain(`href="/sessions/${id}/roll-call"`)
  expect((await here.leif.get('/notices')).text).toContain('Inget att se till')
  await book(here, 'pelle', id)
  expect((await here.karin.get('/notices')).text).toContain('Inget att se till')
})

test('changes by hand that no longer fit their series wait for a planner, one line a series', async () => {
  const here = await calm()
  const { karin, leif, tenant, ids } = here
  const [weekly] = await tenant((tx) =>
    tx
      .insert(series)
      .values({
        activityId: ids.activities.yoga,
        weekdays: [5],
        startsOn: localDate('2026-03-20'),
        startTime: localTime('13:00'),
        minutes: 60,
        timeZone: zone,
      })
      .returning({ id: series.id }),
  )
  const undecidedSince = Temporal.Instant.from('2026-03-16T10:00:00Z')
  for (const date of ['2026-03-16', '2026-03-21', '2026-03-28'].map(localDate))
    await yogaOn(here, date, { seriesId: weekly!.id, seriesDate: date, undecidedSince })
  const removedAt = undecidedSince
  await yogaOn(here, localDate('2026-04-04'), {
    seriesId: weekly!.id,
    undecidedSince,
    cancelledAt: removedAt,
    cancellationReason: 'Ångrad',
    removedAt,
  })
  const page = await karin.get('/notices')
  expect(page.text).toContain('2 pass passar inte längre in i serien.')
  expect(page.text).toContain('från lördag 21 mars')
  expect(page.text).toContain(`href="/series/${weekly!.id}"`)
  expect((await leif.get('/notices')).text).toContain('Inget att se till')
})

test('what still stands on closed days is told once for each reason, and leads to its week', async () => {
  const here = await calm()
  await yogaOn(here, localDate('2026-04-03'))
  const cancelled = { cancelledAt: Temporal.Now.instant(), cancellationReason: 'Påsk' }
  await yogaOn(here, localDate('2026-04-06'), cancelled)
  await here.tenant((tx) =>
    tx
      .insert(closedPeriod)
      .values({ name: 'Sommarstängt', startsOn: localDate('2026-07-06'), endsOn: localDate('2026-07-31') }),
  )
  await yogaOn(here, localDate('2026-07-07'))
  await yogaOn(here, localDate('2026-07-14'))
  const page = await here.karin.get('/notices')
  expect(page.text).toContain('3 april 2026</a><span class="soft"> · långfredagen')
  expect(page.text).toContain('href="/schedule?week=2026-W14"')
  expect(page.text).not.toContain('annandag påsk')
  expect(page.text).toContain('Sommarstängt')
  expect(page.text).toContain('7–14 juli 2026')
  expect(page.text).toContain('2 pass ligger kvar i schemat.')
  expect((await here.karin.get('/notices/count')).text).toContain('>2<')
})

test('who had no talk for longer than the limit is told to those who may know them: planners, and their own coach', async () => {
  const here = await calm()
  await talksAreMeant(here)
  const { astrid, karin, leif, rut } = here
  const all = await astrid.get('/notices')
  expect(all.text).toContain('Inget samtal sedan starten 16 februari 2026.')
  expect(all.text).toContain('Siv Dalgren')
  const planner = await karin.get('/notices')
  expect(planner.text).toContain(`href="/enrolments/${here.ids.enrolments.amina}/talks"`)
  expect(planner.text).toContain('Amina Lindqvist')
  expect(planner.text).not.toContain('Siv')
  const coach = await leif.get('/notices')
  expect(coach.text).toContain('Pelle Björkvall')
  expect(coach.text).not.toContain('Amina')
  expect((await rut.get('/notices')).status).toBe(403)
  expect((await here.nils.get('/notices')).text).toContain('Inget att se till')
})

test('a talk that took place starts the days anew; a cancelled one, one to come and an exit do not', async () => {
  const here = await calm()
  await talksAreMeant(here)
  const { tenant, ids } = here
  const without = async () =>
    (await tenant((tx) => enrolmentsWithoutTalk(tx, today))).map(({ enrolmentId, lastTalkOn }) => [
      enrolmentId,
      lastTalkOn,
    ])
  const talkEnrolmentId = ids.enrolments.pelle
  await yogaOn(here, localDate('2026-03-02'), { talkEnrolmentId })
  await yogaOn(here, localDate('2026-03-16'), {
    talkEnrolmentId,
    cancelledAt: Temporal.Now.instant(),
    cancellationReason: 'Sjuk',
  })
  await yogaOn(here, localDate('2026-03-18'), { talkEnrolmentId })
  await tenant((tx) =>
    tx
      .update(enrolment)
      .set({ endsOn: localDate('2026-03-16') })
      .where(eq(enrolment.id, ids.enrolments.siv)),
  )
  expect(await without()).toEqual([
    [ids.enrolments.amina, null],
    [ids.enrolments.pelle, '2026-03-02'],
  ])
  expect((await here.karin.get('/notices')).text).toContain('Senaste samtalet var 2 mars 2026.')
  await yogaOn(here, localDate('2026-03-10'), { talkEnrolmentId })
  expect(await without()).toEqual([[ids.enrolments.amina, null]])
  await tenant((tx) => tx.update(programme).set({ talkLimitDays: 30 }))
  expect(await without()).toEqual([])
})

test('the number is asked for by the navigation of those who have notices', async () => {
  const { karin, rut } = await calm()
  expect((await karin.get('/account')).text).toContain('hx-get="/notices/count"')
  expect((await rut.get('/account')).text).not.toContain('/notices')
})
