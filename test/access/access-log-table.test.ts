import { and, desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accessEntry, participant } from '../../db/schema/index.ts'
import { world, type World } from '../world.ts'
import { furnished } from './furnished.ts'

/**
 * Every route that touches a participant, and what the access log holds of them afterwards (RULES P2): of Amina, or of
 * whom the row says. Astrid asks, an administrator; the thing is as in the table of the doors.
 */
type Row = [route: string, logged: string[], sent?: Form, whose?: 'siv' | 'newest']
type Form = Record<string, string>

const facts = { first_name: 'Ny', last_name: 'Påhittad', gender: 'not_recorded' }

const left = { left_on: '2026-03-17', reason: 'completed', destinations: 'studies' }

const rows: Row[] = [
  ['GET /sessions/:id/roll-call', ['read rollCall']],
  ['GET /sessions/:id/roll-call/live', []],
  ...[
    'GET /sessions/:id/attendance',
    'GET /sessions/:id/confirmations',
    'GET /sessions/:id/head-count',
    'GET /sessions/:id/roll-call/closure',
    'GET /sessions/:id/attendance/:participantId/times',
    'GET /sessions/:id/corrections',
    'GET /sessions/:id/searches',
    'GET /sessions/:id/bookings',
    'GET /sessions/:id/absences',
    'GET /cards/searches',
    'GET /participants/:id/card',
  ].map((route): Row => [route, []]),
  ['PUT /sessions/:id/attendance', ['change attendance', 'read rollCall'], { status: 'present' }],
  ['POST /sessions/:id/confirmations', ['read rollCall']],
  ['PUT /sessions/:id/head-count', [], { step: '1' }],
  ['GET /roll-calls', []],
  ['GET /roll-calls/count', []],
  ['POST /sessions/:id/roll-call/closure', ['change attendance', 'read rollCall'], { rest: 'absent' }],
  ['DELETE /sessions/:id/roll-call/closure', []],
  ['GET /house', []],
  ['GET /house/live', []],
  ['GET /sessions/:id/attendance/:participantId', ['read attendance']],
  [
    'PUT /sessions/:id/attendance/:participantId',
    ['change attendance', 'read rollCall'],
    { status: 'present' },
  ],
  ['PUT /sessions/:id/attendance/:participantId/times', ['change attendance'], { checked_in_at: '09:35' }],
  [
    'POST /sessions/:id/corrections',
    ['change attendance'],
    { participant_id: 'amina', minutes: '0', reason: 'Hjälpte till efteråt' },
  ],
  ['DELETE /sessions/:id/corrections/:participantId', ['read attendance']],
  ['POST /sessions/:id/absences', ['read attendance'], { participant_id: 'amina' }],
  ['DELETE /sessions/:id/absences/:participantId', []],
  ['POST /sessions/:id/searches', ['read search'], { name: 'Siv' }, 'siv'],
  ['POST /sessions/:id/bookings', ['change booking'], { participant_id: 'siv' }, 'siv'],
  ['DELETE /sessions/:id/bookings/:participantId', ['change booking']],
  ['DELETE /series/:id/bookings/:participantId', ['change booking'], { session_id: 'yoga' }],
  ['GET /unclear-check-ins', ['read unclearCheckIn']],
  ['GET /unclear-check-ins/count', []],
  ['GET /unclear-check-ins/:id', ['read unclearCheckIn']],
  ['GET /unclear-check-ins/:id/searches', ['read unclearCheckIn']],
  ['GET /unclear-check-ins/:id/assignment', ['read unclearCheckIn']],
  ['GET /unclear-check-ins/:id/dismissal', ['read unclearCheckIn']],
  ['POST /unclear-check-ins/:id/searches', ['read unclearCheckIn'], { name: 'Siv' }, 'siv'],
  [
    'POST /unclear-check-ins/:id/assignment',
    ['change attendance', 'read unclearCheckIn'],
    { participant_id: 'amina', session_id: 'yoga', date: '2026-03-17', time: '09:25' },
  ],
  [
    'POST /unclear-check-ins/:id/dismissal',
    ['change unclearCheckIn', 'read unclearCheckIn'],
    { reason: 'Hon provade skärmen' },
  ],
  ['GET /participants', ['read participantList']],
  ['POST /participants/searches', ['read participantList'], { name: 'Amina' }],
  ['POST /participants', ['change participant'], facts, 'newest'],
  ['GET /participants/:id', ['read absenceReason', 'read participantPage']],
  ['GET /participants/:id/absences', ['read absence']],
  ['GET /participants/:id/absence-previews', ['read absence']],
  ['GET /participants/:id/absences/new', ['read absence']],
  ['POST /participants/:id/absence-previews', ['read absence'], { from: '2026-03-17', to: '2026-03-17' }],
  ['POST /participants/:id/absences', ['read absence'], { from: '2026-03-17', to: '2026-03-17' }],
  ['DELETE /participants/:id/absences/:absenceId', ['change absence']],
  ['GET /participants/:id/edit', ['read participant']],
  ['PUT /participants/:id', ['change participant'], { ...facts, version: '1' }],
  ['POST /participants/:id/consents', ['change consent'], { kind: 'feed' }],
  ['DELETE /participants/:id/consents/:kind', ['change consent']],
  ['GET /participants/:id/wishes/new', ['read wish']],
  ['POST /participants/:id/wishes', ['change wish'], { words: 'Fiska' }],
  ['DELETE /participants/:id/wishes/:wishId', ['change wish']],
  ['GET /wishes', ['read wish']],
  ['POST /wishes', ['change wish'], { words: 'Fiska', participant_id: 'amina' }],
  ['POST /wishes/searches', ['read wishSearch'], { name: 'Siv' }, 'siv'],
  ['DELETE /wishes/:id', ['change wish']],
  ['DELETE /wishes/:id/group', []],
  ['POST /participants/:id/code', ['change code']],
  ['DELETE /participants/:id/code', ['change code']],
  ['POST /participants/:id/card', ['change card']],
  ['DELETE /participants/:id/card', ['change card']],
  ['GET /cards', ['read cards']],
  ['POST /cards/searches', ['read cards'], { name: 'Amina' }],
  ['POST /cards', ['change card'], { participant_id: 'amina', latest: '' }],
  ['POST /participants/:id/feed', ['change feed'], { scope: 'programme', consent: 'on' }],
  ['DELETE /participants/:id/feed', ['change feed']],
  ['POST /participants/:id/personal-link', ['change personalLink']],
  ['DELETE /participants/:id/personal-link', ['change personalLink']],
  ['GET /participants/:id/enrolments/new', ['read enrolment']],
  ['POST /participants/:id/enrolments', ['read enrolment'], { starts_on: 'never' }],
  ['GET /participants/:id/hours', ['read hours']],
  ['GET /enrolments/:id', ['read enrolment']],
  ['GET /enrolments/:id/talks', ['read talk']],
  ['POST /enrolments/:id/talks', ['read talk'], { slot: '2026-03-19T13:00', minutes: '45', times: '1' }],
  [
    'PUT /enrolments/:id',
    ['change enrolment', 'read enrolment'],
    { starts_on: '2026-02-16', weekly_target: '10', version: '1' },
  ],
  [
    'POST /enrolments/:id/stage-changes',
    ['change stage', 'read enrolment'],
    { stage_id: 'second', on_date: '2026-03-17' },
  ],
  ['GET /enrolments/:id/exit', ['read exit']],
  ['POST /enrolments/:id/exit', ['change exit', 'read exit'], left, 'siv'],
  [
    'PUT /enrolments/:id/exit',
    ['change absence', 'change booking', 'change exit', 'read exit'],
    { ...left, version: '1' },
  ],
  ['GET /notices', ['read notices']],
  ['GET /notices/count', []],
  ['GET /hours', ['read hours']],
  [
    'POST /enrolments/:id/reported-hours',
    ['change reportedHours'],
    { kind: 'home_activity', on_date: '2026-03-16', minutes: '45' },
  ],
  ['PUT /reported-hours/:id/approval', ['change reportedHours']],
  ['PUT /reported-hours/:id/withdrawal', ['change reportedHours']],
  ['POST /enrolments/:id/excused-weeks', ['change excusedWeek'], { week: '2026-W11', reason: 'illness' }],
  ['PUT /enrolments/:id/excused-weeks/:week', ['change excusedWeek'], { reason: 'illness' }],
  ['DELETE /enrolments/:id/excused-weeks/:week', ['change excusedWeek']],
]

