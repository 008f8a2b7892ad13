import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Tx } from '../../db/client.ts'
import type { TextKey } from '../language/text.ts'
import type { Problem } from '../problem.ts'
import { addWeeks, isoWeekOf, mondayOf, parseIsoWeek, sundayOf, type IsoWeek } from '../time/weeks.ts'
import { datesInWords, weekInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import type { Fields, Typed } from '../web/fields.ts'
import { listed, markOf, type ListedSession } from './bulk.ts'
import { namesHere, withoutClashes } from './bulk-queries.ts'
import { saveChange } from './change-queries.ts'
import { orRefused, participantsTouched } from './clash-queries.ts'
import type { ChangeKind, Draft } from './change.ts'
import type { Clash } from './clash.ts'
import { effectOf, type Effect } from './draft.ts'
import { mostOccurrences } from './recurrence.ts'
import type { WeekSpan } from './week-copy.ts'

/** What a command would do to many sessions at once: its draft, and whatever else its page tells of it. */
export type Plan = { draft: Draft }

/** A plan as it is shown before it is done; what clashes is left out of its draft. */
export type Outlook<Planned extends Plan = Plan> = {
  plan: Planned
  draft: Draft
  effect: Effect
  clashes: readonly Clash[]
  /** How many participants are told. */
  people: number
  sessions: ListedSession[]
  /** What is said yes to: when that has changed meanwhile, one is asked again. */
  seen: string
  askedAgain: boolean
  /** What was typed, to travel along. */
  values: Typed
}

export type Command<Planned extends Plan> = {
  plan: (tx: Tx, how: { hold: boolean }) => Promise<Planned>
  preview: (outlook: Outlook<Planned>) => JSX.Element
  /** Does it, in the transaction in which it was planned anew; gives the change by which it is undone. */
  save: (tx: Tx, outlook: Outlook<Planned>) => Promise<string | undefined>
  address: string
  notice: TextKey
  /** How many participants it concerns, where that is not those whose calendars change. */
  people?: (tx: Tx, draft: Draft) => Promise<number>
}

/** Shows what a command would do; once that was seen and said yes to, does it. */
export async function previewedOrDone<Planned extends Plan>(
  c: Context<Env>,
  form: Fields,
  command: Command<Planned>,
) {
  const values = carried(form)
  const look = async (tx: Tx, hold: boolean): Promise<Outlook<Planned>> => {
    const plan = await command.plan(tx, { hold })
    const { draft, clashes } = await withoutClashes(tx, plan.draft)
    return {
      plan,
      draft,
      clashes,
      effect: effectOf(draft),
      people: await (command.people ?? participantsTouched)(tx, draft),
      sessions: listed(draft, await namesHere(tx), { id: c.var.viewer.id, language: c.var.language }),
      seen: markOf(draft),
      askedAgain: false,
      values,
    }
  }
  const shown = async (askedAgain: boolean) => {
    const outlook = await c.var.db((tx) => look(tx, false))
    return show(c, command.preview({ ...outlook, askedAgain }), askedAgain ? 409 : 200)
  }

  const seen = form.text('seen', { max: 40, optional: true, anyDigits: true })
  if (seen === '') return shown(false)
  const planned: { outlook?: Outlook<Planned> } = {}
  const saved = await orRefused(
    c.var.db,
    () => planned.outlook?.draft,
    async (tx) => {
      const outlook = await look(tx, true)
      planned.outlook = outlook
      return outlook.seen === seen ? { change: await command.save(tx, outlook) } : undefined
    },
  )
  if (!('done' in saved) || saved.done === undefined) return shown(true)
  return done(c, command.address, command.notice, saved.done.change)
}

/** Whether one wants to go back from the preview and choose otherwise. */
export const wantsToChange = (form: Fields): boolean => form.checked('again')

const ofThePreview = new Set(['seen', 'again', 'sessions', '_method'])
export const carried = (form: Fields): Typed =>
  Object.fromEntries(Object.entries(form.values).filter(([name]) => !ofThePreview.has(name)))

/** Saves a bulk change by the one who is signed in. */
export const saveBulk = (
  c: Context<Env>,
  tx: Tx,
  draft: Draft,
  told: { kind: ChangeKind; reason?: string; facts: Record<string, string | number> },
) => saveChange(tx, draft, { ...told, by: c.var.viewer.id, at: c.var.now })

export const whyNotSoMany = (field: string, count: number): Problem[] =>
  count > mostOccurrences ? [{ field, text: 'weeks:tooMany', values: { count, max: mostOccurrences } }] : []

/** What decides how wished sessions are laid out. */
export const hereAndNow = (c: Context<Env>) => ({
  now: c.var.now,
  timeZone: c.var.organisation.timeZone,
  language: c.var.language,
})

const reach = { back: 53, ahead: 78 }

/** Weeks to choose from, with their dates, so many before and after this one. */
export function weekChoices(c: Context<Env>, { past }: { past: boolean }) {
  const thisWeek = isoWeekOf(c.var.today)
  const first = past ? -reach.back : 0
  return Array.from({ length: reach.ahead - first + 1 }, (_, index) => {
    const week = addWeeks(thisWeek, first + index)
    return { value: week as string, label: weekWithDates(c, week) }
  })
}

/** 'vecka 12, 16–22 mars 2026' */
export function weekWithDates(c: Context<Env>, week: IsoWeek): string {
  const { language } = c.var
  return `${weekInWords(week, language)}, ${datesInWords(mondayOf(week), sundayOf(week), language)}`
}

/** 'vecka 12, 16–22 mars 2026', 'vecka 12–14, 16 mars – 5 april 2026' */
export function weeksWithDates(c: Context<Env>, { first, last }: WeekSpan): string {
  if (first === last) return weekWithDates(c, first)
  const { language } = c.var
  const number = weekInWords(last, language).replace(/^\D+/, '')
  return `${weekInWords(first, language)}–${number}, ${datesInWords(mondayOf(first), sundayOf(last), language)}`
}

/** The weeks typed, as far as they can be chosen; without a last one it is the first alone. */
export function spanTyped(c: Context<Env>, form: Fields, name: string, how: { past: boolean }): WeekSpan {
  const choices = new Set(weekChoices(c, how).map(({ value }) => value))
  const typed = (field: string, optional: boolean) => {
    const text = form.text(field, { max: 8, optional, anyDigits: true })
    const week = parseIsoWeek(text)
    if (text !== '' && (week === undefined || !choices.has(week)))
      form.refuse(field, how.past ? 'common:problem.choice' : 'weeks:span.past')
    return week
  }
  const first = typed(`${name}_first`, false) ?? isoWeekOf(c.var.today)
  return { first, last: typed(`${name}_last`, true) ?? first }
}
