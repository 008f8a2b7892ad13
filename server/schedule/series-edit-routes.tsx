import { Hono, type Context } from 'hono'
import {
  EditSeriesPage,
  ExtraDatePage,
  SeriesCancellationPage,
  SeriesEndingPage,
  SeriesPreviewPage,
} from '../../views/schedule/series-edit-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'
import { timesInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Typed } from '../web/fields.ts'
import { wantsToChange } from './bulk-form.tsx'
import { reasonLength } from './cancellation.ts'
import { newId, saveChange } from './change-queries.ts'
import { orRefused } from './clash-queries.ts'
import { mayBeTouched, type Draft, type SeriesState, type StandingSession } from './change.ts'
import { newSession, plannedLine } from './draft.ts'
import { clashProblems } from './clash.ts'
import { lengthOf, sessionLength, whyNotExtra, whyNotPlanSession } from './planning.ts'
import { editCommand, previewedOrChanged, previewOf, reasonTyped } from './series-change-form.tsx'
import { ruleOf, sessionsLeft, type SeriesRule } from './series-edit.ts'
import { seriesOfVersion } from './history-queries.ts'
import { merged } from './merge.ts'
import { draftOfSeriesCancellation } from './series-end.ts'
import { doublingTyped, ruleTyped, ruleValues } from './series-form.ts'
import { seriesAt, seriesWithSessions, type HeldSeries, type SeriesFacts } from './series-queries.ts'
import { endInWords, ruleInWords } from './series-words.ts'
import { choicesHere, placeTyped } from './session-form.ts'
import { sayingOf } from './session-routes.tsx'
import { sessionSpan } from './session-times.ts'

/** A series changed, ended, cancelled, or given one more date. */
export const seriesEditRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)
const versions = { min: 1, max: 999_999_999 }

seriesEditRoutes.get('/series/:id/edit', planners, async (c) => {
  const { facts, held } = await seriesHere(c)
  const asked = c.req.query('from')
  const choices = await choicesHere(c, facts)
  const days = daysToComeOf(held, c)
  const following = days.some((day) => day === asked)
  const values = {
    scope: following ? 'following' : 'all',
    from: following ? asked : days[0],
    ...ruleValues({ ...facts, times: leftOf(held, null, c) }),
    location_id: facts.locationId ?? '',
    leader_id: facts.leaderId ?? '',
    places: String(facts.places ?? ''),
    double_booked_because: facts.doubleBookedBecause ?? '',
  }
  return show(c, <EditSeriesPage {...{ series: facts, begun: hasBegun(facts, c), days, choices, values }} />)
})

seriesEditRoutes.patch('/series/:id', planners, async (c) => {
  const { facts, held } = await seriesHere(c)
  const choices = await choicesHere(c, facts)
  const form = await fields(c)
  const days = daysToComeOf(held, c)
  const begun = hasBegun(facts, c)
  const page = { begun, days, choices, values: form.values as Typed }
  const again = (problems: readonly Problem[], status?: 422) =>
    show(c, <EditSeriesPage {...page} series={facts} problems={problems} />, status)

  const version = form.whole('version', versions)
  const scope = form.optionalChoice('scope', ['all', 'following']) ?? 'all'
  const from = scope === 'following' ? form.date('from') : null
  if (from && !days.includes(from)) form.refuse('from', 'common:problem.choice')
  const startsOn = begun || from !== null ? facts.startsOn : form.date('starts_on')
  const typed = { ...ruleTyped(form), startsOn, ...placeTyped(form, choices) }
  const wish = { ...typed, doubleBookedBecause: doublingTyped(form, typed) }
  const reason = reasonTyped(form)
  if (wantsToChange(form)) return show(c, <EditSeriesPage {...page} series={facts} problems={[]} mayDouble />)
  if (form.problems.length > 0) return again(form.problems, 422)

  const command = editCommand(c, { wish, from, reason })
  return previewedOrChanged(
    c,
    form,
    {
      ...command,
      seriesId: facts.id,
      version,
      kind: 'series_edited',
    },
    {
      preview: (outlook) => <SeriesPreviewPage {...previewOf(c, facts, outlook)} />,
      again,
      outdated: async (now) => {
        const seen = await c.var.db((tx) => seriesOfVersion(tx, facts.id, version))
        const { rows, values } = bothRules(c, { seen, now, typed: wish }, choices)
        const kept = { ...page, values: { ...page.values, ...values } }
        return show(c, <EditSeriesPage {...kept} series={{ ...facts, ...now.series }} versions={rows} />, 409)
      },
      address: ({ draft }) => `/series/${draft.seriesId}`,
      notice: 'series:edit.done',
    },
  )
})

seriesEditRoutes.get('/series/:id/ending', planners, async (c) => {
  const { facts, held } = await seriesHere(c)
  const values = { ends_on: daysToComeOf(held, c)[0] ?? c.var.today }
  return show(c, <SeriesEndingPage {...{ series: facts, values }} />)
})

