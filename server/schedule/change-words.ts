import type { Temporal } from 'temporal-polyfill'
import { textsIn } from '../language/catalogue.ts'
import type { Language, TextKey, TextValues } from '../language/text.ts'
import { datesInWords, momentInWords, shortDate, timeInWords, timesInWords } from '../time/words.ts'
import type { TimeZone } from '../time/zones.ts'
import { isTalkOfOthers, type ChangeKind, type SeriesState, type SessionState } from './change.ts'
import { parseLocalDate } from '../time/dates.ts'
import { effectOfLine, type ChangedLine } from './draft.ts'
import { seriesInWords } from './series-words.ts'

/** What the history's sentences name, looked up once for a page. */
export type Names = Record<'activities' | 'locations' | 'staff', ReadonlyMap<string, string>>

/** Who reads: what they did themselves is said to them as "du", and of others' talks they learn only that there is one. */
export type Reader = { id: string; language: Language }

/** A change with as much of it as its sentence needs. */
export type ToldChange = {
  kind: ChangeKind
  by: string | null
  byName: string | null
  reason: string | null
  facts: Record<string, string | number>
  /** The first of its sessions, in the order of the clock, and how many there are. */
  sessions: readonly ChangedLine<SessionState>[]
  sessionCount: number
  series: readonly ChangedLine<SeriesState>[]
  /** What it takes back, and whether that was itself the taking back of something. */
  takesBack?: { change: ToldChange; again: boolean }
}

type Line = ChangedLine<SessionState>

/** 'Karin flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00' */
export function changeInWords(change: ToldChange, names: Names, reader: Reader): string {
  const t = textsIn(reader.language)
  const { takesBack } = change
  if (takesBack) {
    const what = changeInWords(takesBack.change, names, reader)
    const who = whoOf(change, reader)
    return t(takesBack.again ? 'history:redone' : 'history:undone', { who, what })
  }
  const [only] = change.sessions
  if (change.series.length === 0 && change.sessionCount === 1 && only)
    return sessionInWords(only, change, names, reader)
  return manyInWords(change, names, reader)
}

/** The same where there is room for a line: of several things at once, that something was changed. */
export function changeInBrief(change: ToldChange, names: Names, reader: Reader): string {
  const [only] = change.sessions
  if (change.takesBack || change.series.length > 0 || change.sessionCount !== 1 || !only?.before)
    return changeInWords(change, names, reader)
  if (effectOfLine(only) === 'cancelled' || aspectsOf(only.before, only.after, names, reader).length < 2)
    return changeInWords(change, names, reader)
  const t = textsIn(reader.language)
  const values = { who: whoOf(change, reader), name: nameOf(only.after, names, reader) }
  return t('history:session.other', { ...values, when: whenOf(only.after, reader) })
}

/** What one change did to one session. */
export function sessionInWords(line: Line, change: ToldChange, names: Names, reader: Reader): string {
  const t = textsIn(reader.language)
  const values = { who: whoOf(change, reader), name: nameOf(line.after, names, reader) }
  const effect = effectOfLine(line)
  if (effect === 'cancelled') {
    const because = line.after.cancellationReason
    const plain = t('history:session.cancelled', { ...values, when: whenOf(line.after, reader) })
    return because && !isHidden(line, reader) ? `${plain}: ${because}` : plain
  }
  if (line.before === null || effect === 'planned' || effect === 'removed' || effect === 'reinstated') {
    const what = effect === 'removed' || effect === 'reinstated' ? effect : 'planned'
    return t(`history:session.${what}`, { ...values, when: whenOf(line.after, reader) })
  }
  const aspects = aspectsOf(line.before, line.after, names, reader)
  const [one] = aspects
  if (aspects.length === 1 && one)
    return t(`history:session.${one.what}`, { ...values, when: whenOf(one.at, reader), ...one.values })
  const list = aspects.map(({ what, values: its }) => t(`history:aspect.${what}`, its))
  return t('history:session.several', {
    ...values,
    when: whenOf(line.before, reader),
    aspects: listed(list, reader),
  })
}

/** What would happen to one session, where its name and its time stand beside it. */
export function previewInWords(line: Line, names: Names, reader: Reader): string {
  const t = textsIn(reader.language)
  const { before, after } = line
  const effect = effectOfLine(line)
  if (effect === 'cancelled') {
    const because = isHidden(line, reader) ? null : after.cancellationReason
    return because ? t('history:preview.because', { because }) : t('history:preview.cancelled')
  }
  if (effect === 'removed' || effect === 'reinstated') return t(`history:preview.${effect}`)
  if (before === null || effect === 'planned') return t('history:preview.planned')
  const aspects = aspectsOf(before, after, names, reader)
  if (aspects.every(({ what }) => what === 'other') && before.seriesId !== after.seriesId)
    return t('history:preview.series')
  const list = aspects.map(({ what, values }) => t(`history:aspect.${what}`, values))
  return t('history:preview.changed', { aspects: listed(list, reader) })
}

