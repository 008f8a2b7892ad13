import { Hono, type Context } from 'hono'
import { PosterPage } from '../../views/schedule/poster-page.tsx'
import { posterPictures } from '../../views/schedule/poster-pictures.ts'
import { allow } from '../access/door.ts'
import { mayReadSchedule } from '../access/permissions.ts'
import { textsIn } from '../language/catalogue.ts'
import { languages } from '../language/text.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected } from '../problem.ts'
import { runningProgrammes } from '../programme/queries.ts'
import {
  addWeeks,
  isoWeekOf,
  mondayOf,
  parseIsoWeek,
  sundayOf,
  weeksFrom,
  type IsoWeek,
} from '../time/weeks.ts'
import { weekAndYearInWords } from '../time/words.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { Fields } from '../web/fields.ts'
import { categories } from './categories.ts'
import { openSessionsBetween } from './open-queries.ts'
import { posterContent } from './poster.ts'
import { directions, papers, posterOf } from './poster-layout.ts'
import { letterMeasure } from './poster-letters.ts'
import { posterPdf } from './poster-pdf.ts'

/** The week as it hangs on the wall: chosen, seen and printed as a page, or taken along as a PDF. */
export const posterRoutes = new Hono<Env>()
const readers = allow(mayReadSchedule)

const WEEKS_BACK = 4
const WEEKS_AHEAD = 26

// Where the form leads: the week belongs to the address, the rest is how it is shown.
posterRoutes.get('/posters', readers, async (c) => {
  const asked = c.req.query('week') ?? ''
  const week = asked === '' ? isoWeekOf(c.var.today) : parseIsoWeek(asked)
  if (week) {
    const choices = new URLSearchParams(new URL(c.req.url).search)
    choices.delete('week')
    return c.redirect(`/posters/${week}${choices.size > 0 ? `?${choices}` : ''}`, 303)
  }
  const form = new Fields(c.req.queries())
  form.refuse('week', 'common:problem.choice')
  return show(c, <PosterPage {...await formAround(c, isoWeekOf(c.var.today), form)} />, 422)
})

posterRoutes.get('/posters/:week', readers, async (c) => {
  const [, asked = '', pdf] = /^(.*?)(\.pdf)?$/.exec(c.req.param('week')) ?? []
  const week = parseIsoWeek(asked)
  if (!week) throw new Rejected(404, 'common:rejected.missing')
  const form = new Fields(c.req.queries())
  const around = await formAround(c, week, form)
  const choice = choiceIn(form, c.var.organisation.language)
  if (choice.programmeId && !around.programmes.some(({ id }) => id === choice.programmeId))
    form.refuse('programme', 'common:problem.choice')
  if (form.problems.length > 0) {
    if (pdf) throw new Rejected(422, 'poster:unknown')
    return show(c, <PosterPage {...around} problems={form.problems} />, 422)
  }

  const { content, poster } = await drawn(c, week, choice, around.programmes)
  const t = textsIn(choice.language)
  if (pdf) {
    const title = `${t('poster:titleOfWeek', { week: weekAndYearInWords(week, choice.language) })} · ${c.var.organisation.name}`
    const file = { poster, title, language: choice.language, pictures: posterPictures, madeAt: c.var.now }
    c.header('Content-Type', 'application/pdf')
    c.header('Content-Disposition', `inline; filename="${week}-${poster.paper}-${poster.direction}.pdf"`)
    c.header('Cache-Control', 'no-store')
    return c.body(new Uint8Array(await posterPdf(file)))
  }
  const values = {
    ...around.values,
    paper: choice.paper,
    direction: choice.direction,
    language: choice.language,
  }
  const address = `/posters/${week}.pdf${new URL(c.req.url).search}`
  const shown = { poster, content, language: choice.language, pdf: address }
  return show(c, <PosterPage {...{ ...around, values, shown }} />)
})

type Choice = ReturnType<typeof choiceIn>

function choiceIn(form: Fields, usual: (typeof languages)[number]) {
  return {
    paper: form.optionalChoice('paper', papers) ?? 'a4',
    direction: form.optionalChoice('direction', directions) ?? 'landscape',
    language: form.optionalChoice('language', languages) ?? usual,
    programmeId: form.optionalId('programme'),
    category: form.optionalChoice('category', categories),
    withLeaders: form.checked('leader'),
  }
}

async function formAround(c: Context<Env>, week: IsoWeek, form: Fields) {
  const programmes = await c.var.db(runningProgrammes)
  const thisWeek = isoWeekOf(c.var.today)
  const near = weeksFrom(addWeeks(thisWeek, -WEEKS_BACK), addWeeks(thisWeek, WEEKS_AHEAD))
  const weeks = near.includes(week) ? near : [week, ...near].toSorted()
  return { week, weeks, programmes, values: { ...form.values, week }, problems: form.problems }
}

async function drawn(
  c: Context<Env>,
  week: IsoWeek,
  choice: Choice,
  programmes: readonly { id: string; name: string }[],
) {
  const { organisation, now } = c.var
  const { language, programmeId, category } = choice
  const [from, to] = [mondayOf(week), sundayOf(week)]
  const { sessions, periods } = await c.var.db(async (tx) => ({
    sessions: await openSessionsBetween(tx, from, to, { programmeId, category }),
    periods: await closedPeriodsBetween(tx, from, to),
  }))
  const t = textsIn(language)
  const programme = programmes.find(({ id }) => id === programmeId)?.name
  const content = posterContent(
    {
      week,
      sessions,
      language,
      closed: closedDays(periods, from, to),
      organisation: organisation.name,
      part: [programme, category && t(`schedule:category.${category}`)].filter((part) => part !== undefined),
      withLeaders: choice.withLeaders,
      printedAt: now,
      timeZone: organisation.timeZone,
    },
    t,
  )
  return { content, poster: posterOf(content, choice.paper, choice.direction, await letterMeasure()) }
}
