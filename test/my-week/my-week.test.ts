import { eq } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { absence, accessEntry, activity, enrolment, session } from '../../db/schema/index.ts'
import { textsForParticipants } from '../../server/language/catalogue.ts'
import { facesOfLanguages, participantLanguages } from '../../server/language/text.ts'
import { ownChoice, ownDays, todayApart, type OwnSession } from '../../server/my-week/week.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'

const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
const yoga: OwnSession = {
  id: 'yoga',
  seriesId: 'tuesdays',
  name: 'Yoga',
  category: 'health_promotion',
  localDate: localDate('2026-03-17'),
  localStart: localTime('09:30'),
  localEnd: localTime('10:30'),
  startsAt: now.add({ minutes: 10 }),
  placeName: 'Salen',
  outdoors: false,
  leaderName: 'Leif',
  cancellationReason: null,
  isTalk: false,
  state: 'open',
  seriesBooked: false,
  places: 4,
  taken: 3,
  absent: false,
  isHere: false,
}
const may = (more: Partial<OwnSession>, largestGroup: number | null = null) =>
  ownChoice({ ...yoga, ...more }, { now, largestGroup })

test('while there is room one books a place, and after that a place in the line', () => {
  expect(may({}).mayBook).toBe('place')
  expect(may({ taken: 4 }).mayBook).toBe('line')
  expect(may({ places: null, taken: 400 }).mayBook).toBe('place')
})

test('what has begun, is cancelled or is a talk cannot be changed', () => {
  const nothing = { mayBook: undefined, mayBookSeries: false, mayWithdraw: false, mayWithdrawSeries: false }
  expect(may({ startsAt: now })).toMatchObject(nothing)
  expect(may({ state: 'booked', startsAt: now })).toMatchObject(nothing)
  expect(may({ cancellationReason: 'Sjuk' })).toMatchObject(nothing)
  expect(may({ isTalk: true, state: 'booked' })).toMatchObject(nothing)
})

test('a group larger than one likes is said, and one may come all the same', () => {
  expect(may({}, 3)).toMatchObject({ large: true, mayBook: 'place' })
  expect(may({}, 4).large).toBe(false)
})

async function ownPage({ karin, ids }: World, name: 'pelle' | 'amina' = 'pelle'): Promise<string> {
  const letter = await karin.post(`/participants/${ids.participants[name]}/personal-link`)
  return /data-own-page="https?:\/\/[^/]+(\/my-week\/[\w-]{48})"/.exec(letter.text)![1]!
}

/** Another hour of yoga, on Thursday. */
async function thursday(
  { tenant, ids }: World,
  more: { places?: number; activityId?: string } = {},
  start = '13:00',
) {
  const [from, to] = [localTime(start), localTime(start.replace('3:', '4:').replace('5:', '6:'))]
  const zone = 'Europe/Stockholm'
  const date = localDate('2026-03-19')
  const [row] = await tenant((tx) =>
    tx
      .insert(session)
      .values({
        activityId: ids.activities.yoga,
        localDate: date,
        localStart: from,
        localEnd: to,
        startsAt: instantAt(date, from, zone),
        endsAt: instantAt(date, to, zone),
        timeZone: zone,
        ...more,
      })
      .returning({ id: session.id }),
  )
  return row!.id
}