/** What one change did to one series. */
export function seriesLineInWords(
  { before, after }: ChangedLine<SeriesState>,
  change: ToldChange,
  names: Names,
  reader: Reader,
): string {
  const t = textsIn(reader.language)
  const values = {
    who: whoOf(change, reader),
    name: names.activities.get(after.activityId) ?? '',
    rule: seriesInWords(after, reader.language),
  }
  if (after.removedAt !== null && !before?.removedAt) return t('history:series.removed', values)
  if (before === null || before.removedAt !== null) return t('history:series.planned', values)
  const aspects = seriesAspects(before, after, names, reader)
  if (aspects.length === 0) return t('history:series.kept', values)
  return t('history:series.changed', { ...values, aspects: listed(aspects, reader) })
}

/** The sessions of a change by name and time, as far as they are known here. */
export function sessionsInWords(change: ToldChange, names: Names, reader: Reader): string {
  const t = textsIn(reader.language)
  const said = change.sessions.map(({ after }) => `${nameOf(after, names, reader)} ${startOf(after, reader)}`)
  const more = change.sessionCount - said.length
  return more > 0 ? `${said.join(', ')} ${t('history:more', { count: more })}` : said.join(', ')
}

/** Why it was done; what concerns somebody's talk stays between the two. */
export function reasonFor(change: ToldChange, reader: Reader): string | null {
  const cause = change.takesBack?.change ?? change
  const said = cause.sessionCount === 1 && cause.sessions[0]?.after.cancellationReason === cause.reason
  return said || cause.sessions.some((line) => isHidden(line, reader)) ? null : cause.reason
}

/** A talk is somebody's own: others learn when there is one, and nothing else. */
export function isHidden({ after }: Line, reader: Reader): boolean {
  return isTalkOfOthers(after, reader.id)
}

function whoOf({ by, byName }: Pick<ToldChange, 'by' | 'byName'>, reader: Reader): string {
  const t = textsIn(reader.language)
  return by === reader.id ? t('history:you') : (byName ?? t('history:system'))
}

function nameOf(state: SessionState, names: Names, reader: Reader): string {
  if (isTalkOfOthers(state, reader.id)) return textsIn(reader.language)('schedule:talk.one')
  return names.activities.get(state.activityId) ?? ''
}

const whenOf = ({ localDate, localStart, localEnd }: SessionState, { language }: Reader): string =>
  `${shortDate(localDate, language)} ${timesInWords(localStart, localEnd, language)}`

const startOf = ({ localDate, localStart }: SessionState, { language }: Reader): string =>
  `${shortDate(localDate, language)} ${timeInWords(localStart, language)}`

type Aspect = {
  what: 'time' | 'end' | 'location' | 'leader' | 'places' | 'doubled' | 'single' | 'other'
  /** Which of the two times the sentence gives beside it. */
  at: SessionState
  values: TextValues
}

function aspectsOf(before: SessionState, after: SessionState, names: Names, reader: Reader): Aspect[] {
  const t = textsIn(reader.language)
  const aspects: Aspect[] = []
  const add = (what: Aspect['what'], values: TextValues) => aspects.push({ what, at: after, values })
  if (before.localDate !== after.localDate || before.localStart !== after.localStart)
    add('time', fromTo(before, after, reader))
  else if (before.localEnd !== after.localEnd)
    add('end', {
      day: shortDate(after.localDate, reader.language),
      from: timeInWords(before.localEnd, reader.language),
      to: timeInWords(after.localEnd, reader.language),
    })
  // Where a talk is held and what is said about it is for the two who meet.
  if (isTalkOfOthers(after, reader.id) && before.leaderId !== reader.id)
    return aspects.length > 0 ? aspects : [{ what: 'other', at: after, values: {} }]

  const place = (id: string | null) =>
    id === null ? t('history:noLocation') : (names.locations.get(id) ?? t('history:gone'))
  const person = (id: string | null) =>
    id === null ? t('history:nobody') : (names.staff.get(id) ?? t('history:gone'))
  const number = (places: number | null) => places ?? t('history:unlimited')
  if (before.locationId !== after.locationId)
    add('location', { from: place(before.locationId), to: place(after.locationId) })
  if (before.leaderId !== after.leaderId)
    add('leader', { from: person(before.leaderId), to: person(after.leaderId) })
  if (before.places !== after.places) add('places', { from: number(before.places), to: number(after.places) })
  if (before.doubleBookedBecause !== after.doubleBookedBecause)
    add(after.doubleBookedBecause === null ? 'single' : 'doubled', {
      because: after.doubleBookedBecause ?? '',
    })
  if (aspects.length === 0) add('other', {})
  return aspects
}