/** A series that is ended gives no more sessions after its last day. */
seriesEditRoutes.post('/series/:id/ending', planners, async (c) => {
  const { facts } = await seriesHere(c)
  const form = await fields(c)
  const again = (series: SeriesFacts, problems: readonly Problem[], status?: 409 | 422) =>
    show(c, <SeriesEndingPage {...{ series, values: form.values as Typed, problems }} />, status)
  const version = form.whole('version', versions)
  const endsOn = form.date('ends_on')
  const reason = reasonTyped(form)
  if (wantsToChange(form)) return again(facts, [])
  if (form.problems.length > 0) return again(facts, form.problems, 422)
  if (endsOn < facts.startsOn)
    return again(facts, [{ field: 'ends_on', text: 'schedule:series.endsBeforeItStarts' }], 422)

  const wish = { ...ruleOf(facts), endsOn, times: null }
  const command = editCommand(c, { wish, from: null, reason })
  return previewedOrChanged(
    c,
    form,
    { ...command, seriesId: facts.id, version, kind: 'series_ended' },
    {
      preview: (outlook) => (
        <SeriesPreviewPage
          {...previewOf(c, facts, outlook)}
          action={`/series/${facts.id}/ending`}
          method="post"
        />
      ),
      again: (problems, status) => again(facts, problems, status),
      outdated: ({ series }) =>
        again({ ...facts, ...series }, [{ field: '', text: 'series:edit.changedMeanwhile' }], 409),
      address: () => `/series/${facts.id}`,
      notice: 'series:ending.done',
    },
  )
})

seriesEditRoutes.get('/series/:id/cancellation', planners, async (c) => {
  const { facts } = await seriesHere(c)
  return show(c, <SeriesCancellationPage {...{ series: facts, values: {} }} />)
})

/** Everything of a series that is to come, for one reason. */
seriesEditRoutes.post('/series/:id/cancellation', planners, async (c) => {
  const { facts } = await seriesHere(c)
  const form = await fields(c)
  const again = (series: SeriesFacts, problems: readonly Problem[], status?: 409 | 422) =>
    show(c, <SeriesCancellationPage {...{ series, values: form.values as Typed, problems }} />, status)
  const version = form.whole('version', versions)
  const reason = form.lines('reason', { max: reasonLength, optional: true })
  if (wantsToChange(form)) return again(facts, [])
  if (form.problems.length > 0) return again(facts, form.problems, 422)

  const { now, today, viewer } = c.var
  const command = {
    seriesId: facts.id,
    version,
    kind: 'series_cancelled' as const,
    reason: reason.trim(),
    span: () => ({ from: today, to: today }),
    plan: (held: HeldSeries) => draftOfSeriesCancellation({ ...held, reason, by: viewer.id, now }),
  }
  return previewedOrChanged(c, form, command, {
    preview: (outlook) => (
      <SeriesPreviewPage
        series={facts}
        outlook={outlook}
        lead={c.var.t('schedule:cancellation.cancelledBecause', { reason: reason.trim() })}
        action={`/series/${facts.id}/cancellation`}
        method="post"
        danger
      />
    ),
    again: (problems, status) => again(facts, problems, status),
    outdated: ({ series }) =>
      again({ ...facts, ...series }, [{ field: '', text: 'series:edit.changedMeanwhile' }], 409),
    address: () => `/series/${facts.id}`,
    notice: 'series:cancellation.done',
  })
})

seriesEditRoutes.get('/series/:id/sessions/new', planners, async (c) => {
  const { facts } = await seriesHere(c)
  const values = {
    date: c.var.today,
    start_time: facts.startTime,
    minutes: String(facts.minutes),
    location_id: facts.locationId ?? '',
    leader_id: facts.leaderId ?? '',
    places: String(facts.places ?? ''),
  }
  return show(c, <ExtraDatePage {...{ series: facts, choices: await choicesHere(c, facts), values }} />)
})

/** One more date beside those of the rule; whoever has booked the series has booked it too. */
seriesEditRoutes.post('/series/:id/sessions', planners, async (c) => {
  const { facts } = await seriesHere(c)
  const choices = await choicesHere(c, facts)
  const form = await fields(c)
  const again = (problems: readonly Problem[], status: 409 | 422, series = facts) =>
    show(c, <ExtraDatePage {...{ series, choices, values: form.values as Typed, problems }} />, status)
  const version = form.whole('version', versions)
  const date = form.date('date')
  const startTime = form.time('start_time')
  const minutes = form.whole('minutes', { min: sessionLength.least, max: sessionLength.most })
  const place = placeTyped(form, choices)
  if (form.problems.length > 0) return again(form.problems, 422)
  const times = { date, startTime, minutes: lengthOf({ startTime, minutes }) }
  const problems = whyNotPlanSession({ ...times, ...place }, facts.timeZone)
  if (problems.length > 0) return again(problems, 422)

  const { now, today, viewer, language } = c.var
  const span = sessionSpan(times, facts.timeZone)
  const time = { ...span, localDate: date, localStart: startTime }
  const planned = newSession({ activityId: facts.activityId, timeZone: facts.timeZone, ...time, ...place })
  const draft: Draft = {
    sessions: [plannedLine(newId(), { ...planned, seriesId: facts.id })],
    series: [],
  }
  const saved = await orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const held = await seriesWithSessions(tx, facts.id, { hold: true })
      if (!held) throw new Rejected(404, 'common:rejected.missing')
      if (held.series.version !== version) return { outdated: held }
      const [closed] = closedDays(await closedPeriodsBetween(tx, date, date), date, date)
      const whyNot = whyNotExtra(planned, { now, today, closed: closed?.name[language] })
      if (whyNot.length > 0) return { whyNot }
      return { change: await saveChange(tx, draft, { kind: 'extra_date', by: viewer.id, at: now }) }
    },
  )
  if ('clashes' in saved) return again(clashProblems(saved.clashes, sayingOf(c)), 409)
  const changedMeanwhile: Problem[] = [{ field: '', text: 'series:edit.changedMeanwhile' }]
  if ('outdated' in saved) return again(changedMeanwhile, 409)
  const { whyNot, outdated, change } = saved.done
  if (outdated) return again(changedMeanwhile, 409, { ...facts, ...outdated.series })
  if (whyNot) return again(whyNot, 422)
  return done(c, `/series/${facts.id}`, 'series:extra.done', change)
})

