import { expect, test } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type Client, type World } from '../world.ts'
import { furnished, type Paths } from './furnished.ts'

/**
 * Every route, and who may go through it (RULES S1). Letters: Administrator, Coordinator, Leader, reader (R).
 * Who is not named gets 403; `absent` names those to whom the thing does not exist. A visitor is sent to the sign-in,
 * and a thing of this organisation does not exist for the administrator of another. `open` has a door of its own:
 * a code, a token, a password. A route without a row fails.
 */
type Row = [route: string, who: string, absent?: string]

const staffRows: Row[] = [
  ['GET /', 'ACLR'],
  ['GET /getting-started', 'A'],
  ['GET /sign-ins', 'ACLR'],
  ['DELETE /sign-ins/:id', 'ACLR'],
  ['GET /schedule', 'ACLR'],
  ['GET /schedule/live', 'ACLR'],
  ['GET /posters', 'ACLR'],
  ['GET /posters/:week', 'ACLR'],
  ['GET /hall-screens', 'A'],
  ['POST /hall-screens', 'A'],
  ['POST /hall-screens/:id/revocation', 'A'],
  ['GET /schedule.csv', 'ACLR'],
  ['GET /schedule.xlsx', 'ACLR'],
  ['GET /schedule.ics', 'ACLR'],
  ['GET /session-imports/new', 'AC'],
  ['GET /session-imports/template.csv', 'AC'],
  ['GET /session-imports/template.xlsx', 'AC'],
  ['POST /session-imports', 'AC'],
  ['GET /sessions', 'ACLR'],
  ['GET /sessions/new', 'AC'],
  ['POST /sessions', 'AC'],
  ['GET /sessions/:id', 'ACLR'],
  ['GET /sessions/:id/edit', 'AC'],
  ['PATCH /sessions/:id', 'AC'],
  ['POST /sessions/:id/time-previews', 'AC'],
  ['PUT /sessions/:id/time', 'AC'],
  ['POST /sessions/:id/cancellation', 'ACL'],
  ['DELETE /sessions/:id/cancellation', 'ACL'],
  ['GET /schedule-changes', 'ACLR'],
  ['GET /schedule-changes/latest', 'ACLR'],
  ['GET /schedule-changes/:id', 'ACLR'],
  ['POST /schedule-changes/:id/undoing', 'AC'],
  ['GET /activities/:id/series/new', 'AC'],
  ['POST /activities/:id/series', 'AC'],
  ['GET /series/:id', 'ACLR'],
  ['GET /series/:id/edit', 'AC'],
  ['PATCH /series/:id', 'AC'],
  ['GET /series/:id/ending', 'AC'],
  ['POST /series/:id/ending', 'AC'],
  ['GET /series/:id/cancellation', 'AC'],
  ['POST /series/:id/cancellation', 'AC'],
  ['GET /series/:id/sessions/new', 'AC'],
  ['POST /series/:id/sessions', 'AC'],
  ['POST /sessions/:id/decision', 'AC'],
  ['GET /schedule-tools', 'AC'],
  ['GET /week-copies/new', 'AC'],
  ['POST /week-copies', 'AC'],
  ['GET /week-templates', 'AC'],
  ['POST /week-templates', 'AC'],
  ['GET /week-templates/:id', 'AC'],
  ['PATCH /week-templates/:id', 'AC'],
  ['DELETE /week-templates/:id', 'AC'],
  ['POST /week-templates/:id/weeks', 'AC'],
  ['GET /leader-swaps/new', 'AC'],
  ['POST /leader-swaps', 'AC'],
  ['GET /bulk-cancellations/new', 'AC'],
  ['POST /bulk-cancellations', 'AC'],
  ['GET /activities', 'AC'],
  ['GET /activities/new', 'AC'],
  ['POST /activities', 'AC'],
  ['GET /activities/:id/edit', 'AC'],
  ['PATCH /activities/:id', 'AC'],
  ['POST /activities/:id/archive', 'AC'],
  ['DELETE /activities/:id/archive', 'AC'],
  ['GET /wishes', 'AC'],
  ['POST /wishes', 'AC'],
  ['POST /wishes/searches', 'AC'],
  ['DELETE /wishes/:id/group', 'AC'],
  ['DELETE /wishes/:id', 'AC'],
  ['POST /wish-withdrawals', 'AC'],
  ['POST /wish-groupings', 'AC'],
  ['GET /wish-groups/:id', 'AC'],
  ['PATCH /wish-groups/:id', 'AC'],
  ['POST /wish-groups/:id/merger', 'AC'],
  ['POST /wish-groups/:id/closing', 'AC'],
  ['DELETE /wish-groups/:id/closing', 'AC'],
  ['GET /locations', 'AC'],
  ['POST /locations', 'AC'],
  ['GET /locations/:id/edit', 'AC'],
  ['PATCH /locations/:id', 'AC'],
  ['POST /locations/:id/archive', 'AC'],
  ['GET /closed-periods', 'AC'],
  ['POST /closed-periods', 'AC'],
  ['GET /closed-periods/:id/edit', 'AC'],
  ['PATCH /closed-periods/:id', 'AC'],
  ['DELETE /closed-periods/:id', 'AC'],
  ['GET /reports', 'ACLR'],
  ['GET /reports/exits', 'ACLR'],
  ['GET /reports/exits.csv', 'ACLR'],
  ['POST /reports/exits/imports', 'A'],
  ['GET /kiosks', 'A'],
  ['GET /kiosks/new', 'A'],
  ['POST /kiosks', 'A'],
  ['GET /kiosks/:id', 'A'],
  ['GET /kiosks/:id/edit', 'A'],
  ['PATCH /kiosks/:id', 'A'],
  ['DELETE /kiosks/:id/guesses', 'A'],
  ['GET /kiosks/:id/pairings', 'A'],
  ['POST /kiosks/:id/pairings', 'A'],
  ['GET /kiosks/:id/pairing', 'A'],
  ['DELETE /kiosks/:id/pairing', 'A'],
  ['GET /unclear-check-ins', 'ACL'],
  ['GET /unclear-check-ins/count', 'ACL'],
  ['GET /unclear-check-ins/:id', 'ACL'],
  ['GET /unclear-check-ins/:id/searches', 'ACL'],
  ['POST /unclear-check-ins/:id/searches', 'ACL'],
  ['GET /unclear-check-ins/:id/assignment', 'ACL'],
  ['POST /unclear-check-ins/:id/assignment', 'ACL'],
  ['GET /unclear-check-ins/:id/dismissal', 'ACL'],
  ['POST /unclear-check-ins/:id/dismissal', 'ACL'],
  ['GET /sessions/:id/roll-call', 'ACL'],
  ['GET /sessions/:id/roll-call/live', 'ACL'],
  ['GET /sessions/:id/attendance', 'ACL'],
  ['PUT /sessions/:id/attendance', 'ACL'],
  ['GET /sessions/:id/confirmations', 'ACL'],
  ['POST /sessions/:id/confirmations', 'ACL'],
  ['GET /sessions/:id/head-count', 'ACL'],
  ['PUT /sessions/:id/head-count', 'ACL'],
  ['GET /roll-calls', 'ACL'],
  ['GET /roll-calls/count', 'ACL'],
  ['GET /sessions/:id/roll-call/closure', 'ACL'],
  ['POST /sessions/:id/roll-call/closure', 'ACL'],
  ['DELETE /sessions/:id/roll-call/closure', 'ACL'],
  ['GET /house', 'ACL'],
  ['GET /house/live', 'ACL'],
  ['GET /sessions/:id/attendance/:participantId', 'ACL'],
  ['PUT /sessions/:id/attendance/:participantId', 'ACL'],
  ['GET /sessions/:id/attendance/:participantId/times', 'ACL'],
  ['PUT /sessions/:id/attendance/:participantId/times', 'ACL'],
  ['GET /sessions/:id/corrections', 'ACL'],
  ['POST /sessions/:id/corrections', 'ACL'],
  ['DELETE /sessions/:id/corrections/:participantId', 'ACL'],
  ['GET /sessions/:id/absences', 'ACL'],
  ['POST /sessions/:id/absences', 'ACL'],
  ['DELETE /sessions/:id/absences/:participantId', 'ACL'],
  ['GET /sessions/:id/searches', 'ACL'],
  ['POST /sessions/:id/searches', 'ACL'],
  ['GET /sessions/:id/bookings', 'ACL'],
  ['POST /sessions/:id/bookings', 'ACL'],
  ['DELETE /sessions/:id/bookings/:participantId', 'ACL'],
  ['DELETE /series/:id/bookings/:participantId', 'ACL'],
  ['GET /participants', 'ACL'],
  ['POST /participants/searches', 'ACL'],
  ['GET /participants/new', 'AC'],
  ['POST /participants', 'AC'],
  // Amina has no coach: a leader does not know that she is here.
  ['GET /participants/:id', 'AC', 'L'],
  ['GET /participants/:id/edit', 'AC'],
  ['PUT /participants/:id', 'AC'],
  ['POST /participants/:id/consents', 'AC'],
  ['DELETE /participants/:id/consents/:kind', 'AC'],
  ['POST /participants/:id/code', 'AC'],
  ['DELETE /participants/:id/code', 'AC'],
  ['GET /participants/:id/card', 'AC'],
  ['POST /participants/:id/card', 'AC'],
  ['DELETE /participants/:id/card', 'AC'],
  ['GET /cards', 'AC'],
  ['GET /cards/searches', 'AC'],
  ['POST /cards/searches', 'AC'],
  ['POST /cards', 'AC'],
  ['POST /participants/:id/feed', 'AC'],
  ['DELETE /participants/:id/feed', 'AC'],
  ['GET /participants/:id/wishes/new', 'AC', 'L'],
  ['POST /participants/:id/wishes', 'AC', 'L'],
  ['GET /participants/:id/absences/new', 'AC', 'L'],
  ['GET /participants/:id/absence-previews', 'AC', 'L'],
  ['POST /participants/:id/absence-previews', 'AC', 'L'],
  ['GET /participants/:id/absences', 'AC', 'L'],
  ['POST /participants/:id/absences', 'AC', 'L'],
  ['DELETE /participants/:id/absences/:absenceId', 'AC', 'L'],
  ['DELETE /participants/:id/wishes/:wishId', 'AC', 'L'],
  ['GET /participants/:id/enrolments/new', 'AC'],
  ['POST /participants/:id/enrolments', 'AC'],
  ['GET /enrolments/:id', 'AC'],
  ['PUT /enrolments/:id', 'AC'],
  ['POST /enrolments/:id/stage-changes', 'AC'],
  ['GET /enrolments/:id/exit', 'AC'],
  ['POST /enrolments/:id/exit', 'AC'],
  ['PUT /enrolments/:id/exit', 'AC'],
  ['GET /notices', 'ACL'],
  ['GET /notices/count', 'ACL'],
  ['GET /hours', 'AC'],
  ['GET /participants/:id/hours', 'AC', 'L'],
  ['POST /enrolments/:id/reported-hours', 'AC', 'L'],
  ['PUT /reported-hours/:id/approval', 'AC', 'L'],
  ['PUT /reported-hours/:id/withdrawal', 'AC', 'L'],
  ['POST /enrolments/:id/excused-weeks', 'AC', 'L'],
  ['PUT /enrolments/:id/excused-weeks/:week', 'AC', 'L'],
  ['DELETE /enrolments/:id/excused-weeks/:week', 'AC', 'L'],
  ['POST /participants/:id/personal-link', 'AC'],
  ['DELETE /participants/:id/personal-link', 'AC'],
  ['GET /enrolments/:id/talks', 'AC', 'L'],
  ['POST /enrolments/:id/talks', 'AC', 'L'],
  ['GET /talk-times', 'ACL'],
  ['POST /talk-times', 'ACL'],
  ['DELETE /talk-times/:id', 'A', 'CL'],
  ['GET /programmes', 'A'],
  ['GET /programmes/new', 'A'],
  ['POST /programmes', 'A'],
  ['GET /programmes/:id', 'A'],
  ['PUT /programmes/:id', 'A'],
  ['POST /programmes/:id/closing', 'A'],
  ['DELETE /programmes/:id/closing', 'A'],
  ['GET /referrers', 'AC'],
  ['POST /referrers', 'AC'],
  ['DELETE /referrers/:id', 'AC'],
  ['GET /organisation', 'A'],
  ['PUT /organisation', 'A'],
  ['GET /staff', 'A'],
  ['GET /staff/new', 'A'],
  ['POST /staff', 'A'],
  ['GET /staff/:id', 'A'],
  ['PUT /staff/:id', 'A'],
  ['POST /staff/:id/password', 'A'],
  ['POST /staff/:id/departure', 'A'],
  ['DELETE /staff/:id/departure', 'A'],
  ['GET /account', 'ACLR'],
  ['PUT /account/password', 'ACLR'],
  ['GET /access-log', 'A'],
]

