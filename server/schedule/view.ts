import { addDays, parseLocalDate, type LocalDate } from '../time/dates.ts'
import { addMonths, firstOf, lastOf, monthOf, parseLocalMonth } from '../time/months.ts'
import { addWeeks, isoWeekOf, mondayOf, parseIsoWeek, sundayOf } from '../time/weeks.ts'
import { categories, type Category } from './categories.ts'

/** The ways to look at the schedule. */
export const viewKinds = ['week', 'month', 'list', 'day'] as const
export type ViewKind = (typeof viewKinds)[number]

/** What can be chosen to look at alone; under each name several choices, of which one is enough. */
export const filterNames = ['programme', 'category', 'leader', 'location'] as const
export type FilterName = (typeof filterNames)[number]
export type Filter = Record<Exclude<FilterName, 'category'>, readonly string[]> & {
  category: readonly Category[]
}

/** A look at the schedule: which days, as what, and of what alone. */
export type View = {
  kind: ViewKind
  /** The day that is looked at, or that the week or month is looked at for. */
  date: LocalDate
  /** Its days, both included. */
  from: LocalDate
  to: LocalDate
  filter: Filter
  /** Of the list: whether the days before today are shown too. */
  earlier: boolean
}

/** The weeks of the list. */
export const weeksOfList = 4

const everything: Filter = { programme: [], category: [], leader: [], location: [] }
const mostChoices = 50
const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What an address asks for. Whatever in it is no view, day or choice is passed over. */
export function parseView(query: URLSearchParams, today: LocalDate): View {
  const asked = query.get('view')
  const kind = viewKinds.find((one) => one === asked) ?? 'week'
  const chosen = (name: FilterName) =>
    [...new Set(query.getAll(name).map((value) => value.toLowerCase()))].slice(0, mostChoices)
  const ids = (name: FilterName) => chosen(name).filter((value) => identifier.test(value))
  const filter: Filter = {
    programme: ids('programme'),
    category: categories.filter((category) => chosen('category').includes(category)),
    leader: ids('leader'),
    location: ids('location'),
  }
  return viewOn(kind, dateAsked(query, kind, today), { filter, earlier: query.get('earlier') === 'yes' })
}

/** A view keeps to its own way of naming days, and takes another's where its own is missing. */
function dateAsked(query: URLSearchParams, kind: ViewKind, today: LocalDate): LocalDate {
  const named = { day: dayNamed, week: weekNamed, list: weekNamed, month: monthNamed }
  const spans = [named[kind], dayNamed, weekNamed, monthNamed].map((one) => one(query))
  const span = spans.find((one) => one && isWithinReach(one))
  return span ? nearest(today, span) : today
}

/** A view reaches some weeks beyond the day it is asked for, and those must be days that can be written too. */
const isWithinReach = ([from, to]: Span): boolean => from >= '1901' && to < '2200'

type Span = readonly [from: LocalDate, to: LocalDate]

function dayNamed(query: URLSearchParams): Span | undefined {
  const date = parseLocalDate(query.get('date') ?? '')
  return date && [date, date]
}

function weekNamed(query: URLSearchParams): Span | undefined {
  const week = parseIsoWeek(query.get('week') ?? '')
  return week && [mondayOf(week), sundayOf(week)]
}

function monthNamed(query: URLSearchParams): Span | undefined {
  const month = parseLocalMonth(query.get('month') ?? '')
  return month && [firstOf(month), lastOf(month)]
}

/** Of a span's days, today where it is one of them, otherwise its first. */
const nearest = (today: LocalDate, [from, to]: Span): LocalDate =>
  from <= today && today <= to ? today : from

function viewOn(kind: ViewKind, date: LocalDate, rest: Pick<View, 'filter' | 'earlier'>): View {
  const [from, to] = spanOf(kind, date)
  return { kind, date, from, to, ...rest }
}

function spanOf(kind: ViewKind, date: LocalDate): Span {
  if (kind === 'day') return [date, date]
  if (kind === 'month') return [firstOf(monthOf(date)), lastOf(monthOf(date))]
  const monday = mondayOf(isoWeekOf(date))
  return [monday, addDays(monday, kind === 'list' ? weeksOfList * 7 - 1 : 6)]
}

