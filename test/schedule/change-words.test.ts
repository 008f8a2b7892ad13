import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { SeriesState, SessionState } from '../../server/schedule/change.ts'
import {
  changeInBrief,
  changeInWords,
  onlyAbout,
  reasonFor,
  seriesLineInWords,
  sessionsInWords,
  type Names,
  type ToldChange,
} from '../../server/schedule/change-words.ts'
import { cancelled, reinstated, removed } from '../../server/schedule/draft.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'

const zone = 'Europe/Stockholm'
const at = Temporal.Instant.from('2026-03-10T08:00:00Z')
const hand = { by: 'karin', at }
const names: Names = {
  activities: new Map([
    ['yoga', 'Yoga'],
    ['talk', 'Samtal'],
  ]),
  locations: new Map([
    ['salen', 'Salen'],
    ['koket', 'Köket'],
  ]),
  staff: new Map([
    ['leif', 'Leif'],
    ['rut', 'Rut'],
  ]),
}
const astrid = { id: 'astrid', language: 'sv' } as const

const on = (date: string, start: string, end: string) => ({
  localDate: localDate(date),
  localStart: localTime(start),
  localEnd: localTime(end),
  startsAt: instantAt(localDate(date), localTime(start), zone),
  endsAt: instantAt(localDate(date), localTime(end), zone),
})

const yoga: SessionState = {
  activityId: 'yoga',
  seriesId: null,
  seriesDate: null,
  ...on('2026-03-17', '09:30', '10:30'),
  timeZone: zone,
  locationId: 'salen',
  leaderId: 'leif',
  places: 12,
  doubleBookedBecause: null,
  talkEnrolmentId: null,
  importedUid: null,
  undecidedSince: null,
  cancelledAt: null,
  cancelledBy: null,
  cancellationReason: null,
  removedAt: null,
}

const told = (
  before: SessionState | null,
  after: SessionState,
  more: Partial<ToldChange> = {},
): ToldChange => ({
  kind: 'edited',
  by: 'karin',
  byName: 'Karin',
  reason: null,
  facts: {},
  sessions: [{ id: 'one', version: 2, before, after }],
  sessionCount: 1,
  series: [],
  ...more,
})
const changed = (change: Partial<SessionState>, before = yoga) => told(before, { ...before, ...change })