const openRows = [
  'GET /healthz',
  'GET /readyz',
  'GET /welcome',
  'POST /welcome',
  'GET /demo',
  'POST /demo',
  'GET /sign-in',
  'POST /sign-in',
  'DELETE /sign-in',
  'PUT /language',
  'GET /feeds/:file',
  'GET /my-week/:token',
  'PUT /my-week/:token/language',
  'POST /my-week/:token/bookings',
  'DELETE /my-week/:token/bookings/:id',
  'POST /my-week/:token/absences',
  'DELETE /my-week/:token/absences/:id',
  'POST /my-week/:token/wishes',
  'DELETE /my-week/:token/wishes/:id',
  'GET /hall/:token',
  'GET /hall/:token/live',
  'GET /kiosk',
  'GET /kiosk/manifest.webmanifest',
  'GET /kiosk/worker.js',
  'GET /kiosk/pairings',
  'GET /kiosk/pairings/:code',
  'POST /kiosk/pairings',
  'POST /kiosk/check-ins',
  'POST /kiosk/departures',
  'GET /kiosk/phone-codes',
  'GET /here',
  'GET /here/:place',
  'DELETE /here/phone',
  'POST /here/check-ins',
  'POST /here/departures',
  'POST /here/withdrawals',
  'POST /my-week/:token/withdrawals',
  'POST /my-week/:token/check-ins',
  'POST /my-week/:token/departures',
  'POST /my-week/:token/phone',
  'POST /kiosk/deliveries',
  'POST /kiosk/withdrawals',
  'POST /kiosk/questions',
  'POST /kiosk/answers',
  'POST /kiosk/guests',
  'POST /kiosk/guest-withdrawals',
]

