import { randomUUID } from 'node:crypto'
import { fc } from '../properties.ts'
import { activity, location, signIn } from '../../db/schema/index.ts'
import { extendSeries } from '../../server/jobs/series-horizon.ts'
import type { StandingSession } from '../../server/schedule/change.ts'
import { addDays, localDate, timeAtMinute, type LocalDate } from '../../server/time/dates.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import { pairedTablet } from '../kiosk/tablet.ts'
import type { Answer, Client, World } from '../world.ts'
import { group } from './booked.ts'
import type { Standing } from './order.ts'

/** Monday of the week in which the story begins; a clock change and Easter lie within the weeks that follow. */
const monday = localDate('2026-03-16')

const plain = { noNullPrototype: true } as const
const day = fc.oneof(fc.nat(13), fc.nat(34)).map((days) => addDays(monday, days))
const startTime = fc.integer({ min: 18, max: 24 }).map((half) => timeAtMinute(half * 30)!)
const minutes = fc.constantFrom(30, 60, 60, 90)
const pick = fc.oneof(fc.nat(3), fc.nat(999))
const week = fc.nat(4).map((weeks) => isoWeekOf(addDays(monday, weeks * 7)))
const where = fc.record(
  { place: fc.nat(3), leader: fc.nat(2), places: fc.constantFrom(1, 2, 3, null) },
  plain,
)
const when = fc.record({ day, startTime, minutes }, plain)
const scope = fc.constantFrom('this', 'this', 'following', 'all')
const who = fc.nat(5)
const rule = fc.record(
  {
    repeat: fc.constantFrom('weekly', 'weekly', 'weekly', 'workdays', 'monthly'),
    every: fc.constantFrom(1, 1, 2, 3),
    weekdays: fc.subarray([1, 2, 3, 4, 5], { minLength: 1, maxLength: 2 }),
    ordinal: fc.constantFrom(1, 2, 3, 4, -1),
    ends: fc.constantFrom('on', 'on', 'on', 'after', 'open'),
    endsOn: fc.integer({ min: 7, max: 48 }).map((days) => addDays(monday, days)),
    times: fc.integer({ min: 1, max: 8 }),
    startTime,
    minutes,
  },
  plain,
)
const seconds = fc.constantFrom(60, 3600, 24 * 3600, 4 * 24 * 3600)

/** What somebody may do, as it is told when something went wrong. What is picked is one of those that are there. */
export const anyDeed = fc.oneof(
  weighing(5, { does: fc.constant('plan'), activity: fc.nat(2), when, where }),
  weighing(6, { does: fc.constant('plan series'), activity: fc.nat(2), startsOn: day, rule, where }),
  weighing(5, { does: fc.constant('edit'), pick, when, where, scope, keepTime: fc.boolean() }),
  weighing(4, { does: fc.constant('move'), pick, when, scope }),
  weighing(3, { does: fc.constant('cancel'), pick }),
  weighing(2, { does: fc.constant('reinstate'), pick }),
  weighing(5, { does: fc.constant('edit series'), pick, from: pick, following: fc.boolean(), rule, where }),
  weighing(1, { does: fc.constant('end series'), pick, endsOn: day }),
  weighing(1, { does: fc.constant('cancel series'), pick }),
  weighing(2, { does: fc.constant('extra date'), pick, when, where }),
  weighing(2, { does: fc.constant('decide'), pick, decision: fc.constantFrom('keep', 'follow', 'cancel') }),
  weighing(2, { does: fc.constant('copy weeks'), from: week, onto: week }),
  weighing(2, { does: fc.constant('apply template'), of: week, onto: week }),
  weighing(3, {
    does: fc.constant('swap leader'),
    from: fc.nat(2),
    to: fc.nat(2),
    first: day,
    days: fc.nat(20),
  }),
  weighing(2, { does: fc.constant('cancel all'), leader: fc.nat(2), first: day, days: fc.nat(5) }),
  weighing(2, {
    does: fc.constant('close'),
    first: day,
    days: fc.nat(4),
    sessions: fc.constantFrom('cancel', 'keep'),
  }),
  weighing(1, { does: fc.constant('open'), pick, reinstate: fc.boolean() }),
  weighing(1, { does: fc.constant('share'), shareable: fc.boolean() }),
  weighing(9, { does: fc.constant('book'), pick, who, series: fc.boolean() }),
  weighing(3, { does: fc.constant('withdraw'), pick, series: fc.boolean() }),
  weighing(2, { does: fc.constant('talk'), who, when, times: fc.constantFrom(1, 3) }),
  weighing(3, { does: fc.constant('come'), pick, who: fc.nat(1) }),
  weighing(2, { does: fc.constant('wait'), seconds }),
  weighing(1, { does: fc.constant('night') }),
  weighing(4, { does: fc.constant('undo'), back: fc.nat(6) }),
)

