import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { ImportPreviewPage } from '../../views/schedule/import-preview-page.tsx'
import { NewImportPage } from '../../views/schedule/new-import-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { isoWeekOf } from '../time/weeks.ts'
import { done, show } from '../web/answer.tsx'
import { csvOf } from '../web/csv.ts'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import { inThread } from '../web/thread.ts'
import { xlsxOf } from '../web/xlsx.ts'
import type { CalendarWish } from './import-calendar.ts'
import { mostImportBytes, type FileReading } from './import-file.ts'
import {
  readingTyped,
  readingWritten,
  spanTyped,
  untouchedWish,
  weeksOfChoice,
  wishTyped,
} from './import-form.ts'
import { addWhatIsMissing, importSessions, importWorld } from './import-queries.ts'
import { daysOfReading, planImport, sessionsToPlan, type ImportPlan } from './import-rows.ts'
import type { ImportWish } from './import-world.ts'
import { askedBy, outcomesOf, rowsToShow, toldOnce } from './import-told.ts'
import { possibleLeaders } from './queries.ts'
import { sheetWidths, templateSheet } from './schedule-sheet.ts'

/** Sessions from a file: first what would happen, then all of it or nothing. No address is ever fetched. */
export const importRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

/** The module that reads, as it lies beside this one in the source or beside the built server. */
const reader = new URL(
  import.meta.url.endsWith('.tsx') ? './import-thread.ts' : './import-thread.js',
  import.meta.url,
)
const readingBounds = { seconds: 8, megabytes: 192, atOnce: 2 }

importRoutes.get('/session-imports/new', planners, (c) => showForm(c, {}, []))

importRoutes.get('/session-imports/template.csv', planners, (c) => {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', 'attachment; filename="mall.csv"')
  return c.body(csvOf(templateSheet(c.var.today, c.var.language)))
})

importRoutes.get('/session-imports/template.xlsx', planners, async (c) => {
  c.header('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  c.header('Content-Disposition', 'attachment; filename="mall.xlsx"')
  const sheet = c.var.t('schedule:export.sheet')
  return c.body(await xlsxOf(templateSheet(c.var.today, c.var.language), { sheet, widths: sheetWidths }))
})

/** With a file: what would happen. With what was read of it before: that again, as chosen now, or done. */
importRoutes.post('/session-imports', planners, async (c) => {
  const sent = await c.req.formData().catch(() => undefined)
  const form = await fields(c)
  const { today } = c.var
  const carried = sent?.get('reading')
  const span = spanTyped(form, today)
  const wish = wishTyped(form, today, await c.var.db(possibleLeaders))
  if (form.problems.length > 0) return showForm(c, form.values, form.problems, 422)

  const reading =
    typeof carried === 'string' ? readingTyped(carried) : await readFile(c, sent?.get('file') ?? null, span)
  if (!reading) return showForm(c, form.values, [{ field: 'file', text: 'schedule:import.lost' }], 422)
  if (reading.rows.length === 0 && reading.problems.every(({ row }) => row === undefined)) {
    const [problem = { text: 'schedule:import.nothingToDo' as const }] = reading.problems
    return showForm(c, form.values, [{ ...problem, field: 'file' }], 422)
  }
  if (form.text('act', { max: 10, optional: true }) !== 'import') return showPreview(c, form, reading, wish)
  return save(c, form, reading, wish)
})

async function save(c: Context<Env>, form: Fields, reading: FileReading, wish: ImportWish) {
  const { organisation, viewer, now } = c.var
  try {
    const saved = await c.var.db(async (tx) => {
      const before = await planned(c, tx, reading, wish)
      if (before.problems.length > 0) return undefined
      await addWhatIsMissing(tx, before)
      const sessions = sessionsToPlan(await planned(c, tx, reading, wish))
      const change = await importSessions(tx, sessions, {
        zone: organisation.timeZone,
        by: viewer.id,
        at: now,
      })
      return { change, first: sessions[0]?.localDate }
    })
    if (!saved) return showPreview(c, form, reading, wish, 422)
    const { change, first } = saved
    if (first === undefined) return showPreview(c, form, reading, wish)
    return done(c, `/schedule?week=${isoWeekOf(first)}`, 'schedule:import.done', change)
  } catch (error) {
    // Somebody was quicker with a session, an activity or a place: shown anew, it says so.
    if (brokenConstraint(error) === undefined) throw error
    return showPreview(c, form, reading, wish, 409)
  }
}

async function planned(c: Context<Env>, tx: Tx, reading: FileReading, wish: ImportWish): Promise<ImportPlan> {
  const { organisation, language, today } = c.var
  const days = daysOfReading(reading, wish) ?? { from: today, to: today }
  const uids = reading.rows.flatMap(({ uid }) => uid ?? [])
  const world = await importWorld(tx, { ...days, uids, zone: organisation.timeZone, language })
  return planImport(reading, wish, world)
}

async function readFile(
  c: Context<Env>,
  sent: FormDataEntryValue | null,
  span: Pick<CalendarWish, 'from' | 'to'>,
): Promise<FileReading> {
  const refused = (text: FileReading['problems'][number]['text'], megabytes?: number): FileReading => ({
    kind: 'table',
    rows: [],
    problems: [{ text, ...(megabytes !== undefined && { values: { megabytes } }) }],
    outside: 0,
    leftOut: 0,
    cancelled: 0,
  })
  if (sent === null || typeof sent === 'string' || sent.size === 0) return refused('schedule:import.noFile')
  if (sent.size > mostImportBytes) return refused('schedule:import.tooLarge', mostImportBytes / 1024 / 1024)
  const bytes = new Uint8Array(await sent.arrayBuffer())
  const wish: CalendarWish = { ...span, zone: c.var.organisation.timeZone }
  const read = await inThread<FileReading>(reader, { bytes, wish }, readingBounds)
  if (read === 'busy') throw new Rejected(429, 'schedule:import.busy')
  return read === 'too much' ? refused('schedule:import.tooMuchWork') : read.done
}

async function showForm(
  c: Context<Env>,
  typed: Fields['values'],
  problems: readonly Problem[],
  status: 200 | 422 = 200,
) {
  const leaders = await c.var.db(possibleLeaders)
  const weeks = weeksOfChoice(c.var.today)
  const values = { ...untouchedWish(c.var.today), ...typed }
  return show(c, <NewImportPage {...{ values, problems, leaders, weeks }} />, status)
}

async function showPreview(
  c: Context<Env>,
  form: Fields,
  reading: FileReading,
  wish: ImportWish,
  status: 200 | 409 | 422 = 200,
) {
  const { plan, leaders } = await c.var.db(async (tx) => ({
    plan: await planned(c, tx, reading, wish),
    leaders: await possibleLeaders(tx),
  }))
  const { kind } = reading
  const props = {
    kind,
    plan,
    rows: rowsToShow(plan, leaders),
    counts: outcomesOf(plan),
    left: reading,
    problems: toldOnce(plan.problems, kind),
    warnings: toldOnce(plan.warnings, kind),
    asks: askedBy(reading),
    changedMeanwhile: status === 409,
    values: { ...untouchedWish(c.var.today), ...form.values },
    leaders,
    weeks: weeksOfChoice(c.var.today),
    reading: readingWritten(reading),
  }
  return show(c, <ImportPreviewPage {...props} />, status)
}