test('a participant sees the own week, books and gives the place back', async () => {
  const here = await world()
  const id = await thursday(here)
  const page = await ownPage(here)
  const before = await here.visitor.get(page)
  expect(before.status).toBe(200)
  expect(before.text).toContain('Anmäl mig')
  expect(before.text).not.toMatch(/Pelle|Björkvall|Amina|Siv/)
  expect(before.headers.get('referrer-policy')).toBe('no-referrer')
  expect(before.headers.get('cache-control')).toBe('no-store')

  const booked = await here.visitor.post(`${page}/bookings`, { session_id: id })
  expect(booked.status).toBe(303)
  const said = (await here.visitor.get(booked.headers.get('location')!)).text
  expect(said).toContain('Du är anmäld. Välkommen!')
  expect(said).toContain('Yoga, torsdag 19 mars 13.00–14.00')
  const again = await here.visitor.post(`${page}/bookings`, { session_id: id })
  expect((await here.visitor.get(again.headers.get('location')!)).text).toContain('Du är redan anmäld.')
  expect((await here.leif.get(`/sessions/${id}/roll-call`)).text).toContain('Pelle')

  const withdrawn = await here.visitor.delete(`${page}/bookings/${id}`)
  expect((await here.visitor.get(withdrawn.headers.get('location')!)).text).toContain('Du är avanmäld.')
  const noted = await here.tenant((tx) =>
    tx.select().from(accessEntry).where(eq(accessEntry.participantId, here.ids.participants.pelle)),
  )
  expect(noted.filter(({ staffId, what }) => staffId === null && what === 'booking').length).toBeGreaterThan(
    1,
  )
})

test('two who take the last place at once: one gets it, the other waits and moves up', async () => {
  const here = await world()
  const id = await thursday(here, { places: 1 })
  const [pelle, amina] = [await ownPage(here, 'pelle'), await ownPage(here, 'amina')]
  await Promise.all([pelle, amina].map((page) => here.visitor.post(`${page}/bookings`, { session_id: id })))
  const states = async () =>
    Promise.all(
      [pelle, amina].map(async (page) => (await here.visitor.get(page)).text.includes('Du står i kö')),
    )
  // The sentences of the two acts are said first.
  await states()
  const waiting = await states()
  expect(waiting.toSorted()).toEqual([false, true])
  const first = waiting[0] ? amina : pelle
  await here.visitor.delete(`${first}/bookings/${id}`)
  await states()
  expect(await states()).toEqual([false, false])
})

test('an own page knows nothing of what is for other programmes, of others’ talks, or of other organisations', async () => {
  const here = await world()
  const { tenant, ids } = here
  const closed = await tenant(async (tx) => {
    const [row] = await tx
      .insert(activity)
      .values({ name: 'Samtal', category: 'social_preparation', usualMinutes: 45, oneToOne: true })
      .returning({ id: activity.id })
    return row!.id
  })
  const talk = await thursday(here, { activityId: closed })
  await tenant((tx) =>
    tx.update(session).set({ talkEnrolmentId: ids.enrolments.amina }).where(eq(session.id, talk)),
  )
  const page = await ownPage(here)
  expect((await here.visitor.get(page)).text).not.toContain('Samtal')
  expect((await here.visitor.post(`${page}/bookings`, { session_id: talk })).status).toBe(404)
  expect((await here.visitor.delete(`${page}/bookings/${talk}`)).status).toBe(404)
  expect((await here.visitor.post(`${page}/bookings`, { session_id: 'nonsense' })).status).toBe(404)
})

test('an address that is unknown, renewed, taken back, ended or of a protected person leads nowhere, alike', async () => {
  const here = await world()
  const { karin, visitor, ids, tenant } = here
  const first = await ownPage(here)
  const unknown = await visitor.get(`${first.slice(0, -4)}AAAA`)
  expect(unknown.status).toBe(404)
  const standing = /name="instead_of" value="([^"]*)"/.exec(
    /id="own-page"[\s\S]*/.exec((await karin.get(`/participants/${ids.participants.pelle}`)).text)![0],
  )![1]!
  const again = await karin.post(`/participants/${ids.participants.pelle}/personal-link`, {
    instead_of: standing,
  })
  expect(again.status).toBe(200)
  expect((await visitor.get(first)).status).toBe(404)
  const reloaded = await karin.post(`/participants/${ids.participants.pelle}/personal-link`, {
    instead_of: standing,
  })
  expect(reloaded.status).toBe(409)
  const second = /(\/my-week\/[\w-]{48})"/.exec(again.text)![1]!
  expect((await visitor.get(second)).status).toBe(200)
  await karin.delete(`/participants/${ids.participants.pelle}/personal-link`)
  expect((await visitor.get(second)).status).toBe(404)
  expect((await karin.post(`/participants/${ids.participants.siv}/personal-link`)).status).toBe(404)

  const third = await ownPage(here)
  const enrolled = eq(enrolment.id, ids.enrolments.pelle)
  await tenant((tx) =>
    tx
      .update(enrolment)
      .set({ endsOn: localDate('2026-03-16') })
      .where(enrolled),
  )
  expect((await visitor.get(third)).status).toBe(404)
  await tenant((tx) => tx.update(enrolment).set({ endsOn: null }).where(enrolled))
  expect((await visitor.get(third)).status).toBe(200)
})