function weighing(weight: number, parts: Record<string, fc.Arbitrary<unknown>>) {
  return { weight, arbitrary: fc.record(parts, plain) as unknown as fc.Arbitrary<Deed> }
}

type When = { day: LocalDate; startTime: string; minutes: number }
type Where = { place: number; leader: number; places: number | null }
type Rule = {
  repeat: string
  every: number
  weekdays: number[]
  ordinal: number
  ends: string
  endsOn: LocalDate
  times: number
  startTime: string
  minutes: number
}

export type Deed =
  | { does: 'plan'; activity: number; when: When; where: Where }
  | { does: 'plan series'; activity: number; startsOn: LocalDate; rule: Rule; where: Where }
  | { does: 'edit'; pick: number; when: When; where: Where; scope: string; keepTime: boolean }
  | { does: 'move'; pick: number; when: When; scope: string }
  | { does: 'cancel' | 'reinstate' | 'cancel series'; pick: number }
  | { does: 'edit series'; pick: number; from: number; following: boolean; rule: Rule; where: Where }
  | { does: 'end series'; pick: number; endsOn: LocalDate }
  | { does: 'extra date'; pick: number; when: When; where: Where }
  | { does: 'decide'; pick: number; decision: string }
  | { does: 'copy weeks'; from: string; onto: string }
  | { does: 'apply template'; of: string; onto: string }
  | { does: 'swap leader'; from: number; to: number; first: LocalDate; days: number }
  | { does: 'cancel all'; leader: number; first: LocalDate; days: number }
  | { does: 'close'; first: LocalDate; days: number; sessions: string }
  | { does: 'open'; pick: number; reinstate: boolean }
  | { does: 'share'; shareable: boolean }
  | { does: 'book'; pick: number; who: number; series: boolean }
  | { does: 'withdraw'; pick: number; series: boolean }
  | { does: 'talk'; who: number; when: When; times: number }
  | { does: 'come'; pick: number; who: number }
  | { does: 'wait'; seconds: number }
  | { does: 'night' }
  | { does: 'undo'; back: number }

/** A small programme in which much gets in each other's way: few places, few leaders, few hours. */
export async function stage(here: World): Promise<Stage> {
  const { ids, tenant, karin } = here
  const made = await tenant(async (tx) => {
    const [park] = await tx
      .insert(location)
      .values({ name: 'Parken', shareable: true })
      .returning({ id: location.id })
    const others = await tx
      .insert(activity)
      .values([
        { name: 'Chiball', category: 'health_promotion', usualMinutes: 60, places: 2 },
        {
          name: 'Matlagningstimma',
          category: 'work_preparation',
          usualMinutes: 90,
          locationId: ids.locations.koket,
        },
      ])
      .returning({ id: activity.id })
    return { park: park!.id, others: others.map(({ id }) => id) }
  })
  const own = async (name: 'pelle' | 'amina') => {
    const letter = await karin.post(`/participants/${ids.participants[name]}/personal-link`)
    return /data-own-page="https?:\/\/[^/]+(\/my-week\/[\w-]{48})"/.exec(letter.text)![1]!
  }
  const set = {
    ...here,
    tablet: await pairedTablet(here),
    activities: [ids.activities.yoga, ...made.others],
    places: [ids.locations.salen, ids.locations.koket, made.park, ''],
    leaders: [ids.staff.leif, ids.staff.karin, ''],
    people: [ids.participants.pelle, ids.participants.amina, ...(await group(here, 4))],
    typed: [here.codes.pelle, here.codes.amina],
    ownPages: [await own('pelle'), await own('amina')],
  }
  await crowd(set)
  return set
}

