import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { createAdaptorServer } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import ICAL from 'ical.js'
import { expect, onTestFinished, test } from 'vitest'
import {
  activity,
  activityProgramme,
  booking,
  feed,
  location,
  organisation,
  session,
} from '../../db/schema/index.ts'
import { newOrganisationToken } from '../../server/access/tokens.ts'
import { bumpSchedule } from '../../server/organisation/queries.ts'
import { addProgramme } from '../../server/programme/queries.ts'
import type { LocalDate, LocalTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { until } from '../setup/program.ts'
import { group, weekly } from '../schedule/booked.ts'
import { world, type World } from '../world.ts'

type Reply = { status: number; headers: http.IncomingHttpHeaders; body: Buffer; text: string }

/** A calendar program on the other side of a real connection. */
async function calendarProgram({ app }: World) {
  const server = createAdaptorServer({ fetch: app.fetch }) as http.Server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return (path: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET') =>
    new Promise<Reply>((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port, path, headers, method, agent: false },
        (reply) => {
          const chunks: Buffer[] = []
          reply.on('data', (chunk: Buffer) => chunks.push(chunk))
          reply.on('end', () => {
            const body = Buffer.concat(chunks)
            resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body, text: body.toString() })
          })
        },
      )
      request.on('error', reject)
      request.end()
    })
}

/** A feed made by staff as on the participant's page; its path. */
async function feedOf(here: World, who: 'pelle' | 'amina', scope = 'programme') {
  const letter = await here.karin.post(`/participants/${here.ids.participants[who]}/feed`, {
    scope,
    consent: 'yes',
  })
  return `/feeds/${/feeds\/([\w-]{48})\.ics/.exec(letter.text)![1]}.ics`
}

/** One more session of an activity, on the wall of Stockholm. */
async function plan(
  here: World,
  day: string,
  start: string,
  end: string,
  activityId = here.ids.activities.yoga,
) {
  const [date, from, to] = [day as LocalDate, start as LocalTime, end as LocalTime]
  const zone = 'Europe/Stockholm'
  return here.tenant(async (tx) => {
    const [row] = await tx
      .insert(session)
      .values({
        activityId,
        startsAt: instantAt(date, from, zone),
        endsAt: instantAt(date, to, zone),
        localDate: date,
        localStart: from,
        localEnd: to,
        timeZone: zone,
      })
      .returning({ id: session.id })
    await bumpSchedule(tx)
    return row!.id
  })
}

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  return { calendar, events, with: (id: string) => events.find((event) => event.uid === `${id}@stegvis`)! }
}

test('a calendar program reads the week in Stockholm time, in winter and in summer', async () => {
  const here = await world()
  const summer = await plan(here, '2026-06-30', '09:30', '10:30')
  const ask = await calendarProgram(here)
  const reply = await ask(await feedOf(here, 'pelle'))
  expect(reply.status).toBe(200)
  expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8')

  const { calendar, with: event } = read(reply.text)
  const yoga = event(here.ids.sessions.yoga)
  expect(yoga.summary).toBe('Yoga')
  expect(yoga.location).toBe('Salen')
  expect(yoga.startDate.toJSDate().toISOString()).toBe('2026-03-17T08:30:00.000Z')
  expect(yoga.endDate.toJSDate().toISOString()).toBe('2026-03-17T09:30:00.000Z')
  expect(event(summer).startDate.toJSDate().toISOString()).toBe('2026-06-30T07:30:00.000Z')
  expect(reply.text).toContain('DTSTART;TZID=Europe/Stockholm:20260317T093000\r\n')
  expect(reply.text).toContain('DTSTART;TZID=Europe/Stockholm:20260630T093000\r\n')

  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Promise')
  expect(calendar.getFirstPropertyValue('name')).toBe('Promise')
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H')
  expect(calendar.getFirstPropertyValue('x-published-ttl')).toBe('PT1H')
  for (const word of ['METHOD', 'ORGANIZER', 'ATTENDEE', 'Pelle', 'Leif'])
    expect(reply.text).not.toContain(word)
  const zone = calendar.getFirstSubcomponent('vtimezone')!
  expect(zone.getAllSubcomponents('standard')[0]!.getFirstPropertyValue('dtstart')?.toString()).toBe(
    '1970-10-25T03:00:00',
  )
  expect(zone.getAllSubcomponents('daylight')).toHaveLength(1)
})

