import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { TalksPage, TalkTimesPage } from '../../views/schedule/talk-pages.tsx'
import { allow } from '../access/door.ts'
import { noteAccess, noteReading, readableParticipant } from '../access/participant-door.ts'
import { mayKeepRollCall, mayReadParticipants } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import { enrolmentWith } from '../programme/queries.ts'
import {
  addDays,
  parseLocalDate,
  parseLocalTime,
  parseWeekday,
  weekdayOf,
  type LocalDate,
} from '../time/dates.ts'
import { addWeeks, isoWeekOf, mondayOf } from '../time/weeks.ts'
import { dateInWords, timesInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { bookTalks } from './booking-queries.ts'
import { newId, saveChange } from './change-queries.ts'
import { orRefused } from './clash-queries.ts'
import type { Draft } from './change.ts'
import type { Clash } from './clash.ts'
import { newSession, plannedLine } from './draft.ts'
import { locations } from './location-queries.ts'
import { whyNotPlanSession } from './planning.ts'
import { sessionSpan, wallEnd } from './session-times.ts'
import {
  addTalkTime,
  busyBetween,
  holdStaff,
  knownTalkActivity,
  removeTalkTime,
  talkActivity,
  talksOf,
  talkTimesOf,
} from './talk-queries.ts'
import {
  freeTimes,
  holdsOn,
  mostTalksAtOnce,
  talkDates,
  talkLength,
  talkSeenBy,
  whyNotTalkTime,
} from './talk.ts'

/** One-to-one talks: a coach's free time, and what is booked in it. */
export const talkRoutes = new Hono<Env>()
const coaches = allow(mayKeepRollCall)

/** So many weeks of free times are shown at once. */
const weeksShown = 2

talkRoutes.get('/enrolments/:id/talks', allow(mayReadParticipants), async (c) => {
  const page = await c.var.db((tx) => pageOf(c, tx, { minutes: undefined }))
  return show(c, <TalksPage {...page} values={firstValues(page)} problems={[]} />)
})

talkRoutes.post('/enrolments/:id/talks', allow(mayReadParticipants), async (c) => {
  const form = await fields(c)
  const wish = wished(form)
  const again = async (problems: readonly Problem[], status: 409 | 422) => {
    const page = await c.var.db((tx) => pageOf(c, tx, { minutes: wish.minutes }))
    return show(c, <TalksPage {...page} values={form.values} problems={problems} />, status)
  }
  if (form.problems.length === 0)
    form.problems.push(
      ...whyNotPlanSession({ ...wish, places: null }, c.var.organisation.timeZone).map((problem) =>
        problem.field === 'date' ? { ...problem, field: 'slot' } : problem,
      ),
    )
  if (form.problems.length > 0) return again(form.problems, 422)

  let draft: Draft | undefined
  const saved = await orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const { enrolment, person, locations: places } = await enrolmentHere(c, tx)
      if (enrolment.coachId === null) return { problem: 'schedule:talk.noCoach' as const }
      if (wish.locationId !== null && !places.some(({ id }) => id === wish.locationId))
        return { problem: 'common:problem.choice' as const, field: 'location_id' }
      const dates = talkDates(wish.date, enrolment.talkEveryWeeks ?? 1, wish.times)
      if (!dates.every((date) => holdsOn(enrolment, date)))
        return { problem: 'schedule:talk.notEnrolled' as const }
      const activity = await talkActivity(tx, c.var.t('schedule:talk.activity'))
      const { timeZone } = c.var.organisation
      const lines = dates.map((date) => {
        const span = sessionSpan({ date, startTime: wish.startTime, minutes: wish.minutes }, timeZone)
        const time = { ...span, localDate: date, localStart: wish.startTime }
        const place = { locationId: wish.locationId, leaderId: enrolment.coachId, places: 1 }
        const session = newSession({ ...time, ...place, activityId: activity.id, timeZone })
        return plannedLine(newId(), { ...session, talkEnrolmentId: enrolment.id })
      })
      const over = lines.find(({ after }) => after.startsAt.epochMilliseconds <= c.var.now.epochMilliseconds)
      if (over) return { problem: 'schedule:talk.past' as const }
      draft = { sessions: lines, series: [] }
      const change = await saveChange(tx, draft, {
        kind: 'talk_booked',
        by: c.var.viewer.id,
        at: c.var.now,
      })
      const hand = { by: c.var.viewer.id, at: c.var.now, requestId: c.var.requestId }
      await bookTalks(
        tx,
        lines.map(({ id }) => id),
        person.id,
        hand,
      )
      await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'talk' })
      return { change }
    },
  )
  if ('clashes' in saved) return again(clashProblems(c, saved.clashes), 409)
  if ('outdated' in saved) return again([{ field: 'slot', text: 'schedule:talk.outdated' }], 409)
  const { problem, field = 'slot', change } = saved.done as Outcome
  if (problem) return again([{ field, text: problem }], 422)
  return done(
    c,
    `/enrolments/${c.req.param('id')}/talks`,
    wish.times > 1 ? 'schedule:talk.bookedMany' : 'schedule:talk.booked',
    change,
  )
})