const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const inOrder = [...staffRows].sort(
  ([one], [other]) => order.indexOf(one.split(' ')[0]!) - order.indexOf(other.split(' ')[0]!),
)

test('every route has its row', async () => {
  const { app } = await world()
  const routes = new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  )
  const rows = new Set([...staffRows.map(([route]) => route), ...openRows])
  expect([...routes].filter((route) => !rows.has(route))).toEqual([])
  expect([...rows].filter((route) => !routes.has(route))).toEqual([])
})

test.each([
  ['A', 'astrid'],
  ['C', 'karin'],
  ['L', 'leif'],
  ['R', 'rut'],
] as const)(
  '%s: what %s may and may not',
  async (letter, name) => {
    const here = await world()
    const paths = await furnished(here)
    const met = await walk(here, here[name], paths)
    const meant = inOrder.map(([route, who, absent = '']) => {
      const outcome = who.includes(letter) ? 'in' : absent.includes(letter) ? 'absent' : 'forbidden'
      return `${route}: ${outcome}`
    })
    expect(met).toEqual(meant)
  },
  60_000,
)

test('a visitor is sent to the sign-in, whatever they ask for', async () => {
  const here = await world()
  const met = await walk(here, here.visitor, await furnished(here))
  expect(met).toEqual(inOrder.map(([route]) => `${route}: sign in`))
})