test('an address that was out when somebody’s identity became protected is worth nothing again', async () => {
  const here = await world()
  const { karin, visitor, ids } = here
  const page = await ownPage(here)
  const person = `/participants/${ids.participants.pelle}`
  const facts = { first_name: 'Pelle', last_name: 'Lindqvist', gender: 'man' }
  const save = async (more: Record<string, string>) => {
    const form = (await here.astrid.get(`${person}/edit`)).text
    const version = /name="version" value="(\d+)"/.exec(form)![1]!
    return here.astrid.put(person, { ...facts, version, ...more })
  }
  expect((await save({ protected: 'yes' })).status).toBe(303)
  expect((await visitor.get(page)).status).toBe(404)
  expect((await save({})).status).toBe(303)
  expect((await visitor.get(page)).status).toBe(404)
  expect((await karin.post(`${person}/personal-link`)).status).toBe(200)
})

test('an address ends with the last enrolment: who is enrolled again gets another', async () => {
  const here = await world()
  const { karin, visitor, ids, tenant } = here
  const page = await ownPage(here)
  const left = { left_on: '2026-03-17', reason: 'completed', destinations: 'work' }
  expect((await karin.post(`/enrolments/${ids.enrolments.pelle}/exit`, left)).status).toBe(303)
  await tenant((tx) =>
    tx.update(enrolment).set({ endsOn: null }).where(eq(enrolment.id, ids.enrolments.pelle)),
  )
  expect((await visitor.get(page)).status).toBe(404)
  expect((await visitor.get(await ownPage(here))).status).toBe(200)
})

test('so many wishes stand at once, and another one once one is taken back', async () => {
  const here = await world()
  const page = await ownPage(here)
  const wish = (words: string) => here.visitor.post(`${page}/wishes`, { words })
  for (let number = 1; number < 20; number += 1) await wish(`Önskemål ${number}`)
  const last = await Promise.all([wish('Segla'), wish('Paddla')])
  expect(last.map(({ status }) => status).toSorted()).toEqual([303, 422])
  const refused = await wish('Rida')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Du har redan 20 önskemål')
  expect(refused.text).toContain('value="Rida"')
  const id = /\/wishes\/([0-9a-f-]{36})"/.exec(refused.text)![1]!
  await here.visitor.delete(`${page}/wishes/${id}`)
  expect((await wish('Rida')).status).toBe(303)
})

test('a participant’s wish reaches the staff, and can be taken back', async () => {
  const here = await world()
  const page = await ownPage(here)
  const empty = await here.visitor.post(`${page}/wishes`, { words: '' })
  expect(empty.status).toBe(422)
  const long = await here.visitor.post(`${page}/wishes`, { words: 'x'.repeat(201) })
  expect([long.status, long.text.includes('x'.repeat(201))]).toEqual([422, true])
  await here.visitor.post(`${page}/wishes`, { words: 'Gjuta i betong' })
  expect((await here.karin.get('/wishes')).text).toContain('Gjuta i betong')
  const shown = (await here.visitor.get(page)).text
  const id = /\/wishes\/([0-9a-f-]{36})"/.exec(shown)![1]!
  expect((await here.visitor.delete(`${await ownPage(here, 'amina')}/wishes/${id}`)).status).toBe(404)
  await here.visitor.delete(`${page}/wishes/${id}`)
  expect((await here.karin.get('/wishes')).text).not.toContain('Gjuta i betong')
})