type Outcome = { problem?: Problem['text']; field?: string; change?: string }

talkRoutes.get('/talk-times', coaches, async (c) => {
  const times = await c.var.db((tx) => talkTimesOf(tx, c.var.viewer.id))
  return show(c, <TalkTimesPage times={times} values={{}} problems={[]} />)
})

talkRoutes.post('/talk-times', coaches, async (c) => {
  const form = await fields(c)
  const weekday = parseWeekday(form.text('weekday', { max: 1 }))
  if (!weekday && form.problems.length === 0) form.refuse('weekday', 'common:problem.choice')
  const time = { weekday: weekday ?? 1, startTime: form.time('start_time'), endTime: form.time('end_time') }
  const { id } = c.var.viewer
  const times = await c.var.db(async (tx) => {
    await holdStaff(tx, id)
    const others = await talkTimesOf(tx, id)
    if (form.problems.length === 0) form.problems.push(...whyNotTalkTime(time, others))
    if (form.problems.length === 0) await addTalkTime(tx, id, time)
    return others
  })
  if (form.problems.length === 0) return done(c, '/talk-times', 'schedule:talk.times.added')
  return show(c, <TalkTimesPage times={times} values={form.values} problems={form.problems} />, 422)
})

talkRoutes.delete('/talk-times/:id', coaches, async (c) => {
  const id = c.req.param('id')
  const removed = isIdentifier(id) && (await c.var.db((tx) => removeTalkTime(tx, c.var.viewer.id, id)))
  if (!removed) throw new Rejected(404, 'common:rejected.missing')
  return done(c, '/talk-times', 'schedule:talk.times.removed')
})

/** A time of the coach's own, or another day and time; how long, where, and how many times. */
function wished(form: Fields) {
  const slot = form.text('slot', { max: 16, optional: true, anyDigits: true })
  const [day = '', clock = ''] = slot.split('T')
  const offered = { date: parseLocalDate(day), startTime: parseLocalTime(clock) }
  const own = slot === '' || slot === 'other'
  if (!own && (!offered.date || !offered.startTime)) form.refuse('slot', 'common:problem.choice')
  return {
    date: own ? form.date('date') : offered.date!,
    startTime: own ? form.time('start_time') : offered.startTime!,
    minutes: form.whole('minutes', { min: talkLength.least, max: talkLength.most }),
    times: form.whole('times', { min: 1, max: mostTalksAtOnce }),
    locationId: form.optionalId('location_id') ?? null,
  }
}

/** The enrolment of the address and its participant, for those who may read them. */
async function enrolmentHere(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  const enrolment = isIdentifier(id) ? await enrolmentWith(tx, id) : undefined
  if (!enrolment) throw new Rejected(404, 'common:rejected.missing')
  const person = await readableParticipant(c, tx, enrolment.participantId)
  return { enrolment, person, locations: await locations(tx) }
}

