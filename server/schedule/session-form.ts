import type { Context } from 'hono'
import { minutes, type LocalDate, type LocalTime } from '../time/dates.ts'
import { dateInWords, timeInWords } from '../time/words.ts'
import type { TextKey } from '../language/text.ts'
import type { Problem } from '../problem.ts'
import type { Env } from '../web/env.ts'
import type { Fields } from '../web/fields.ts'
import { activitiesOffered } from './activity-queries.ts'
import { reasonLength } from './cancellation.ts'
import type { SessionState } from './change.ts'
import { locations } from './location-queries.ts'
import { merged } from './merge.ts'
import { lengthOf, placesRange, whyNotPlanSession } from './planning.ts'
import { possibleLeaders, type SessionFacts, type SessionPlace, type SessionTime } from './queries.ts'
import { sessionSpan } from './session-times.ts'

/** What can be chosen now; a session keeps the place and the leader it has, also when they are not offered any more. */
export async function choicesHere(
  c: Context<Env>,
  kept?: Pick<SessionFacts, 'locationId' | 'locationName' | 'leaderId' | 'leaderName'>,
) {
  const choices = await c.var.db(async (tx) => ({
    activities: await activitiesOffered(tx),
    locations: await locations(tx),
    leaders: await possibleLeaders(tx),
  }))
  if (kept?.locationId && !choices.locations.some(({ id }) => id === kept.locationId)) {
    const gone = { id: kept.locationId, name: kept.locationName ?? '' }
    choices.locations.push({ ...gone, outdoors: false, shareable: false, archivedAt: null })
  }
  if (kept?.leaderId && !choices.leaders.some(({ id }) => id === kept.leaderId))
    choices.leaders.push({ id: kept.leaderId, name: kept.leaderName ?? '' })
  return choices
}

export type Choices = Awaited<ReturnType<typeof choicesHere>>

/** Where, with whom and for how many, as typed: only what is there to be chosen. */
export function placeTyped(form: Fields, choices: Pick<Choices, 'locations' | 'leaders'>): SessionPlace {
  const locationId = form.optionalId('location_id') ?? null
  const leaderId = form.optionalId('leader_id') ?? null
  if (locationId && !choices.locations.some(({ id }) => id === locationId))
    form.refuse('location_id', 'common:problem.choice')
  if (leaderId && !choices.leaders.some(({ id }) => id === leaderId))
    form.refuse('leader_id', 'common:problem.choice')
  return { locationId, leaderId, places: form.optionalWhole('places', placesRange) ?? null }
}

/** What the form wishes for a session. */
export type SessionTyped = SessionTime & SessionPlace & Pick<SessionState, 'doubleBookedBecause'>

/** What was typed for a session, or why it cannot be. */
export function sessionTyped(
  c: Context<Env>,
  form: Fields,
  choices: Choices,
): SessionTyped | { problems: readonly Problem[] } {
  const date = form.date('date')
  const startTime = form.time('start_time')
  const endTime = form.time('end_time')
  const place = placeTyped(form, choices)
  const because = form.text('double_booked_because', { max: reasonLength, optional: true })
  if (form.checked('anyway') && because === '')
    form.refuse('double_booked_because', 'schedule:session.doubleReasonMissing')
  if (form.problems.length > 0) return { problems: form.problems }
  const wish = { date, startTime, endTime, places: place.places }
  const problems = whyNotPlanSession(wish, c.var.organisation.timeZone)
  if (problems.length > 0) return { problems }
  const doubleBookedBecause = because === '' || place.leaderId === null ? null : because
  return { ...timeOf(c, wish), ...place, doubleBookedBecause }
}

/** When a session is, planned on the organisation's wall. */
export function timeOf(
  c: Context<Env>,
  { date, startTime, endTime }: { date: LocalDate; startTime: LocalTime; endTime: LocalTime },
): SessionTime {
  const length = minutes(lengthOf({ startTime, endTime }))
  const span = sessionSpan({ date, startTime, minutes: length }, c.var.organisation.timeZone)
  return { ...span, localDate: date, localStart: startTime }
}

/** What stands in the form for a session. */
export function valuesOf(session: Omit<SessionTyped, 'startsAt' | 'endsAt'>) {
  return {
    date: session.localDate,
    start_time: session.localStart,
    end_time: session.localEnd,
    location_id: session.locationId ?? '',
    leader_id: session.leaderId ?? '',
    places: String(session.places ?? ''),
    double_booked_because: session.doubleBookedBecause ?? '',
  }
}

type Values = ReturnType<typeof valuesOf>

const labels: Record<keyof Values, TextKey> = {
  date: 'schedule:session.date',
  start_time: 'schedule:session.startTime',
  end_time: 'schedule:session.endTime',
  location_id: 'schedule:session.location',
  leader_id: 'schedule:session.leader',
  places: 'schedule:session.places',
  double_booked_because: 'schedule:session.doubled',
}

/** Somebody else was faster: what goes on in the form, and both versions of what differs, in words. */
export function bothVersions(
  c: Context<Env>,
  { seen, now, typed }: { seen: SessionTyped | undefined; now: SessionFacts; typed: SessionTyped },
  choices: Choices,
) {
  const { t } = c.var
  const [mine, theirs] = [valuesOf(typed), valuesOf(now)]
  const { values, apart } = merged(seen && valuesOf(seen), theirs, mine)
  const rows = apart.map(({ field, holds }) => ({
    label: t(labels[field]),
    mine: inWords(c, field, mine[field], choices),
    theirs: inWords(c, field, theirs[field], choices),
    holds,
  }))
  const cancelled = {
    label: t('schedule:cancellation.cancelled'),
    mine: t('common:nothing'),
    theirs: now.cancellationReason ?? '',
    holds: 'theirs' as const,
  }
  return { values, rows: now.cancelledAt === null ? rows : [...rows, cancelled] }
}

function inWords(c: Context<Env>, field: keyof Values, value: string, choices: Choices): string {
  const { t, language } = c.var
  const named = (list: readonly { id: string; name: string }[]) =>
    list.find(({ id }) => id === value)?.name ?? t('common:nothing')
  if (field === 'location_id') return named(choices.locations)
  if (field === 'leader_id') return named(choices.leaders)
  if (field === 'date') return dateInWords(value as LocalDate, language)
  if (field === 'start_time' || field === 'end_time') return timeInWords(value as LocalTime, language)
  if (field === 'places' && value === '') return t('schedule:session.unlimited')
  return value === '' ? t('common:nothing') : value
}