test.each<[string, ToldChange, string, string]>([
  [
    'a new session',
    told(null, yoga),
    'Karin lade in Yoga tis 17 mars 09.30–10.30',
    'Karin planned Yoga Tue 17 Mar 09:30–10:30',
  ],
  [
    'another day',
    changed(on('2026-03-19', '10:00', '11:00')),
    'Karin flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00',
    'Karin moved Yoga from Tue 17 Mar 09:30 to Thu 19 Mar 10:00',
  ],
  [
    'another hour of the same day',
    changed(on('2026-03-17', '13:00', '14:00')),
    'Karin flyttade Yoga från tis 17 mars 09.30 till 13.00',
    'Karin moved Yoga from Tue 17 Mar 09:30 to 13:00',
  ],
  [
    'another hour and longer',
    changed(on('2026-03-17', '09:00', '10:30')),
    'Karin flyttade Yoga från tis 17 mars 09.30–10.30 till 09.00–10.30',
    'Karin moved Yoga from Tue 17 Mar 09:30–10:30 to 09:00–10:30',
  ],
  [
    'a later end',
    changed(on('2026-03-17', '09:30', '11:00')),
    'Karin flyttade slutet på Yoga tis 17 mars från 10.30 till 11.00',
    'Karin moved the end of Yoga Tue 17 Mar from 10:30 to 11:00',
  ],
  [
    'another place',
    changed({ locationId: 'koket' }),
    'Karin flyttade Yoga tis 17 mars 09.30–10.30 från Salen till Köket',
    'Karin moved Yoga Tue 17 Mar 09:30–10:30 from Salen to Köket',
  ],
  [
    'another leader',
    changed({ leaderId: 'rut' }),
    'Karin bytte ledare på Yoga tis 17 mars 09.30–10.30 från Leif till Rut',
    'Karin changed the leader of Yoga Tue 17 Mar 09:30–10:30 from Leif to Rut',
  ],
  [
    'no leader any more',
    changed({ leaderId: null }),
    'Karin bytte ledare på Yoga tis 17 mars 09.30–10.30 från Leif till ingen',
    'Karin changed the leader of Yoga Tue 17 Mar 09:30–10:30 from Leif to nobody',
  ],
  [
    'a leader who is meant to have two',
    changed({ doubleBookedBecause: 'Båda är i köket' }),
    'Karin lät ledaren av Yoga tis 17 mars 09.30–10.30 ha två pass samtidigt: Båda är i köket',
    'Karin let the leader of Yoga Tue 17 Mar 09:30–10:30 have two sessions at once: Båda är i köket',
  ],
  [
    'several things at once',
    changed({ ...on('2026-03-19', '10:00', '11:00'), locationId: 'koket', places: null }),
    'Karin ändrade Yoga tis 17 mars 09.30–10.30: tiden från tis 17 mars 09.30 till tors 19 mars 10.00, platsen från Salen till Köket och antalet platser från 12 till ingen gräns',
    'Karin changed Yoga Tue 17 Mar 09:30–10:30: the time from Tue 17 Mar 09:30 to Thu 19 Mar 10:00, the place from Salen to Köket and the number of places from 12 to no limit',
  ],
  [
    'a cancellation',
    told(yoga, cancelled(yoga, 'Ledaren är sjuk', hand)),
    'Karin ställde in Yoga tis 17 mars 09.30–10.30: Ledaren är sjuk',
    'Karin cancelled Yoga Tue 17 Mar 09:30–10:30: Ledaren är sjuk',
  ],
  [
    'a cancellation taken back',
    told(cancelled(yoga, 'Ledaren är sjuk', hand), reinstated(yoga)),
    'Karin tog tillbaka inställningen av Yoga tis 17 mars 09.30–10.30',
    'Karin took back the cancellation of Yoga Tue 17 Mar 09:30–10:30',
  ],
  [
    'a session that is gone',
    told(yoga, removed(yoga, hand)),
    'Karin tog bort Yoga tis 17 mars 09.30–10.30',
    'Karin removed Yoga Tue 17 Mar 09:30–10:30',
  ],
  [
    'many with a new leader',
    { ...changed({ leaderId: 'rut' }), kind: 'leader_swapped', sessionCount: 12 },
    'Karin bytte ledare på 12 pass från Leif till Rut',
    'Karin changed the leader of 12 sessions from Leif to Rut',
  ],
  [
    'what the night did',
    { ...told(null, yoga), by: null, byName: null },
    'Stegvis lade in Yoga tis 17 mars 09.30–10.30',
    'Stegvis planned Yoga Tue 17 Mar 09:30–10:30',
  ],
])('%s is told in a sentence', (_what, change, swedish, english) => {
  expect(changeInWords(change, names, astrid)).toBe(swedish)
  expect(changeInWords(change, names, { ...astrid, language: 'en' })).toBe(english)
})

test('where there is room for a line only, several things at once are one', () => {
  const both = changed({ leaderId: 'rut', locationId: 'koket' })
  expect(changeInBrief(both, names, astrid)).toBe('Karin ändrade Yoga tis 17 mars 09.30–10.30')
  const one = changed({ leaderId: 'rut' })
  expect(changeInBrief(one, names, astrid)).toBe(changeInWords(one, names, astrid))
  const off = told(yoga, cancelled(yoga, 'Snöstorm', hand))
  expect(changeInBrief(off, names, astrid)).toContain('ställde in Yoga')
})