test('for the administrator of another organisation nothing of this one exists', async () => {
  const here = await world()
  const met = await walk(here, here.nils, await furnished(here))
  // The report is asked for a programme by its id.
  const own = (route: string) =>
    (!route.includes('/:') && !route.includes('/reports/exits')) ||
    // A week is everybody's, and filled with one's own.
    ['DELETE /sign-ins/:id', 'GET /posters/:week'].includes(route)
  expect(met).toEqual(inOrder.map(([route]) => `${route}: ${own(route) ? 'in' : 'absent'}`))
})

test('what stands open has a door of its own: a staff sign-in opens nothing of the kiosk, and nothing breaks', async () => {
  const here = await world()
  const paths = await furnished(here)
  for (const route of openRows) {
    const [method, path] = route.split(' ') as [string, string]
    const answer = await ask(here, here.astrid, method, paths(path))
    expect([route, answer.status < 500]).toEqual([route, true])
  }
  for (const verb of ['check-ins', 'departures']) {
    const sent = {
      id: '01890000-0000-7000-8000-000000000000',
      code: here.codes.pelle,
      device_time: '2026-03-17T08:20:00Z',
    }
    const answer = await here.astrid.json('POST', `/kiosk/${verb}`, sent)
    expect([verb, answer.status]).toEqual([verb, 401])
  }
})

async function walk(here: World, client: Client, paths: Paths): Promise<string[]> {
  const met: string[] = []
  for (const [route] of inOrder) {
    const [method, path] = route.split(' ') as [string, string]
    met.push(`${route}: ${await outcome(await ask(here, client, method, paths(path)))}`)
  }
  return met
}

async function ask({ app, ids }: World, client: Client, method: string, path: string): Promise<Response> {
  const stop = new AbortController()
  const answer = await app.request(`http://stegvis.test${path}`, {
    method,
    signal: stop.signal,
    headers: {
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      cookie: `${SIGN_IN_COOKIE}=${client.cookies.get(SIGN_IN_COOKIE) ?? ''}`,
    },
    body: method === 'GET' ? undefined : somethingOf(ids),
  })
  // A line that stays open is not waited for.
  if (path.endsWith('/live')) await answer.body?.cancel()
  stop.abort()
  return answer
}

/** Enough of a form to come past the door; whether it is a good one is for other tests. */
const somethingOf = (ids: World['ids']): string =>
  new URLSearchParams({
    participant_id: ids.participants.amina,
    programme: ids.programme,
    session_id: ids.sessions.yoga,
    status: 'present',
    scope: 'programme',
  }).toString()

async function outcome({ status, headers }: Response): Promise<string> {
  if (status === 401 || (status === 303 && headers.get('location') === '/sign-in')) return 'sign in'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'absent'
  return status < 500 ? 'in' : `fault ${status}`
}
