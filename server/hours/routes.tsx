import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { HoursPage, type HoursRow } from '../../views/hours/hours-page.tsx'
import type { HoursSentBack } from '../../views/hours/hours-section.tsx'
import { ParticipantHoursPage } from '../../views/hours/participant-hours-page.tsx'
import { allow } from '../access/door.ts'
import {
  mayReadHours,
  mayReadParticipant,
  mayReadParticipants,
  mayReportHours,
} from '../access/permissions.ts'
import { noteReading, readableParticipant } from '../access/participant-door.ts'
import { holdEnrolment } from '../programme/queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { Minutes } from '../time/dates.ts'
import {
  addWeeks,
  isoWeekOf,
  mondayOf,
  parseIsoWeek,
  sundayOf,
  weeksFrom,
  type IsoWeek,
} from '../time/weeks.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { Fields, fields, isIdentifier } from '../web/fields.ts'
import { enrolmentViews, hoursIn, type Reckoning } from './enrolment-hours.ts'
import { excuses, type Excuse } from './excused-weeks.ts'
import {
  addReport,
  approveReport,
  closedBetween,
  enrolmentOfReport,
  excuseWeek,
  hoursOfParticipant,
  keepReachedLevels,
  programmesByName,
  recordsOf,
  withdrawExcuse,
  withdrawReport,
  type Hand,
  type RecordedEnrolment,
} from './queries.ts'
import { countsAtOnce, reportKinds, whyNotExcuse, whyNotReport } from './reports.ts'

type C = Context<Env>

const weekChoices = [4, 8, 12, 26]
const usualWeeks = 8
/** So far back the table looks for the four weeks of an average, past weeks that do not count. */
const lookBack = 12

export const hoursRoutes = new Hono<Env>()
  .use('/hours', allow(mayReadHours))
  .use('/participants/:id/hours', allow(mayReadParticipants))
  .use('/enrolments/:id/reported-hours', allow(mayReportHours))
  .use('/enrolments/:id/excused-weeks', allow(mayReportHours))
  .use('/enrolments/:id/excused-weeks/*', allow(mayReportHours))
  .use('/reported-hours/:id/*', allow(mayReportHours))

  .get('/hours', async (c) => {
    const asked = askedFor(c)
    const { until, count, programmeId } = asked
    const weeks = weeksFrom(addWeeks(until, 1 - count), until)
    const { programmes, records, reckoning } = await c.var.db(async (tx) => {
      const loaded = { from: addWeeks(until, -Math.max(count, lookBack)), until }
      const zone = c.var.organisation.timeZone
      const records = await recordsOf(
        tx,
        { programmeId },
        { ...loaded, zone, today: c.var.today, now: c.var.now },
      )
      const named = readableOf(c, records).map(({ participantId }) => participantId)
      await noteReading(c, tx, named, 'hours')
      return {
        programmes: await programmesByName(tx),
        records: records.filter((record) => coversAny(record, weeks)),
        reckoning: await reckoningOf(c, tx, loaded),
      }
    })
    const readable = readableOf(c, records)
    const latestFirst = weeks.toReversed()
    const rows = readable.map((record) => rowOf(latestFirst, record, reckoning))
    const problem = asked.problems.length > 0
    const page = (
      <HoursPage
        values={asked.values}
        problems={asked.problems}
        programmes={programmes}
        weekChoices={weekChoices}
        weeks={latestFirst}
        present={isoWeekOf(c.var.today)}
        rows={rows}
        unnamed={records.length - readable.length}
        mixed={programmeId === undefined}
        earlier={addressOf(asked, addWeeks(until, -count))}
        later={until < isoWeekOf(c.var.today) ? addressOf(asked, addWeeks(until, count)) : undefined}
      />
    )
    return show(c, page, problem ? 422 : 200)
  })

  .get('/participants/:id/hours', async (c) => {
    const id = c.req.param('id')
    return showParticipant(c, await c.var.db((tx) => readHours(c, tx, id)))
  })

  .post('/enrolments/:id/reported-hours', async (c) => {
    const form = await fields(c)
    const kind = form.choice('kind', reportKinds)
    const onDate = form.date('on_date')
    const minutes = form.whole('minutes', { min: 1, max: 1440 })
    const note = form.text('note', { max: 200, optional: true })
    return changeEnrolment(c, 'report', form, 'hours:report.saved', async (tx, record) => {
      const problems = whyNotReport({ kind, onDate, minutes }, record, record.reported, c.var.today)
      if (problems.length === 0)
        await addReport(tx, record, { kind, onDate, minutes, note, approved: countsAtOnce(kind) }, handOf(c))
      return problems
    })
  })

  .put('/reported-hours/:id/approval', async (c) => {
    const participantId = await c.var.db((tx) => changeReport(c, tx, approveReport))
    return done(c, `/participants/${participantId}/hours`, 'hours:report.approvedNow')
  })

  .put('/reported-hours/:id/withdrawal', async (c) => {
    const participantId = await c.var.db((tx) => changeReport(c, tx, withdrawReport))
    return done(c, `/participants/${participantId}/hours`, 'hours:report.withdrawnNow')
  })

  .post('/enrolments/:id/excused-weeks', async (c) => {
    const form = await fields(c)
    const week = parseIsoWeek(form.text('week', { max: 8 }).toUpperCase())
    return excuse(c, form, week)
  })
  .put('/enrolments/:id/excused-weeks/:week', async (c) =>
    excuse(c, await fields(c), parseIsoWeek(c.req.param('week'))),
  )

  .delete('/enrolments/:id/excused-weeks/:week', async (c) => {
    const week = parseIsoWeek(c.req.param('week'))
    if (week === undefined) throw new Rejected(404, 'common:rejected.missing')
    return changeEnrolment(c, 'excuse', new Fields({}), 'hours:excused.removed', async (tx, record) => {
      await withdrawExcuse(tx, record, mondayOf(week), handOf(c))
      return []
    })
  })

