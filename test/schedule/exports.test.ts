import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activity, location, session } from '../../db/schema/index.ts'
import { readImportFile } from '../../server/schedule/import-reading.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'
import { readIn, words } from './uploads.ts'

const march = 'view=month&month=2026-03'

async function bytesOf(here: World, address: string): Promise<Uint8Array<ArrayBuffer>> {
  const cookie = [...here.karin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await here.app.request(`http://stegvis.test${address}`, {
    headers: { cookie, 'accept-language': 'sv' },
  })
  return new Uint8Array(await response.arrayBuffer())
}

/** A week with a night, an odd name, no place, a cancelled one. */
const week = [
  'Datum;Start;Slut;Aktivitet;Typ;Plats;Ledare;Platser',
  '2026-03-24;9.30;10.30;Yoga;;Salen;Leif Sandell;12',
  '2026-03-25;22.00;01.00;"Natt; vandring, ""ute""";Hälsofrämjande;;;',
  "2026-03-26;10.00;11.00;'=SUM(A1);Socialt förberedande;Köket;;5",
].join('\n')

async function filled(): Promise<World> {
  const here = await world()
  expect((await readIn(here, here.karin, week, { add_activities: 'yes' })).done.status).toBe(303)
  return here
}

test.each(['csv', 'xlsx', 'ics'])(
  'what is taken along as .%s is all there already when it is read in again',
  async (kind) => {
    const here = await filled()
    const { preview } = await readIn(here, here.karin, await bytesOf(here, `/schedule.${kind}?${march}`))
    expect(words(preview)).toContain('4 pass finns redan')
    expect(words(preview)).toContain('Allt i filen finns redan i schemat.')
  },
)

test.each(['csv', 'xlsx', 'ics'])(
  'an empty house that reads in the .%s of another has the same week',
  async (kind) => {
    const [here, there] = [await filled(), await world()]
    await there.tenant((tx) =>
      tx.update(session).set({ cancelledAt: there.clock.now(), cancellationReason: 'Tomt' }),
    )
    await there.tenant((tx) => tx.update(activity).set({ archivedAt: there.clock.now() }))
    const choices = { add_activities: 'yes', unknown_places: 'add', from: '2026-03-01' }
    const file = await bytesOf(here, `/schedule.${kind}?${march}`)
    expect((await readIn(there, there.karin, file, choices)).done.status).toBe(303)
    const rowsOf = ({ tenant }: World) =>
      tenant((tx) =>
        tx
          .select({
            name: activity.name,
            category: activity.category,
            startsAt: session.startsAt,
            endsAt: session.endsAt,
            place: location.name,
            places: session.places,
            cancelledAt: session.cancelledAt,
          })
          .from(session)
          .innerJoin(activity, eq(activity.id, session.activityId))
          .leftJoin(location, eq(location.id, session.locationId))
          .orderBy(session.startsAt),
      )
    const standing = async (of: World) => (await rowsOf(of)).filter(({ cancelledAt }) => cancelledAt === null)
    expect(await standing(there)).toEqual(await standing(here))
  },
)

test('no cell commands a spreadsheet, and no line of a calendar breaks out of its title', async () => {
  const here = await filled()
  expect((await here.karin.get(`/schedule.csv?${march}`)).text).toContain(`"'=SUM(A1)"`)
  const { text } = await here.karin.get(`/schedule.ics?${march}`)
  expect(text).toContain('SUMMARY:Natt\\; vandring\\, "ute"\r\n')
})

test('while nothing changes, not a byte of any file does; a cancelled session stands in it as cancelled', async () => {
  const here = await filled()
  for (const kind of ['csv', 'xlsx', 'ics']) {
    const [one, other] = [
      await bytesOf(here, `/schedule.${kind}?${march}`),
      await bytesOf(here, `/schedule.${kind}?${march}`),
    ]
    expect([kind, Buffer.compare(one, other)]).toEqual([kind, 0])
  }
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  const { text } = await here.karin.get(`/schedule.ics?${march}`)
  expect(text.match(/STATUS:CANCELLED/g)).toHaveLength(1)
  expect(text).toContain('SEQUENCE:1')
  expect(text).toContain('BEGIN:VTIMEZONE')
  expect((await here.karin.get(`/schedule.csv?${march}`)).text).toContain('Inställt;Ledaren är sjuk')
})

test('the filter of the view is that of the file, and nobody who takes part is in it', async () => {
  const here = await filled()
  const { text } = await here.karin.get(`/schedule.csv?${march}&location=${here.ids.locations.salen}`)
  expect(
    text
      .trim()
      .split('\r\n')
      .map((line) => line.split(';')[3]),
  ).toEqual(['Aktivitet', 'Yoga', 'Yoga'])
  const { text: calendar } = await here.rut.get(`/schedule.ics?${march}`)
  expect(calendar).not.toMatch(/ATTENDEE|ORGANIZER|METHOD/)
})

test.each(['leif', undefined] as const)(
  'a talk with %s is nobody else’s business: it is in no file',
  async (coach) => {
    const here = await filled()
    const leaderId = coach ? here.ids.staff[coach] : null
    const talk = { talkEnrolmentId: here.ids.enrolments.pelle, leaderId }
    await here.tenant((tx) => tx.update(session).set(talk).where(eq(session.id, here.ids.sessions.yoga)))
    for (const kind of ['csv', 'ics']) {
      const { text } = await here.karin.get(`/schedule.${kind}?${march}`)
      expect([kind, /2026-03-17;|:20260317T093000/.test(text)]).toEqual([kind, false])
    }
  },
)

test('the file of a clock change reads as the clocks show', async () => {
  const here = await world()
  const rows = 'Datum;Start;Slut;Aktivitet\n2026-03-28;9.30;10.30;Yoga\n2026-03-30;9.30;10.30;Yoga'
  await readIn(here, here.karin, rows)
  const file = await bytesOf(here, `/schedule.ics?${march}`)
  const wish = { from: localDate('2026-03-01'), to: localDate('2026-04-01'), zone: 'Europe/Stockholm' }
  const read = await readImportFile(file, wish)
  expect(read.rows.map(({ cells }) => `${cells.date} ${cells.start}`)).toEqual([
    '2026-03-17 09:30',
    '2026-03-28 09:30',
    '2026-03-30 09:30',
  ])
})