test('every route that touches a participant has its row', async () => {
  const { app } = await world()
  const touching =
    /^\/(participants|cards|enrolments|reported-hours|hours|notices|unclear-check-ins)|roll-call|confirmations|head-count|house$|house\/|attendance|corrections|searches|bookings|wishes|absences/
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && touching.test(path) && path !== '/participants/new')
    // What participants do themselves is looked at in test/my-week.
    .filter(({ path }) => !path.startsWith('/my-week/'))
    .map(({ method, path }) => `${method} ${path}`)
  const known = rows.map(([route]) => route)
  expect([...new Set(routes)].filter((route) => !known.includes(route))).toEqual([])
  expect(known.filter((route) => !routes.includes(route))).toEqual([])
})

test.each(rows)('%s leaves %j', async (route, logged, sent = {}, whose) => {
  const here = await world('2026-03-17T09:40:00+01:00')
  const { ids, astrid } = here
  const paths = await furnished(here)
  const [method, path] = route.split(' ') as [string, string]
  const address =
    whose === 'siv' ? paths(path).replace(ids.enrolments.amina, ids.enrolments.siv) : paths(path)
  const named: Form = {
    amina: ids.participants.amina,
    siv: ids.participants.siv,
    yoga: ids.sessions.yoga,
    second: ids.stages[1] ?? '',
  }
  const form = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, named[value] ?? value]))
  if (path.endsWith('/live')) return
  const answer =
    method === 'GET' ? await astrid.get(address) : await astrid.post(address, { _method: method, ...form })
  expect(answer.status).toBeLessThan(500)

  const subject = whose === 'newest' ? await newest(here) : ids.participants[whose ?? 'amina']
  expect(await entriesOf(here, subject)).toEqual(logged)
})