test('one tells of an absence from what one has a place in, a talk too, and takes it back until it begins', () => {
  expect(may({ state: 'booked' }).mayTellAbsence).toBe(true)
  expect(may({ state: 'booked', isTalk: true })).toMatchObject({ mayTellAbsence: true, mayWithdraw: false })
  expect(may({ state: 'booked', isHere: true }).mayTellAbsence).toBe(false)
  expect(may({ state: 'waiting' }).mayTellAbsence).toBe(false)
  expect(may({}).mayTellAbsence).toBe(false)
  expect(may({ state: 'booked', startsAt: now }).mayTellAbsence).toBe(false)
  expect(may({ state: 'booked', cancellationReason: 'Sjuk' }).mayTellAbsence).toBe(false)
  const away = { state: 'booked', absent: true } as const
  expect(may(away)).toMatchObject({ mayTellAbsence: false, mayTakeBackAbsence: true, mayWithdraw: true })
  expect(may({ ...away, startsAt: now }).mayTakeBackAbsence).toBe(false)
})

const shownAfter = async (here: World, answer: { headers: Headers }) =>
  (await here.visitor.get(answer.headers.get('location')!)).text

const absencesKept = ({ tenant }: World) => tenant((tx) => tx.select().from(absence))

test('a participant tells that they cannot come, keeps the place, and comes all the same', async () => {
  const here = await world()
  const id = await thursday(here)
  const page = await ownPage(here)
  await here.visitor.post(`${page}/bookings`, { session_id: id })
  expect((await here.visitor.get(page)).text).toContain('Jag kan inte komma')
  const told = await here.visitor.post(`${page}/absences`, { session_id: id, reason: 'Tandläkaren' })
  expect(told.status).toBe(303)
  const shown = await shownAfter(here, told)
  expect(shown).toContain('Tack för att du sa till. Din plats är kvar.')
  expect(shown).toContain('Du har sagt att du inte kommer')
  expect(shown).not.toContain('Tandläkaren')
  const again = await here.visitor.post(`${page}/absences`, { session_id: id })
  expect(await shownAfter(here, again)).toContain('Du har redan sagt att du inte kommer.')

  const rollCall = (await here.karin.get(`/sessions/${id}/roll-call`)).text
  expect(rollCall).toContain('Anmäld frånvaro')
  const coachs = (await here.leif.get(`/participants/${here.ids.participants.pelle}`)).text
  expect(coachs).toContain('Tandläkaren')
  expect(coachs).toContain('Anmäld av deltagaren')

  const back = await here.visitor.delete(`${page}/absences/${id}`)
  expect(await shownAfter(here, back)).toContain('Välkommen! Vi räknar med dig.')
  await here.visitor.delete(`${page}/absences/${id}`)
  expect(await absencesKept(here)).toMatchObject([{ reason: '', toldBy: null, withdrawnBy: null }])
  const noted = await here.tenant((tx) =>
    tx.select().from(accessEntry).where(eq(accessEntry.what, 'absence')),
  )
  expect(noted.map(({ staffId, act }) => [staffId, act])).toEqual([
    [null, 'change'],
    [null, 'change'],
  ])
})

test('a whole day is told at once, what has begun or is told already apart', async () => {
  const here = await world()
  const [first, second] = [await thursday(here), await thursday(here, {}, '15:00')]
  const page = await ownPage(here)
  for (const id of [first, second]) await here.visitor.post(`${page}/bookings`, { session_id: id })
  expect((await here.visitor.get(page)).text).toContain('Jag kan inte komma den här dagen')
  await here.visitor.post(`${page}/absences`, { session_id: first })
  const told = await here.visitor.post(`${page}/absences`, { day: '2026-03-19', reason: 'Sjuk' })
  expect(await shownAfter(here, told)).toContain('du inte kommer den dagen')
  expect((await absencesKept(here)).map(({ reason }) => reason).toSorted()).toEqual(['', 'Sjuk'])
  const again = await here.visitor.post(`${page}/absences`, { day: '2026-03-19' })
  expect(await shownAfter(here, again)).toContain('Du har redan sagt att du inte kommer.')
  expect((await here.visitor.post(`${page}/absences`, { day: '2026-03-20' })).status).toBe(404)
})

