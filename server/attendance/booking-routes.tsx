import { Hono } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import type { BookingTold } from '../../views/attendance/booking-told.tsx'
import { DropIn, type Search } from '../../views/attendance/drop-in.tsx'
import { allow } from '../access/door.ts'
import { noteReading } from '../access/participant-door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import type { TextKey } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import {
  bookSeries,
  bookSession,
  groupsAhead,
  withdrawBooking,
  withdrawFromSeries,
  type SeriesFrom,
} from '../schedule/booking-queries.ts'
import { crowdFor, leftOutFor, type PlaceAnswer } from '../schedule/booking-rules.ts'
import { done, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { takeBackWithPlaces } from './absence-queries.ts'
import { candidatesFor, rollCallOf } from './queries.ts'
import {
  calledAt,
  handOf,
  personAt,
  readRollCall,
  sessionCalled,
  toRollCall,
  type C,
  type Called,
} from './roll-call-door.ts'
import { showRollCall } from './roll-call-routes.tsx'
import { mayName } from './roll-call.ts'

/** So many are shown of those whom a search found. */
const mostFound = 12

/** Who is looked for and put on the roll call, for once or for the whole series. */
export const bookingRoutes = new Hono<Env>()
  .use('/sessions/:id/searches', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings/*', allow(mayKeepRollCall))
  .use('/series/:id/bookings/*', allow(mayKeepRollCall))

  .on('GET', ['/sessions/:id/searches', '/sessions/:id/bookings'], toRollCall)

  .post('/sessions/:id/searches', async (c) => {
    const form = await fields(c)
    const name = form.text('name', { max: 80 })
    if (form.problems.length === 0 && [...name].length < 2) form.refuse('name', 'attendance:dropIn.short')
    const { session, people, shown, more } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const people = wantsPart(c) ? [] : await readRollCall(c, tx, session)
      if (form.problems.length > 0) return { session, people }
      const candidates = await candidatesFor(tx, session, name)
      const found = candidates.filter((person) => mayName(c.var.viewer, person))
      const shown = found.slice(0, mostFound)
      await noteReading(
        c,
        tx,
        shown.map(({ id }) => id),
        'search',
      )
      return { session, people, shown, more: found.length > mostFound }
    })
    const search: Search = {
      values: form.values,
      problems: form.problems,
      found: shown,
      most: more ? mostFound : undefined,
    }
    const status = form.problems.length > 0 ? 422 : 200
    if (wantsPart(c)) return showPart(c, <DropIn session={session} search={search} />, status)
    return showRollCall(c, session, people, { search }, status)
  })

  .post('/sessions/:id/bookings', async (c) => {
    const form = await fields(c)
    const wish = {
      participantId: form.id('participant_id'),
      wholeSeries: form.checked('whole_series'),
      confirmed: form.checked('confirmed'),
    }
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const { session, people, booked } = await c.var
      .db(async (tx) => {
        const session = await calledAt(c, tx)
        const person = await personToBook(c, tx, session, wish.participantId)
        const booked = await book(c, tx, session, person, wish)
        const people = 'notice' in booked ? [] : await readRollCall(c, tx, session)
        return { session, people, booked }
      })
      .catch(refuseTwoPlaces)
    if ('notice' in booked) return done(c, `/sessions/${session.id}/roll-call`, booked.notice)
    return showRollCall(
      c,
      session,
      people,
      { booking: booked.told },
      booked.told.kind === 'series' ? 200 : 409,
    )
  })

  .delete('/sessions/:id/bookings/:participantId', async (c) => {
    const { session, withdrawn } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      const withdrawn = await withdrawBooking(tx, session.id, person.id, handOf(c))
      await takeBackWithPlaces(tx, person.id, { ...handOf(c), today: c.var.today })
      return { session, withdrawn }
    })
    const notice = withdrawn ? 'attendance:booking.withdrawn' : 'attendance:booking.missing'
    return done(c, `/sessions/${session.id}/roll-call`, notice)
  })

  .delete('/series/:id/bookings/:participantId', async (c) => {
    const form = await fields(c)
    const sessionId = form.id('session_id')
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const withdrawn = await c.var.db(async (tx) => {
      const session = await sessionCalled(c, tx, sessionId)
      if (session?.seriesId !== c.req.param('id')) throw new Rejected(404, 'common:rejected.missing')
      const person = await personAt(c, tx, session)
      const from = { seriesId: session.seriesId, from: session.localDate }
      const withdrawn = await withdrawFromSeries(tx, from, person.id, handOf(c))
      await takeBackWithPlaces(tx, person.id, { ...handOf(c), today: c.var.today })
      return withdrawn
    })
    const notice = withdrawn ? 'attendance:booking.withdrawn' : 'attendance:booking.missing'
    return done(c, `/sessions/${sessionId}/roll-call`, notice)
  })

type Person = { id: string; firstName: string; lastName: string }
type RollCallCandidate = Person & Parameters<typeof mayName>[1]

async function personToBook(c: C, tx: Tx, session: Called, participantId: string): Promise<Person> {
  const nameable = (people: readonly RollCallCandidate[]) => people.find((one) => mayName(c.var.viewer, one))
  const onRollCall = async () => nameable(await rollCallOf(tx, session, participantId))
  // Whoever somebody else books between the two looks is no candidate any more, but stands in the roll call.
  const person =
    (await onRollCall()) ??
    nameable(await candidatesFor(tx, session, '', participantId)) ??
    (await onRollCall())
  if (person === undefined) throw new Rejected(422, 'attendance:dropIn.notHere')
  return person
}

type Booked = { notice: TextKey } | { told: BookingTold }

/** Books the session or the whole series from it on; asks first where the group gets larger than the person likes. */
async function book(
  c: C,
  tx: Tx,
  session: Called,
  person: Person,
  { wholeSeries, confirmed }: { wholeSeries: boolean; confirmed: boolean },
): Promise<Booked> {
  const { seriesId, localDate: from } = session
  const series = wholeSeries && seriesId !== null ? { seriesId, from } : undefined
  const { largest, sessions } = await groupsAhead(
    tx,
    series ?? { sessionId: session.id },
    person.id,
    c.var.now,
  )
  const crowd = confirmed ? undefined : crowdFor(largest, sessions)
  if (crowd) return { told: { kind: 'crowd', person, crowd, wholeSeries: series !== undefined } }
  if (series) return bookAll(c, tx, session, series, person)

  const { answer, elsewhere } = await bookSession(tx, session.id, person.id, handOf(c))
  if (elsewhere) return { told: { kind: 'elsewhere', person, elsewhere } }
  if (answer === 'notEnrolled') throw new Rejected(422, 'attendance:dropIn.notHere')
  return { notice: answer === 'elsewhere' ? 'attendance:dropIn.elsewhereNow' : `attendance:dropIn.${answer}` }
}

async function bookAll(c: C, tx: Tx, session: Called, series: SeriesFrom, person: Person): Promise<Booked> {
  // The roll call of a session that is over may still get somebody; the series books only what is to come.
  const isOver = session.endsAt.epochMilliseconds <= c.var.now.epochMilliseconds
  if (isOver) await bookSession(tx, session.id, person.id, handOf(c))
  const answers = await bookSeries(tx, series, person.id, handOf(c))
  if (answers === undefined) return { notice: 'attendance:dropIn.already' }
  const of = (wanted: PlaceAnswer) => answers.filter(({ answer }) => answer === wanted)
  if (of('elsewhere').length === 0 && of('waiting').length === 0)
    return { notice: 'attendance:dropIn.bookedSeries' }
  return {
    told: {
      kind: 'series',
      person,
      waiting: of('waiting').map(({ wish }) => wish.session),
      leftOut: leftOutFor(answers),
    },
  }
}

/** The session has been moved meanwhile to a time at which the participant is booked. */
function refuseTwoPlaces(error: unknown): never {
  if (brokenConstraint(error) !== 'booking_participant_free') throw error
  throw new Rejected(409, 'attendance:dropIn.elsewhereNow')
}