test('a long Swedish title comes back whole: every line ends with CR LF and holds at most 75 octets', async () => {
  const here = await world()
  const name = 'Målning på Ängsö – så här går det till när vi gör något åt höstens träd; 5, 6 & 7 åäö ÅÄÖ'
  const made = await here.tenant(async (tx) => {
    const [row] = await tx
      .insert(activity)
      .values({ name, category: 'social_preparation', usualMinutes: 60 })
      .returning({ id: activity.id })
    return row!.id
  })
  const id = await plan(here, '2026-03-18', '13:00', '14:00', made)
  const ask = await calendarProgram(here)
  const { text } = await ask(await feedOf(here, 'pelle'))
  expect(read(text).with(id).summary).toBe(name)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  const lines = text.slice(0, -2).split('\r\n')
  expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line))).toBe(true)
  expect(lines.some((line) => line.startsWith(' '))).toBe(true)
  // No line is cut inside a character.
  expect(lines.every((line) => !line.includes('\ufffd'))).toBe(true)
})

test('while nothing changes not a byte does, and a calendar that has it is told so', async () => {
  const here = await world()
  const path = await feedOf(here, 'pelle')
  const ask = await calendarProgram(here)
  const first = await ask(path)
  here.clock.advance({ minutes: 90 })
  const second = await ask(path)
  expect(second.body.equals(first.body)).toBe(true)
  const { etag } = first.headers
  expect(etag).toMatch(/^"[\w.-]+"$/)
  expect(second.headers.etag).toBe(etag)
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const reply = await ask(path, { 'if-none-match': known })
    expect([reply.status, reply.headers.etag, reply.body.length]).toEqual([304, etag, 0])
  }
  expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200)
})

test('a feed that is known costs one look-up', async () => {
  const here = await world()
  const path = await feedOf(here, 'pelle')
  const etag = (await here.visitor.get(path)).headers.get('etag')!
  // Nobody waits for the note that it was fetched; here it is waited for.
  await until(async () => (await here.tenant((tx) => tx.select().from(feed)))[0]?.lastFetchedAt !== null)
  const statements: string[] = []
  const { db } = here
  const counting = {
    ...here.parts,
    db: {
      ...db,
      tenant: (id: string) => (work: Parameters<ReturnType<typeof db.tenant>>[0]) => {
        statements.push(id)
        return db.tenant(id)(work)
      },
    } as typeof db,
  }
  const { createApp } = await import('../../server/app.tsx')
  const app = createApp(counting)
  const reply = await app.request(path, { headers: { 'if-none-match': etag } })
  expect(reply.status).toBe(304)
  expect(statements).toHaveLength(1)
})