/** The same days as another kind of view: today where they hold it. */
export function seenAs(view: View, kind: ViewKind, today: LocalDate): View {
  const date = view.from <= today && today <= view.to ? today : view.date
  return viewOn(kind, date, { filter: view.filter, earlier: false })
}

/** The same kind of view with a day of its own. */
export function seenOn(view: View, date: LocalDate): View {
  return viewOn(view.kind, date, { filter: view.filter, earlier: false })
}

/** The view that comes next in the same steps, or so many before. */
export function stepped(view: View, steps: 1 | -1): View {
  if (view.kind === 'day') return seenOn(view, addDays(view.date, steps))
  if (view.kind === 'month') return seenOn(view, firstOf(addMonths(monthOf(view.date), steps)))
  const weeks = view.kind === 'list' ? weeksOfList : 1
  return seenOn(view, mondayOf(addWeeks(isoWeekOf(view.date), weeks * steps)))
}

/** Whether only some of it is looked at. */
export function isFiltered(view: Pick<View, 'filter'>): boolean {
  return filterNames.some((name) => view.filter[name].length > 0)
}

export function unfiltered(view: View): View {
  return { ...view, filter: everything }
}

/** The view without one of its choices. */
export function without(view: View, name: FilterName, value: string): View {
  const left = view.filter[name].filter((one) => one !== value)
  return { ...view, filter: { ...view.filter, [name]: left } }
}

/** What of the filter exists for the viewer; `unknown` when something was asked for that does not. */
export function withKnownChoices(
  view: View,
  known: Record<Exclude<FilterName, 'category'>, readonly { id: string }[]>,
): { view: View; unknown: boolean } {
  const kept = (name: keyof typeof known) =>
    view.filter[name].filter((id) => known[name].some((choice) => choice.id === id))
  const filter = {
    ...view.filter,
    programme: kept('programme'),
    leader: kept('leader'),
    location: kept('location'),
  }
  return {
    view: { ...view, filter },
    unknown: filterNames.some((name) => filter[name].length < view.filter[name].length),
  }
}

/** The view as an address, which parseView reads back. */
export function addressOf(view: View): string {
  return `/schedule?${new URLSearchParams([...namesOf(view), ...choicesOf(view)])}`
}

/** The kinds of file that a view can be taken along as. */
export const scheduleFiles = ['ics', 'xlsx', 'csv'] as const
export type ScheduleFile = (typeof scheduleFiles)[number]

export function fileOf(view: View, file: ScheduleFile): string {
  return addressOf(view).replace('/schedule?', `/schedule.${file}?`)
}

/** What an address says of the view and its days, beside the filter. */
export function namesOf({ kind, date, earlier }: View): [string, string][] {
  const days: Record<ViewKind, [string, string]> = {
    week: ['week', isoWeekOf(date)],
    list: ['week', isoWeekOf(date)],
    month: ['month', monthOf(date)],
    day: ['date', date],
  }
  return [['view', kind], days[kind], ...(earlier ? [['earlier', 'yes'] as [string, string]] : [])]
}

/** What an address says of the filter. */
export function choicesOf({ filter }: Pick<View, 'filter'>): [string, string][] {
  return filterNames.flatMap((name) => filter[name].map((value): [string, string] => [name, value]))
}

type Filtered = {
  activityId: string
  category: Category
  leaderId: string | null
  locationId: string | null
}

/**
 * Whether a session is one of those that are looked at. `openTo` holds the programmes of activities that are open to
 * some only; an activity that is not in it is open to all.
 */
export function isShown(
  { activityId, category, leaderId, locationId }: Filtered,
  filter: Filter,
  openTo: ReadonlyMap<string, readonly string[]>,
): boolean {
  const fits = (chosen: readonly string[], value: string | null) =>
    chosen.length === 0 || (value !== null && chosen.includes(value))
  const programmes = openTo.get(activityId)
  return (
    fits(filter.category, category) &&
    fits(filter.leader, leaderId) &&
    fits(filter.location, locationId) &&
    (programmes === undefined ||
      filter.programme.length === 0 ||
      filter.programme.some((programme) => programmes.includes(programme)))
  )
}