type Asked = {
  programmeId: string | undefined
  until: IsoWeek
  count: number
  values: Record<string, string>
  problems: Problem[]
}

/** What the address asks for; what is wrong in it is told, and the usual shown instead. */
function askedFor(c: C): Asked {
  const { programme = '', until = '', weeks = '' } = c.req.query()
  const problems: Problem[] = []
  const programmeId = isIdentifier(programme) ? programme : undefined
  if (programme !== '' && programmeId === undefined)
    problems.push({ field: 'programme', text: 'common:problem.choice' })
  const week = until === '' ? isoWeekOf(c.var.today) : parseIsoWeek(until.toUpperCase())
  if (week === undefined) problems.push({ field: 'until', text: 'hours:problem.week' })
  const count = weeks === '' ? usualWeeks : weekChoices.find((choice) => String(choice) === weeks)
  if (count === undefined) problems.push({ field: 'weeks', text: 'hours:problem.weeks' })
  const shown = week ?? isoWeekOf(c.var.today)
  return {
    programmeId,
    until: shown,
    count: count ?? usualWeeks,
    values: {
      programme,
      until: until === '' ? shown : until,
      weeks: weeks === '' ? String(usualWeeks) : weeks,
    },
    problems,
  }
}

const addressOf = ({ programmeId, count }: Asked, until: IsoWeek) =>
  `/hours?programme=${programmeId ?? ''}&until=${until}&weeks=${count}`

const readableOf = (c: C, records: readonly RecordedEnrolment[]) =>
  records.filter((record) => mayReadParticipant(c.var.viewer, record))

/** Whether the enrolment runs in one of the weeks shown, not only in those that the average looks back to. */
function coversAny({ startsOn, endsOn }: RecordedEnrolment, weeks: readonly IsoWeek[]): boolean {
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (first === undefined || last === undefined) return false
  return startsOn <= sundayOf(last) && (endsOn === null || endsOn >= mondayOf(first))
}

async function reckoningOf(c: C, tx: Tx, loaded: Reckoning['loaded']): Promise<Reckoning> {
  const closed = await closedBetween(tx, mondayOf(loaded.from), sundayOf(loaded.until))
  return { today: c.var.today, zone: c.var.organisation.timeZone, closed, loaded }
}