/** Chiball with two places on Wednesdays and Thursdays, for which more have put themselves down than there is room for. */
async function crowd(here: Stage) {
  const { karin, leif, ids, activities, places, people } = here
  const planned = await saidYes(karin, 'post', `/activities/${activities[1]!}/series`, {
    repeat: 'weekly',
    weekdays: [3, 4],
    starts_on: '2026-03-18',
    ends: 'on',
    ends_on: '2026-04-09',
    start_time: '10:00',
    minutes: 60,
    location_id: places[2]!,
    leader_id: ids.staff.leif,
    places: 2,
  })
  const [first] = await here.tenant(
    (tx) => tx.hot<{ id: string }[]>`
      select id from session where series_id = ${planned.location!.split('/').at(-1)!} order by starts_at limit 1`,
  )
  for (const who of [2, 3, 4, 0])
    await leif.post(`/sessions/${first!.id}/bookings`, {
      participant_id: people[who]!,
      whole_series: 'yes',
      confirmed: 'yes',
    })
}
export type Stage = World & {
  tablet: Client
  activities: string[]
  places: string[]
  leaders: string[]
  people: string[]
  /** Codes, as they are typed at the kiosk. */
  typed: string[]
  ownPages: string[]
}

/** What was answered, and which sessions and series were meant by name. */
export type Done = { answer: { status: number; text: string }; byHand: string[] }