test('what I did myself is said to me', () => {
  const moved = changed(on('2026-03-19', '10:00', '11:00'))
  const karin = { id: 'karin', language: 'sv' } as const
  expect(changeInWords(moved, names, karin)).toBe(
    'Du flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00',
  )
  const undoing: ToldChange = { ...moved, kind: 'undone', by: 'astrid', byName: 'Astrid' }
  const undone = { ...undoing, takesBack: { change: moved, again: false } }
  const what = 'flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00'
  expect(changeInWords(undone, names, karin)).toBe(`Astrid ångrade: Du ${what}`)
  expect(changeInWords(undone, names, astrid)).toBe(`Du ångrade: Karin ${what}`)
  expect(changeInWords({ ...undone, takesBack: { change: moved, again: true } }, names, astrid)).toBe(
    `Du gjorde om: Karin ${what}`,
  )
})

test('of somebody’s talk others learn when it is, and neither where nor why', () => {
  const talk = { ...yoga, activityId: 'talk', talkEnrolmentId: 'pelle' }
  const moved = changed({ ...on('2026-03-19', '10:00', '11:00'), locationId: 'koket' }, talk)
  expect(changeInWords(moved, names, astrid)).toBe(
    'Karin flyttade ett samtal från tis 17 mars 09.30 till tors 19 mars 10.00',
  )
  expect(changeInWords(moved, names, { ...astrid, id: 'leif' })).toContain('Karin ändrade Samtal')
  const off = { ...told(talk, cancelled(talk, 'Pelle är sjuk', hand)), reason: 'Pelle är sjuk' }
  expect(changeInWords(off, names, astrid)).toBe('Karin ställde in ett samtal tis 17 mars 09.30–10.30')
  expect(reasonFor(off, astrid)).toBeNull()
  expect(reasonFor({ ...off, sessionCount: 4 }, astrid)).toBeNull()
  expect(changeInWords(changed({ locationId: 'koket' }, talk), names, astrid)).not.toContain('Köket')
})

test('a reason stands once, and the sessions of a large change are named as far as there is room', () => {
  const off = { ...told(yoga, cancelled(yoga, 'Snöstorm', hand)), reason: 'Snöstorm' }
  expect(reasonFor(off, astrid)).toBeNull()
  const many: ToldChange = { ...off, kind: 'bulk_cancelled', sessionCount: 9 }
  expect(reasonFor(many, astrid)).toBe('Snöstorm')
  expect(changeInWords(many, names, astrid)).toBe('Karin ställde in 9 pass')
  expect(sessionsInWords(many, names, astrid)).toBe('Yoga tis 17 mars 09.30 och 8 till')
  expect(changeInWords(onlyAbout(many, 'one'), names, astrid)).toBe(
    'Karin ställde in Yoga tis 17 mars 09.30–10.30: Snöstorm',
  )
})

test('a series is told by what its rule was and is', () => {
  const weekly: SeriesState = {
    activityId: 'yoga',
    frequency: 'weekly',
    every: 1,
    weekdays: [2],
    ordinal: null,
    startsOn: localDate('2026-03-17'),
    endsOn: localDate('2026-06-02'),
    times: null,
    startTime: localTime('09:30'),
    minutes: 60,
    timeZone: zone,
    locationId: 'salen',
    leaderId: 'leif',
    places: 12,
    doubleBookedBecause: null,
    madeUntil: localDate('2026-06-02'),
    continues: null,
    removedAt: null,
  }
  const line = { id: 'series', version: 2, before: weekly, after: { ...weekly, weekdays: [4] as const } }
  const edit: ToldChange = { ...changed({}), kind: 'series_edited', sessionCount: 11, series: [line] }
  expect(changeInWords(edit, names, astrid)).toBe(
    'Karin ändrade serien Yoga, nu torsdagar 09.30–10.30: 11 pass',
  )
  expect(seriesLineInWords(line, edit, names, astrid)).toBe(
    'Karin ändrade serien Yoga: tiden från tisdagar 09.30–10.30 till torsdagar 09.30–10.30',
  )
  const made = { ...line, before: null, after: weekly }
  expect(seriesLineInWords(made, edit, names, astrid)).toBe('Karin lade in serien Yoga, tisdagar 09.30–10.30')
})