test('HEAD says what GET would, and gzip is smaller and has an ETag of its own', async () => {
  const here = await world()
  const path = await feedOf(here, 'pelle')
  const ask = await calendarProgram(here)
  const plain = await ask(path)
  const head = await ask(path, {}, 'HEAD')
  expect([head.status, head.body.length]).toEqual([200, 0])
  for (const name of ['etag', 'content-type', 'cache-control'])
    expect(head.headers[name]).toBe(plain.headers[name])
  const zipped = await ask(path, { 'accept-encoding': 'gzip, deflate, br' })
  expect(zipped.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
  expect(zipped.headers.etag).not.toBe(plain.headers.etag)
  expect(zipped.headers['vary']).toContain('Accept-Encoding')
  expect((await ask(path, { 'accept-encoding': 'gzip', 'if-none-match': zipped.headers.etag })).status).toBe(
    304,
  )
})

test('a feed is private, safe and gives no cookie', async () => {
  const here = await world()
  const ask = await calendarProgram(here)
  const reply = await ask(await feedOf(here, 'pelle'))
  expect(reply.headers['cache-control']).toBe('private, no-cache')
  expect(reply.headers['x-content-type-options']).toBe('nosniff')
  expect(reply.headers['set-cookie']).toBeUndefined()
  expect(reply.headers['content-security-policy']).toContain("default-src 'none'")
})

test('a cancelled session stays and says so until its day has passed', async () => {
  const here = await world()
  const { ids, clock, karin } = here
  const path = await feedOf(here, 'pelle')
  const ask = await calendarProgram(here)
  const before = await ask(path)
  clock.advance({ minutes: 1 })
  await karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  const after = await ask(path, { 'if-none-match': before.headers.etag })
  expect(after.status).toBe(200)
  const yoga = read(after.text).with(ids.sessions.yoga)
  expect(yoga.summary).toBe('Inställt: Yoga')
  expect(yoga.description).toBe('Ledaren är sjuk')
  expect(yoga.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  expect(yoga.sequence).toBeGreaterThan(read(before.text).with(ids.sessions.yoga).sequence)
  expect(String(yoga.component.getFirstPropertyValue('last-modified'))).toBe('2026-03-17T08:21:00Z')
  expect(String(yoga.component.getFirstPropertyValue('dtstamp'))).toBe('2026-03-17T08:21:00Z')

  // In the reader's language.
  await karin.put(`/participants/${ids.participants.pelle}`, {
    first_name: 'Pelle',
    last_name: 'Björkvall',
    gender: 'man',
    language: 'en',
    version: 1,
  })
  expect(read((await ask(path)).text).with(ids.sessions.yoga).summary).toBe('Cancelled: Yoga')
  clock.set('2026-03-17T23:30:00+01:00')
  expect(read((await ask(path)).text).with(ids.sessions.yoga)).toBeDefined()
  clock.set('2026-03-18T00:30:00+01:00')
  expect(read((await ask(path)).text).with(ids.sessions.yoga)).toBeUndefined()
})

test('with neutral words nobody reads over a shoulder what the person does', async () => {
  const here = await world()
  const { ids, tenant } = here
  await tenant((tx) => tx.update(organisation).set({ neutralTitlesSince: here.clock.now() }))
  await here.karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  const ask = await calendarProgram(here)
  const { text } = await ask(await feedOf(here, 'pelle'))
  expect(read(text).with(ids.sessions.yoga).summary).toBe('Inställt: Aktivitet')
  for (const word of ['Yoga', 'Promise', 'sjuk']) expect(text).not.toContain(word)
})

test('only what is open to the own programmes, or booked, is shown', async () => {
  const here = await world()
  const { ids, tenant } = here
  const closed = await tenant(async (tx) => {
    const other = await addProgramme(tx, 'individual_track', 'sv')
    const [row] = await tx
      .insert(activity)
      .values({ name: 'Bara för andra', category: 'work_preparation', usualMinutes: 60 })
      .returning({ id: activity.id })
    await tx.insert(activityProgramme).values({ activityId: row!.id, programmeId: other })
    return row!.id
  })
  const theirs = await plan(here, '2026-03-19', '13:00', '14:00', closed)
  const ask = await calendarProgram(here)
  const all = await feedOf(here, 'pelle')
  const booked = await feedOf(here, 'amina', 'bookings')
  expect(read((await ask(all)).text).with(theirs)).toBeUndefined()
  expect(read((await ask(booked)).text).events).toEqual([])
  await tenant(async (tx) => {
    await tx.insert(booking).values([
      { participantId: ids.participants.pelle, sessionId: theirs },
      { participantId: ids.participants.amina, sessionId: ids.sessions.yoga },
    ])
    await bumpSchedule(tx)
  })
  expect(read((await ask(all)).text).with(theirs).summary).toBe('Bara för andra')
  expect(read((await ask(booked)).text).events.map((event) => event.summary)).toEqual(['Yoga'])
})

test('a booked series stands in the calendar session by session: not where one waits or has withdrawn', async () => {
  const here = await world()
  const { leif, ids } = here
  const series = await weekly(here, '2026-03-24', 4, { places: 1 })
  const [other] = await group(here, 1)
  const into = (sessionId: string, who: string, more = {}) =>
    leif.post(`/sessions/${sessionId}/bookings`, { participant_id: who, ...more })
  const ask = await calendarProgram(here)
  const amina = await feedOf(here, 'amina', 'bookings')
  await into(series.sessions[2]!, other!)
  await into(series.sessions[0]!, ids.participants.amina, { whole_series: 'yes' })
  await leif.delete(`/sessions/${series.sessions[1]}/bookings/${ids.participants.amina}`)
  const shown = async () => read((await ask(amina)).text).events.map(({ uid }) => uid.replace('@stegvis', ''))
  expect(await shown()).toEqual([series.sessions[0], series.sessions[3]])
  await leif.delete(`/sessions/${series.sessions[2]}/bookings/${other}`)
  expect(await shown()).toEqual([series.sessions[0], series.sessions[2], series.sessions[3]])
})

test('a name that would break the calendar is text in it', async () => {
  const here = await world()
  await here.tenant(async (tx) => {
    await tx.update(activity).set({ name: '=cmd|x\\n;,<script>' })
    await tx
      .update(location)
      .set({ name: 'Salen\nBEGIN:VEVENT' })
      .where(eq(location.id, here.ids.locations.salen))
  })
  const ask = await calendarProgram(here)
  const { text } = await ask(await feedOf(here, 'pelle'))
  const yoga = read(text).with(here.ids.sessions.yoga)
  expect(yoga.summary).toBe('=cmd|x\\n;,<script>')
  expect(yoga.location).toBe('Salen\nBEGIN:VEVENT')
  expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1)
})

test('unknown, revoked, renewed, ended, protected and nonsense are the same 404', async () => {
  const here = await world()
  const { karin, astrid, ids, organisationId } = here
  const ask = await calendarProgram(here)
  const pelle = `/participants/${ids.participants.pelle}`
  const renewed = await feedOf(here, 'pelle')
  const revoked = await feedOf(here, 'pelle')
  await karin.delete(`${pelle}/feed`)
  const ended = await feedOf(here, 'pelle')
  await karin.post(`/enrolments/${ids.enrolments.pelle}/exit`, {
    left_on: '2026-03-16',
    reason: 'completed',
    destinations: 'work',
  })
  const guarded = await feedOf(here, 'amina')
  expect((await ask(guarded)).status).toBe(200)
  await astrid.put(`/participants/${ids.participants.amina}`, {
    first_name: 'Amina',
    last_name: 'Lindqvist',
    gender: 'woman',
    protected: 'yes',
    version: 1,
  })
  const unknown = `/feeds/${newOrganisationToken(organisationId)}.ics`
  const replies = []
  for (const path of [unknown, renewed, revoked, ended, guarded, '/feeds/nonsense.ics', '/feeds/%00.ics'])
    replies.push(await ask(path))
  for (const reply of replies) {
    expect([reply.status, reply.text, reply.headers['etag']]).toEqual([404, replies[0]!.text, undefined])
    expect(Object.keys(reply.headers)).toEqual(Object.keys(replies[0]!.headers))
  }
})

test('until the last day the feed is there, and shows nothing after it', async () => {
  const here = await world()
  const { ids, karin, clock } = here
  const tomorrow = await plan(here, '2026-03-18', '13:00', '14:00')
  const path = await feedOf(here, 'pelle')
  await karin.post(`/enrolments/${ids.enrolments.pelle}/exit`, {
    left_on: '2026-03-17',
    reason: 'completed',
    destinations: 'work',
  })
  const ask = await calendarProgram(here)
  const { with: event } = read((await ask(path)).text)
  expect(event(ids.sessions.yoga)).toBeDefined()
  expect(event(tomorrow)).toBeUndefined()
  clock.set('2026-03-18T08:00:00+01:00')
  expect((await ask(path)).status).toBe(404)
})

test('staff see when it was last fetched, to the hour', async () => {
  const here = await world()
  const { ids, tenant, clock, karin } = here
  const path = await feedOf(here, 'pelle')
  const lastFetch = () =>
    tenant((tx) =>
      tx.select({ at: feed.lastFetchedAt }).from(feed).where(eq(feed.participantId, ids.participants.pelle)),
    ).then((rows) => rows[0]?.at?.toString())
  expect((await karin.get(`/participants/${ids.participants.pelle}`)).text).toContain('Inte hämtad ännu')
  await here.visitor.get(path)
  await expect.poll(lastFetch).toBe('2026-03-17T08:20:00Z')
  clock.advance({ minutes: 59 })
  await here.visitor.get(path)
  expect(await lastFetch()).toBe('2026-03-17T08:20:00Z')
  clock.advance({ minutes: 2 })
  await here.visitor.get(path)
  await expect.poll(lastFetch).toBe('2026-03-17T09:21:00Z')
  expect((await karin.get(`/participants/${ids.participants.pelle}`)).text).toContain(
    'Senast hämtad 17 mars 2026 10.21',
  )
})