/** The series of the address with its sessions; another organisation's does not exist here. */
async function seriesHere(c: Context<Env>): Promise<{ facts: SeriesFacts; held: HeldSeries }> {
  const id = c.req.param('id') ?? ''
  const found = isIdentifier(id)
    ? await c.var.db(async (tx) => ({
        facts: await seriesAt(tx, id),
        held: await seriesWithSessions(tx, id),
      }))
    : undefined
  if (!found?.facts || !found.held) throw new Rejected(404, 'common:rejected.missing')
  return { facts: found.facts, held: found.held }
}

/** The days of a series that can be begun from. */
function daysToComeOf({ sessions }: HeldSeries, c: Context<Env>): LocalDate[] {
  return sessions
    .filter((session: StandingSession) => mayBeTouched(session, c.var.now))
    .flatMap(({ seriesDate }) => (seriesDate === null ? [] : [seriesDate]))
    .toSorted()
}

function leftOf({ series, sessions }: HeldSeries, from: LocalDate | null, c: Context<Env>): number | null {
  return series.times === null ? null : sessionsLeft(sessions, from, c.var.now)
}

const hasBegun = (series: SeriesFacts, c: Context<Env>): boolean => series.startsOn <= c.var.today

/** The fields of the form that say each thing which two people can have written differently. */
const fieldsOf = {
  'series:form.repeat': ['repeat', 'every_weeks', 'every_months', 'weekdays', 'ordinal'],
  'schedule:session.time': ['start_time', 'minutes'],
  'series:form.ends': ['ends', 'ends_on', 'times'],
  'schedule:session.location': ['location_id'],
  'schedule:session.leader': ['leader_id'],
  'schedule:session.places': ['places'],
} as const

/** The series as it was typed and as it stands now, in words; and what of the form takes what stands now. */
function bothRules(
  c: Context<Env>,
  { seen, now, typed }: { seen: SeriesState | undefined; now: HeldSeries; typed: SeriesRule },
  choices: Awaited<ReturnType<typeof choicesHere>>,
) {
  const { t, language } = c.var
  const { series, sessions } = now
  const named = (rows: readonly { id: string; name: string }[], id: string | null) =>
    rows.find((row) => row.id === id)?.name ?? t('common:nothing')
  const asTold = (state: SeriesState): SeriesRule => ({
    ...ruleOf(state),
    times: state.times === null ? null : sessionsLeft(sessions, null, c.var.now),
  })
  const time = (rule: SeriesRule) =>
    timesInWords(
      rule.startTime,
      sessionSpan({ ...rule, date: rule.startsOn }, series.timeZone).localEnd,
      language,
    )
  const words = (rule: SeriesRule) => ({
    'series:form.repeat': ruleInWords(rule, language),
    'schedule:session.time': time(rule),
    'series:form.ends': endInWords(rule, language),
    'schedule:session.location': named(choices.locations, rule.locationId),
    'schedule:session.leader': named(choices.leaders, rule.leaderId),
    'schedule:session.places': String(rule.places ?? t('schedule:session.unlimited')),
  })
  const stands = asTold(series)
  const [theirs, mine] = [words(stands), words(typed)]
  const { apart } = merged(seen && words(asTold(seen)), theirs, mine)
  const rows = apart.map(({ field, holds }) => ({
    label: t(field),
    mine: mine[field],
    theirs: theirs[field],
    holds,
  }))
  const { locationId, leaderId, places } = stands
  const form: Typed = {
    ...ruleValues(stands),
    location_id: locationId ?? '',
    leader_id: leaderId ?? '',
    places: String(places ?? ''),
  }
  const taken: readonly string[] = apart.flatMap(({ field, holds }) =>
    holds === 'theirs' ? fieldsOf[field] : [],
  )
  return { rows, values: Object.fromEntries(Object.entries(form).filter(([name]) => taken.includes(name))) }
}