async function entriesOf({ tenant, ids }: World, participantId: string): Promise<string[]> {
  const entries = await tenant((tx) =>
    tx
      .select({ act: accessEntry.act, what: accessEntry.what })
      .from(accessEntry)
      .where(and(eq(accessEntry.participantId, participantId), eq(accessEntry.staffId, ids.staff.astrid))),
  )
  return entries.map(({ act, what }) => `${act} ${what}`).sort()
}

async function newest({ tenant }: World): Promise<string> {
  const [row] = await tenant((tx) =>
    tx.select({ id: participant.id }).from(participant).orderBy(desc(participant.id)).limit(1),
  )
  return row!.id
}

const partial = { 'HX-Request': 'true' }

test('a header of the browser decides nothing: a part of a page that names somebody is a reading', async () => {
  const here = await world()
  await furnished(here)
  await here.astrid.get(`/sessions/${here.ids.sessions.yoga}/roll-call`, partial)
  expect(await entriesOf(here, here.ids.participants.amina)).toEqual(['read rollCall'])
})

test('who comes late to a roll call that is open is read too, and nobody is noted at every change', async () => {
  const here = await world()
  const { astrid, ids } = here
  await furnished(here)
  const rollCall = `/sessions/${ids.sessions.yoga}/roll-call`
  await astrid.get(rollCall)
  expect(await entriesOf(here, ids.participants.pelle)).toEqual([])
  await here.karin.post(`/sessions/${ids.sessions.yoga}/bookings`, { participant_id: ids.participants.pelle })
  await astrid.get(rollCall, partial)
  await astrid.get(rollCall, partial)
  expect(await entriesOf(here, ids.participants.pelle)).toEqual(['read rollCall'])
  expect(await entriesOf(here, ids.participants.amina)).toEqual(['read rollCall'])
})

test('the list of participants notes whom it named, and nobody whom it did not', async () => {
  const here = await world()
  await here.astrid.post('/participants/searches', { name: 'Siv' })
  expect(await entriesOf(here, here.ids.participants.siv)).toEqual(['read participantList'])
  expect(await entriesOf(here, here.ids.participants.amina)).toEqual([])
})

test('who was second to save a participant has read what the first one wrote', async () => {
  const here = await world()
  const path = `/participants/${here.ids.participants.amina}`
  await here.karin.put(path, { ...facts, version: '1' })
  expect((await here.astrid.put(path, { ...facts, version: '1' })).status).toBe(409)
  expect(await entriesOf(here, here.ids.participants.amina)).toEqual(['read participant'])
})