/** Sends what somebody does as their browser would, with a preview said yes to. Undefined when there is nothing to do it to. */
export async function done(here: Stage, standing: Standing, deed: Deed): Promise<Done | undefined> {
  const { karin, leif } = here
  const sessions = [...standing.sessions.values()].filter(({ removedAt }) => removedAt === null)
  const ofSeries = [...standing.series.values()].filter(({ removedAt }) => removedAt === null)
  const by = (answer: { status: number; text: string }, ...byHand: string[]): Done => ({ answer, byHand })
  switch (deed.does) {
    case 'plan':
      return by(
        await karin.post('/sessions', {
          activity_id: here.activities[deed.activity]!,
          ...timeFields(deed.when),
          ...placeFields(here, deed.where),
        }),
      )
    case 'plan series':
      return by(
        await saidYes(karin, 'post', `/activities/${here.activities[deed.activity]!}/series`, {
          ...ruleFields(deed.rule),
          starts_on: deed.startsOn,
          ...placeFields(here, deed.where),
        }),
      )
    case 'edit': {
      const one = picked(sessions, deed.pick)
      if (!one) return undefined
      const time = deed.keepTime
        ? { date: one.localDate, start_time: one.localStart, end_time: one.localEnd }
        : timeFields(deed.when)
      const form = { version: one.version, ...time, ...placeFields(here, deed.where), scope: deed.scope }
      return by(await saidYes(karin, 'patch', `/sessions/${one.id}`, form), ...itself(one, deed.scope))
    }
    case 'move': {
      const one = picked(sessions, deed.pick)
      if (!one) return undefined
      const { date, start_time, end_time } = timeFields(deed.when)
      const form = { date, start: start_time, end: end_time, version: one.version, scope: deed.scope }
      return by(await draggedTo(karin, `/sessions/${one.id}/time`, form), ...itself(one, deed.scope))
    }
    case 'cancel':
    case 'reinstate': {
      const meant = sessions.filter(({ cancelledAt }) => (cancelledAt === null) === (deed.does === 'cancel'))
      const one = picked(meant, deed.pick)
      if (!one) return undefined
      const path = `/sessions/${one.id}/cancellation`
      const answer =
        deed.does === 'cancel'
          ? await leif.post(path, { reason: 'Ledaren är sjuk' })
          : await leif.delete(path)
      return by(answer, one.id)
    }
    case 'edit series': {
      const one = picked(ofSeries, deed.pick)
      const from = one && picked(daysToCome(sessions, one.id, standing), deed.from)
      if (!one) return undefined
      const form = {
        version: one.version,
        scope: deed.following && from ? 'following' : 'all',
        ...(from && { from }),
        ...ruleFields(deed.rule),
        starts_on: one.startsOn,
        ...placeFields(here, deed.where),
      }
      return by(await saidYes(karin, 'patch', `/series/${one.id}`, form))
    }
    case 'end series': {
      const one = picked(ofSeries, deed.pick)
      if (!one) return undefined
      const form = { version: one.version, ends_on: deed.endsOn, reason: 'Vi slutar' }
      return by(await saidYes(karin, 'post', `/series/${one.id}/ending`, form))
    }
    case 'cancel series': {
      const one = picked(ofSeries, deed.pick)
      if (!one) return undefined
      const form = { version: one.version, reason: 'Lokalen renoveras' }
      return by(await saidYes(karin, 'post', `/series/${one.id}/cancellation`, form))
    }
    case 'extra date': {
      const one = picked(ofSeries, deed.pick)
      if (!one) return undefined
      const { date, start_time } = timeFields(deed.when)
      const form = { date, start_time, minutes: deed.when.minutes, ...placeFields(here, deed.where) }
      return by(await saidYes(karin, 'post', `/series/${one.id}/sessions`, { version: one.version, ...form }))
    }
    case 'decide': {
      const one = picked(
        sessions.filter(({ undecidedSince }) => undecidedSince !== null),
        deed.pick,
      )
      if (!one) return undefined
      const form = { decision: deed.decision, reason: 'Det blev för sent' }
      return by(await karin.post(`/sessions/${one.id}/decision`, form), one.id)
    }
    case 'copy weeks':
      return by(
        await saidYes(karin, 'post', '/week-copies', { from_first: deed.from, onto_first: deed.onto }),
      )
    case 'apply template': {
      const kept = await karin.post('/week-templates', { name: `Vecka ${randomUUID()}`, week: deed.of })
      if (kept.location === null) return by(kept)
      return by(await saidYes(karin, 'post', `${kept.location}/weeks`, { onto_first: deed.onto }))
    }
    case 'swap leader': {
      const form = {
        from: here.leaders[deed.from]!,
        to: here.leaders[deed.to]!,
        first: deed.first,
        last: addDays(deed.first, deed.days),
      }
      return by(await saidYes(karin, 'post', '/leader-swaps', form))
    }
    case 'cancel all': {
      const form = {
        first: deed.first,
        last: addDays(deed.first, deed.days),
        leader_id: here.leaders[deed.leader]!,
        reason: 'Vinterkräksjuka',
      }
      return by(await saidYes(karin, 'post', '/bulk-cancellations', form))
    }
    case 'close': {
      const form = {
        name: 'Planeringsdagar',
        starts_on: deed.first,
        ends_on: addDays(deed.first, deed.days),
        sessions: deed.sessions,
      }
      return by(await saidYes(karin, 'post', '/closed-periods', form))
    }
    case 'open': {
      const one = picked(await closedPeriods(here), deed.pick)
      if (!one) return undefined
      return by(await karin.delete(`/closed-periods/${one.id}`, deed.reinstate ? { reinstate: 'yes' } : {}))
    }
    case 'share': {
      const form = { name: 'Parken', outdoors: 'yes', ...(deed.shareable && { shareable: 'yes' }) }
      return by(await karin.patch(`/locations/${here.places[2]!}`, form))
    }
    case 'book': {
      const one = picked(sessions, deed.pick)
      if (!one) return undefined
      const whole: Form = deed.series ? { whole_series: 'yes' } : {}
      const ownPage = here.ownPages[deed.who]
      if (ownPage && deed.pick % 2 === 0)
        return by(await here.visitor.post(`${ownPage}/bookings`, { session_id: one.id, ...whole }))
      const form = { participant_id: here.people[deed.who]!, confirmed: 'yes', ...whole }
      return by(await leif.post(`/sessions/${one.id}/bookings`, form))
    }
    case 'withdraw': {
      const one = picked(
        standing.bookings.filter(({ sessionId }) => sessions.some(({ id }) => id === sessionId)),
        deed.pick,
      )
      const session = one && standing.sessions.get(one.sessionId!)
      if (!one || !session) return undefined
      const isWhole = deed.series && session.seriesId !== null
      const ownPage = here.ownPages[here.people.indexOf(one.participantId)]
      if (ownPage && deed.pick % 2 === 0)
        return by(
          await here.visitor.delete(
            `${ownPage}/bookings/${session.id}`,
            isWhole ? { whole_series: 'yes' } : {},
          ),
        )
      return by(
        isWhole
          ? await leif.delete(`/series/${session.seriesId}/bookings/${one.participantId}`, {
              session_id: session.id,
            })
          : await leif.delete(`/sessions/${session.id}/bookings/${one.participantId}`),
      )
    }
    case 'talk': {
      const { date, start_time } = timeFields(deed.when)
      const form = { slot: `${date}T${start_time}`, minutes: deed.when.minutes, times: deed.times }
      return by(await leif.post(`/enrolments/${here.ids.enrolments.pelle}/talks`, form))
    }
    case 'come': {
      const near = sessions
        .filter(
          ({ cancelledAt, startsAt }) =>
            cancelledAt === null && startsAt.epochMilliseconds > standing.now.epochMilliseconds,
        )
        .toSorted((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds)
      const one = picked(near.slice(0, 3), deed.pick)
      if (!one) return undefined
      here.clock.set(later(one.startsAt.subtract({ minutes: 5 }), here.clock.now()))
      await stayedSignedIn(here)
      const form = { id: randomUUID(), code: here.typed[deed.who]!, session_id: one.id }
      return by(await here.tablet.post('/kiosk/check-ins', form))
    }
    case 'wait':
      here.clock.advance({ seconds: deed.seconds })
      await stayedSignedIn(here)
      return by({ status: 200, text: '' })
    case 'night':
      here.clock.advance({ hours: 24 })
      await stayedSignedIn(here)
      await extendSeries(here.parts)
      return by({ status: 200, text: '' })
    case 'undo': {
      const changes = await here.tenant(
        (tx) => tx.hot<{ id: string; by: string | null }[]>`
          select id, by from schedule_change order by id desc offset ${deed.back} limit 1`,
      )
      const [change] = changes
      return change && by(await undone(here, change))
    }
  }
}

/** Taken back by whoever did it. */
export function undone(
  { karin, leif, ids }: Stage,
  change: { id: string; by: string | null },
): Promise<Answer> {
  return (change.by === ids.staff.leif ? leif : karin).post(`/schedule-changes/${change.id}/undoing`)
}

const itself = ({ id, seriesId }: StandingSession, scope: string) =>
  scope === 'this' || seriesId === null ? [id] : []

/** Whoever comes back after days would have to sign in again, which is not what this is about. */
const stayedSignedIn = ({ tenant, clock }: Stage) =>
  tenant((tx) => tx.update(signIn).set({ lastUsedAt: clock.now() }))

const picked = <One>(those: readonly One[], pick: number): One | undefined => those[pick % those.length]

const later = <Moment extends { epochMilliseconds: number }>(one: Moment, other: Moment): Moment =>
  one.epochMilliseconds > other.epochMilliseconds ? one : other

function daysToCome(sessions: readonly StandingSession[], seriesId: string, { now }: Standing): LocalDate[] {
  return sessions
    .filter((one) => one.seriesId === seriesId && one.startsAt.epochMilliseconds > now.epochMilliseconds)
    .flatMap(({ seriesDate }) => seriesDate ?? [])
    .toSorted()
}

function timeFields({ day, startTime, minutes }: When) {
  const [hours = 0, rest = 0] = startTime.split(':').map(Number)
  return { date: day, start_time: startTime, end_time: timeAtMinute(hours * 60 + rest + minutes)! }
}

function placeFields(here: Stage, { place, leader, places }: Where) {
  return {
    location_id: here.places[place]!,
    leader_id: here.leaders[leader]!,
    places: String(places ?? ''),
  }
}

function ruleFields({ repeat, every, weekdays, ordinal, ends, endsOn, times, startTime, minutes }: Rule) {
  return {
    repeat,
    every_weeks: every,
    every_months: every,
    weekdays,
    ordinal,
    ends,
    ends_on: endsOn,
    times,
    start_time: startTime,
    minutes,
  }
}

type Form = Record<string, string | number | readonly (string | number)[]>

/** A form that shows first what it would do, and the yes to just that. */
async function saidYes(client: Client, method: 'post' | 'patch', path: string, form: Form): Promise<Answer> {
  const preview = await client[method](path, form)
  const seen = /<input type="hidden" name="seen" value="([^"]+)"/.exec(preview.text)?.[1]
  return preview.status === 200 && seen ? client[method](path, { ...form, seen }) : preview
}

/** The same in the calendar, where the preview comes as JSON. */
async function draggedTo(client: Client, path: string, form: Form): Promise<Answer> {
  const answer = await client.put(path, form)
  const seen = /"seen":"([^"]+)"/.exec(answer.text)?.[1]
  return answer.status === 200 && seen ? client.put(path, { ...form, seen }) : answer
}

const closedPeriods = ({ tenant }: Stage): Promise<{ id: string }[]> =>
  tenant((tx) => tx.hot<{ id: string }[]>`select id from closed_period order by id`)