test('an absence of the own page is refused for what is not one’s own, has begun or is too long', async () => {
  const here = await world()
  const id = await thursday(here)
  const page = await ownPage(here)
  const unbooked = await here.visitor.post(`${page}/absences`, { session_id: id })
  expect(await shownAfter(here, unbooked)).toContain('Du har ingen plats där')
  await here.visitor.post(`${page}/bookings`, { session_id: id })
  const long = await here.visitor.post(`${page}/absences`, { session_id: id, reason: 'x'.repeat(501) })
  expect([long.status, long.text.includes('x'.repeat(501))]).toEqual([422, true])
  expect(long.text).toContain(`absence-${id}-reason`)
  expect((await here.visitor.post(`${page}/absences`, { session_id: 'nonsense' })).status).toBe(404)
  expect((await here.visitor.post(`${page}/absences`)).status).toBe(404)
  const others = await ownPage(here, 'amina')
  const notHers = await here.visitor.post(`${others}/absences`, { session_id: id })
  expect(await shownAfter(here, notHers)).toContain('Du har ingen plats där')
  here.clock.set('2026-03-19T13:00:00+01:00')
  const begun = await here.visitor.post(`${page}/absences`, { session_id: id })
  expect(await shownAfter(here, begun)).toContain('Det går inte att ändra längre.')
  expect(await absencesKept(here)).toEqual([])
})

test('who gives the place back is no longer absent from there', async () => {
  const here = await world()
  const id = await thursday(here)
  const page = await ownPage(here)
  await here.visitor.post(`${page}/bookings`, { session_id: id })
  await here.visitor.post(`${page}/absences`, { session_id: id, reason: 'Sjuk' })
  await here.visitor.delete(`${page}/bookings/${id}`)
  const [kept] = await absencesKept(here)
  expect(kept!.withdrawnAt).not.toBeNull()
  expect((await here.karin.get(`/sessions/${id}/roll-call`)).text).not.toContain('Pelle')
})

test('the own page speaks the language that is chosen on it, and so does everything else for them', async () => {
  const here = await world()
  const path = await ownPage(here, 'pelle')
  const guest = here.visitor
  for (const language of participantLanguages) {
    expect((await guest.put(`${path}/language`, { language })).status).toBe(303)
    const { text } = await guest.get(path)
    const { tag, dir } = facesOfLanguages[language]
    expect(text).toContain(`<html lang="${tag}" dir="${dir}">`)
    expect(text).toContain(textsForParticipants(language)('myWeek:title'))
    expect(text).not.toContain('myWeek:')
  }
  expect((await guest.put(`${path}/language`, { language: 'klingon' })).status).toBe(422)
  expect((await guest.get(path)).text).toContain('lang="fa-AF" dir="rtl"')
})

test('today stands by itself with all that it has in order; the other days keep theirs', () => {
  const seen = (more: Partial<OwnSession>) => ({ ...yoga, ...more, choice: may(more) })
  const later = seen({ id: 'walk', state: 'booked', localStart: localTime('13:00') })
  const thursdays = seen({ id: 'thursday', localDate: localDate('2026-03-19') })
  const apart = todayApart({ mine: ownDays([later]), open: ownDays([seen({}), thursdays]) }, yoga.localDate)
  expect(apart.dayNow?.sessions.map(({ id }) => id)).toEqual(['yoga', 'walk'])
  expect([apart.mine, apart.open.map(({ date }) => date)]).toEqual([[], ['2026-03-19']])
  expect(todayApart({ mine: [], open: ownDays([thursdays]) }, yoga.localDate).dayNow).toBe(undefined)
})