function rowOf(weeks: readonly IsoWeek[], record: RecordedEnrolment, reckoning: Reckoning): HoursRow {
  return {
    ...hoursIn(weeks, record, reckoning),
    participantId: record.participantId,
    name: `${record.firstName} ${record.lastName}`,
    programmeName: record.programmeName,
    target: record.weeklyTargetMinutes as Minutes | null,
  }
}

/** The hours of a participant whom the viewer may read; there are none before the first enrolment begins. */
async function readHours(c: C, tx: Tx, participantId: string) {
  const person = await readableParticipant(c, tx, participantId)
  const hours = await hoursOfParticipant(tx, person.id, momentOf(c))
  await noteReading(c, tx, [person.id], 'hours')
  return { person, ...hours }
}

function showParticipant(
  c: C,
  { person, records, reckoning }: Awaited<ReturnType<typeof readHours>>,
  sentBack?: HoursSentBack,
) {
  const page = (
    <ParticipantHoursPage
      participantId={person.id}
      name={`${person.firstName} ${person.lastName}`}
      enrolments={enrolmentViews(records, reckoning)}
      today={c.var.today}
      mayChange
      sentBack={sentBack}
    />
  )
  return show(c, page, sentBack ? 422 : 200)
}

const handOf = (c: C): Hand => ({ by: c.var.viewer.id, at: c.var.now, requestId: c.var.requestId })

/** An enrolment whose participant the viewer may read, with all its hours so far, held until the change is done. */
async function enrolmentAt(c: C, tx: Tx, id: string): Promise<RecordedEnrolment> {
  if (!isIdentifier(id)) throw new Rejected(404, 'common:rejected.missing')
  await holdEnrolment(tx, id)
  const zone = c.var.organisation.timeZone
  const ever = { from: '1970-W01' as IsoWeek, until: '2199-W52' as IsoWeek }
  const [record] = await recordsOf(
    tx,
    { enrolmentId: id },
    { ...ever, zone, today: c.var.today, now: c.var.now },
  )
  if (record === undefined || !mayReadParticipant(c.var.viewer, record))
    throw new Rejected(404, 'common:rejected.missing')
  return record
}

async function changeEnrolment(
  c: C,
  which: HoursSentBack['form'],
  form: Fields,
  notice: Parameters<typeof done>[2],
  work: (tx: Tx, record: RecordedEnrolment) => Promise<Problem[]>,
) {
  const enrolmentId = c.req.param('id') ?? ''
  const outcome = await c.var.db(async (tx) => {
    const record = await enrolmentAt(c, tx, enrolmentId)
    const problems = form.problems.length > 0 ? form.problems : await work(tx, record)
    if (problems.length > 0) return { problems, hours: await readHours(c, tx, record.participantId) }
    await keepLevel(c, tx, enrolmentId)
    return { problems, participantId: record.participantId }
  })
  if (outcome.hours === undefined) return done(c, `/participants/${outcome.participantId}/hours`, notice)
  const sentBack = { enrolmentId, form: which, values: form.values, problems: outcome.problems }
  return showParticipant(c, outcome.hours, sentBack)
}

const keepLevel = (c: C, tx: Tx, enrolmentId: string) =>
  keepReachedLevels(
    tx,
    { enrolmentId },
    { today: c.var.today, zone: c.var.organisation.timeZone, at: c.var.now },
  )

function excuse(c: C, form: Fields, week: IsoWeek | undefined) {
  const reason: Excuse = form.choice('reason', excuses)
  return changeEnrolment(c, 'excuse', form, 'hours:excused.saved', async (tx, record) => {
    const problems = whyNotExcuse(week, record)
    if (problems.length === 0 && week !== undefined)
      await excuseWeek(tx, record, mondayOf(week), reason, handOf(c))
    return problems
  })
}

async function changeReport(c: C, tx: Tx, act: typeof approveReport): Promise<string> {
  const id = c.req.param('id') ?? ''
  const enrolmentId = isIdentifier(id) ? await enrolmentOfReport(tx, id) : undefined
  const record = await enrolmentAt(c, tx, enrolmentId ?? '')
  await act(tx, id, record.participantId, handOf(c))
  await keepLevel(c, tx, record.id)
  return record.participantId
}

const momentOf = (c: C) => ({ today: c.var.today, zone: c.var.organisation.timeZone, now: c.var.now })