async function pageOf(c: Context<Env>, tx: Tx, asked: { minutes: number | undefined }) {
  const here = await enrolmentHere(c, tx)
  const { enrolment, person } = here
  await noteReading(c, tx, [person.id], 'talk')
  const activity = await knownTalkActivity(tx)
  const minutes = asked.minutes || activity?.usualMinutes || talkLength.usual
  const { now, today } = c.var
  const talks = (await talksOf(tx, enrolment.id)).map((talk) => talkSeenBy(c.var.viewer, talk))
  const weekAsked = parseLocalDate(c.req.query('from') ?? '')
  const week = isoWeekOf(weekAsked !== undefined && weekAsked > today ? weekAsked : today)
  const from = mondayOf(week)
  const to = addDays(from, weeksShown * 7 - 1)
  const times = enrolment.coachId === null ? [] : await talkTimesOf(tx, enrolment.coachId)
  const busy =
    enrolment.coachId === null
      ? []
      : await busyBetween(tx, { coachId: enrolment.coachId, participantId: person.id }, from, to)
  const closed = new Set(
    closedDays(await closedPeriodsBetween(tx, from, to), from, to).map(({ date }) => date),
  )
  const zone = c.var.organisation.timeZone
  const free = freeTimes({ times, busy, closed, from, to, minutes, now, zone })
  return {
    ...here,
    minutes,
    hasTimes: times.length > 0,
    mayMend: enrolment.coachId === c.var.viewer.id,
    days: byDay(free, minutes),
    earlier: isoWeekOf(today) < week ? mondayOf(addWeeks(week, -weeksShown)) : undefined,
    later: addDays(to, 1),
    from,
    to,
    coming: talks.filter((talk) => talk.startsAt.epochMilliseconds > now.epochMilliseconds).toReversed(),
    past: talks.filter((talk) => talk.startsAt.epochMilliseconds <= now.epochMilliseconds),
  }
}

/** The free times of each day, with the end that a talk would have. */
function byDay(
  free: readonly { date: LocalDate; startTime: Parameters<typeof wallEnd>[1] }[],
  minutes: number,
) {
  const days = Map.groupBy(free, ({ date }) => date)
  return [...days].map(([date, times]) => ({
    date,
    weekday: weekdayOf(date),
    times: times.map(({ startTime }) => ({ startTime, endTime: wallEnd(date, startTime, minutes).time })),
  }))
}

const firstValues = ({ minutes }: { minutes: number }) => ({ minutes: String(minutes), times: '1', slot: '' })

/** What is taken, beside its field: the place beside the place, those who are to meet beside the time. */
function clashProblems(c: Context<Env>, clashes: readonly Clash[]): Problem[] {
  const [ofPlace, ofTime] = [true, false].map((place) => {
    const some = clashes.filter(({ of }) => (of === 'location') === place)
    return some.find((one) => one.with !== undefined) ?? some[0]
  })
  return [
    ...(ofTime || !ofPlace ? [clashProblem(c, ofTime, 'slot')] : []),
    ...(ofPlace ? [clashProblem(c, ofPlace, 'location_id')] : []),
  ]
}

function clashProblem(c: Context<Env>, clash: Clash | undefined, field: 'slot' | 'location_id'): Problem {
  const { language, t } = c.var
  if (clash?.of === 'participants' && !clash.with) return { field, text: 'schedule:talk.participantTaken' }
  const other = clash?.with
  if (!other)
    return field === 'slot'
      ? { field, text: 'schedule:talk.takenNow' }
      : { field, text: 'schedule:session.locationTakenNow' }
  const date = dateInWords(other.localDate, language)
  const when = `${date} ${timesInWords(other.localStart, other.localEnd, language)}`
  const name = other.isTalk ? t('schedule:talk.one') : other.activityName
  return { field, text: 'schedule:talk.taken', values: { name, when } }
}