/** 'tis 17 mars 09.30' to '10.00' on the same day; with the ends when the length changes as well. */
function fromTo(before: SessionState, after: SessionState, reader: Reader): { from: string; to: string } {
  const { language } = reader
  const sameLength =
    before.endsAt.since(before.startsAt).total('minutes') ===
    after.endsAt.since(after.startsAt).total('minutes')
  const times = ({ localStart, localEnd }: SessionState) =>
    sameLength ? timeInWords(localStart, language) : timesInWords(localStart, localEnd, language)
  const day = before.localDate === after.localDate ? '' : `${shortDate(after.localDate, language)} `
  return { from: `${shortDate(before.localDate, language)} ${times(before)}`, to: day + times(after) }
}

function seriesAspects(before: SeriesState, after: SeriesState, names: Names, reader: Reader): string[] {
  const { language } = reader
  const t = textsIn(language)
  const said: string[] = []
  const fromToOf = (key: TextKey, from: string, to: string) => {
    if (from !== to) said.push(t(key, { from, to }))
  }
  const day = (date: SeriesState['endsOn']) =>
    date === null ? t('history:openEnded') : shortDate(date, language)
  const place = (id: string | null) =>
    id === null ? t('history:noLocation') : (names.locations.get(id) ?? '')
  const person = (id: string | null) => (id === null ? t('history:nobody') : (names.staff.get(id) ?? ''))
  const number = (places: number | null) => String(places ?? t('history:unlimited'))
  fromToOf('history:aspect.rule', seriesInWords(before, language), seriesInWords(after, language))
  fromToOf('history:aspect.location', place(before.locationId), place(after.locationId))
  fromToOf('history:aspect.leader', person(before.leaderId), person(after.leaderId))
  fromToOf('history:aspect.places', number(before.places), number(after.places))
  fromToOf('history:aspect.ends', day(before.endsOn), day(after.endsOn))
  return said
}

/** A change of many sessions is told by what it was and how many it touched. */
function manyInWords(change: ToldChange, names: Names, reader: Reader): string {
  const t = textsIn(reader.language)
  const series = change.series.find(({ before }) => before === null) ?? change.series[0]
  const [first] = change.sessions
  const activityId = series?.after.activityId ?? first?.after.activityId
  const person = (id: string | null | undefined) =>
    id ? (names.staff.get(id) ?? t('history:gone')) : t('history:nobody')
  const values = {
    who: whoOf(change, reader),
    count: change.sessionCount,
    name: String(change.facts['name'] ?? (activityId && names.activities.get(activityId)) ?? ''),
    rule: series ? seriesInWords(series.after, reader.language) : '',
    from: person(first?.before?.leaderId),
    to: person(first?.after.leaderId),
    days: daysOf(change.facts, reader),
  }
  return t(`history:many.${change.kind}`, values)
}

/** The days that a change was asked for, where it was asked for days. */
function daysOf(facts: ToldChange['facts'], { language }: Reader): string {
  const [first, last] = [facts['ontoFirst'] ?? facts['first'], facts['ontoLast'] ?? facts['last']].map(
    (day) => parseLocalDate(String(day ?? '')),
  )
  return first && last ? ` ${datesInWords(first, last, language)}` : ''
}

const lists: Record<Language, Intl.ListFormat> = {
  sv: new Intl.ListFormat('sv-SE', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
}
const listed = (parts: readonly string[], { language }: Reader): string => lists[language].format(parts)

/** One line of a history: who did what, when and why. */
export type HistoryEntry = {
  id: string
  sentence: string
  when: string
  why: string | null
  isUndone: boolean
  /** Which sessions, where the sentence only counts them. */
  sessions: string | null
}

type Recorded = ToldChange & { id: string; at: Temporal.Instant; undoneBy: string | null }

export function entryInWords(change: Recorded, names: Names, reader: Reader, zone: TimeZone): HistoryEntry {
  return {
    id: change.id,
    sentence: changeInWords(change, names, reader),
    when: momentInWords(change.at, zone, reader.language),
    why: reasonFor(change, reader),
    isUndone: change.undoneBy !== null,
    sessions: change.sessionCount > 1 ? sessionsInWords(change, names, reader) : null,
  }
}

/** What a change was for one of its sessions, as if it had been that one's alone. */
export function onlyAbout<Change extends ToldChange>(change: Change, sessionId: string): Change {
  const { takesBack } = change
  const sessions = change.sessions.filter(({ id }) => id === sessionId)
  return {
    ...change,
    sessions,
    sessionCount: sessions.length,
    series: [],
    ...(takesBack ? { takesBack: { ...takesBack, change: onlyAbout(takesBack.change, sessionId) } } : {}),
  }
}
