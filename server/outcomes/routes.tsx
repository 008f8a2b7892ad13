import { Hono, type Context } from 'hono'
import { ExitReportPage } from '../../views/outcomes/exit-report-page.tsx'
import { ReportsPage } from '../../views/outcomes/reports-page.tsx'
import { allow } from '../access/door.ts'
import { mayImportExits, mayReadReports } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { presets, successText, type PresetKey } from '../programme/presets.ts'
import { done, show } from '../web/answer.tsx'
import { csvOf } from '../web/csv.ts'
import type { Env } from '../web/env.ts'
import { isIdentifier } from '../web/fields.ts'
import { exitBar, positivePercent } from './exit-bars.ts'
import { exitReport } from './exit-report.ts'
import { exitReportSheet } from './exit-report-sheet.ts'
import { exitsDigest } from './exits-digest.ts'
import { parseExitsFile } from './exits-file.ts'
import {
  exitsOfAll,
  exitsOfProgramme,
  importExits,
  programmesToReport,
  programmeToReport,
} from './queries.ts'

/** What came after: the exits of each programme, for those inside. */
export function outcomesRoutes() {
  const routes = new Hono<Env>()

  routes.get('/reports', allow(mayReadReports), async (c) => {
    const [programmes, exits] = await c.var.db(async (tx) => [
      await programmesToReport(tx),
      await exitsOfAll(tx),
    ])
    const rows = programmes.map((programme) => {
      const { all } = exitReport(exits.filter((exit) => exit.programmeId === programme.id))
      return { ...programme, figures: all, percent: positivePercent(all) }
    })
    return show(c, <ReportsPage programmes={rows} />)
  })

  routes.get('/reports/exits', allow(mayReadReports), async (c) =>
    showReport(c, c.req.query('programme') ?? '', []),
  )

  routes.get('/reports/exits.csv', allow(mayReadReports), async (c) => {
    const { exits } = await reported(c, c.req.query('programme') ?? '')
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="exits.csv"')
    c.header('Cache-Control', 'no-store')
    return c.body(csvOf(exitReportSheet(exitReport(exits), c.var.language)))
  })

  routes.post('/reports/exits/imports', allow(mayImportExits), async (c) => {
    const form = await c.req.formData().catch(() => undefined)
    const programmeId = String(form?.get('programme') ?? '')
    const { programme } = await reported(c, programmeId)
    const content = await contentOf(form?.get('file') ?? null)
    if (content.length === 0)
      return showReport(c, programmeId, [{ field: 'file', text: 'outcomes:import.noFile' }], 422)
    const { exits, problems } = parseExitsFile(content)
    if (problems.length > 0) return showReport(c, programmeId, problems, 422)

    const made = await c.var.db((tx) =>
      importExits(tx, {
        programmeId,
        digest: exitsDigest(content),
        exits,
        by: c.var.viewer.id,
        at: c.var.now,
      }),
    )
    const notice = made === 0 ? 'outcomes:import.knownAlready' : 'outcomes:import.done'
    return done(c, `/reports/exits?programme=${programme.id}`, notice)
  })

  return routes
}

async function contentOf(sent: FormDataEntryValue | null): Promise<Uint8Array> {
  return sent === null || typeof sent === 'string'
    ? new Uint8Array()
    : new Uint8Array(await sent.arrayBuffer())
}

/** The programme and its exits; another organisation's programme is not there. */
async function reported(c: Context<Env>, programmeId: string) {
  if (!isIdentifier(programmeId)) throw new Rejected(404, 'common:rejected.missing')
  return c.var.db(async (tx) => {
    const programme = await programmeToReport(tx, programmeId)
    if (!programme) throw new Rejected(404, 'common:rejected.missing')
    return { programme, exits: await exitsOfProgramme(tx, programmeId) }
  })
}

async function showReport(
  c: Context<Env>,
  programmeId: string,
  problems: Problem[],
  status: 200 | 422 = 200,
) {
  const { programme, exits } = await reported(c, programmeId)
  const report = exitReport(exits)
  const longest = Math.max(0, ...report.years.map((year) => year.exits))
  const years = report.years.map((figures) => ({ ...figures, bar: exitBar(figures, longest) }))
  const all = { ...report.all, percent: positivePercent(report.all) }
  const preset = presets[programme.preset as PresetKey]
  const success = preset && successText(preset.success)
  const page = { programme, success, years, all, problems, mayImport: mayImportExits(c.var.viewer) }
  return show(c, <ExitReportPage {...page} />, status)
}
