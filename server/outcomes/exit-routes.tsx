import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { ExitPage } from '../../views/programme/exit-page.tsx'
import { allow } from '../access/door.ts'
import { editableParticipant, noteAccess, noteReading } from '../access/participant-door.ts'
import { revokeLinkOfLeaver } from '../access/personal-link-queries.ts'
import { mayEditParticipants } from '../access/permissions.ts'
import { takeBackWithPlaces } from '../attendance/absence-queries.ts'
import { textsIn } from '../language/catalogue.ts'
import { Rejected } from '../problem.ts'
import { takeTurn } from '../organisation/queries.ts'
import { enrolmentWith, holdEnrolment } from '../programme/queries.ts'
import { giveBackPlaces } from '../schedule/booking-queries.ts'
import { saveChange } from '../schedule/change-queries.ts'
import { heldTalksAfter } from '../schedule/talk-queries.ts'
import { cancelTalks } from '../schedule/talk.ts'
import type { LocalDate } from '../time/dates.ts'
import { dayMonthYear } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { destinations, parseDestination } from './destinations.ts'
import { exitReasons, whyNotExit } from './exit.ts'
import { correctExit, exitOf, recordExit } from './exit-queries.ts'

export const exitRoutes = new Hono<Env>()

exitRoutes.get('/enrolments/:id/exit', allow(mayEditParticipants), async (c) => {
  const loaded = await c.var.db((tx) => pageOf(c, tx))
  const { exit } = loaded
  const values = exit
    ? {
        left_on: exit.leftOn ?? '',
        reason: exit.reason ?? '',
        destinations: [...exit.destinations],
        version: String(exit.version),
      }
    : { left_on: c.var.today, reason: 'completed' }
  return show(c, <ExitPage {...loaded} values={values} problems={[]} />)
})

exitRoutes.post('/enrolments/:id/exit', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const facts = readExit(form)
  const saved = await c.var
    .db(async (tx) => {
      await takeTurn(tx)
      const { enrolment, person, exit } = await heldPageOf(c, tx)
      if (exit) form.refuse('left_on', 'programme:exit.already')
      if (form.problems.length === 0) form.problems.push(...whyNotExit(facts, enrolment, c.var.today))
      if (form.problems.length > 0) return
      await recordExit(tx, enrolment, facts, c.var.viewer.id)
      await endPlaces(c, tx, enrolment, facts.leftOn)
      await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'exit' })
      return person
    })
    .catch((error: unknown) => refuseOverlap(error, form))
  if (saved) return done(c, `/participants/${saved.id}`, 'programme:exit.saved')
  return sendBack(c, form)
})

exitRoutes.put('/enrolments/:id/exit', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const facts = readExit(form)
  const version = form.optionalWhole('version', { min: 1, max: 999_999_999 })
  let stale: ReturnType<typeof standsNow> = []
  const saved = await c.var
    .db(async (tx) => {
      await takeTurn(tx)
      const { enrolment, person, exit } = await heldPageOf(c, tx)
      if (!exit) throw new Rejected(404, 'common:rejected.missing')
      if (form.problems.length === 0 && version !== exit.version) stale = standsNow(c, exit, facts)
      if (stale.length > 0) return
      if (form.problems.length === 0) form.problems.push(...whyNotExit(facts, enrolment, c.var.today))
      if (form.problems.length > 0) return
      await correctExit(tx, enrolment, exit.id, facts, c.var.viewer.id)
      await endPlaces(c, tx, enrolment, facts.leftOn)
      await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'exit' })
      return person
    })
    .catch((error: unknown) => refuseOverlap(error, form))
  if (saved) return done(c, `/participants/${saved.id}`, 'programme:exit.saved')
  return sendBack(c, form, stale)
})

/** The talks after the last day are cancelled, the places in everything else given back, and the own page closed. */
async function endPlaces(
  c: Context<Env>,
  tx: Tx,
  { id, participantId }: { id: string; participantId: string },
  leftOn: LocalDate,
): Promise<void> {
  const { by, at } = handOf(c)
  const reason = textsIn(c.var.organisation.language)('schedule:talk.enrolmentEnded')
  const draft = cancelTalks(await heldTalksAfter(tx, id, leftOn), reason, { by, at })
  await saveChange(tx, draft, { kind: 'cancelled', reason, by, at })
  await giveBackPlaces(tx, participantId, handOf(c))
  await takeBackWithPlaces(tx, participantId, handOf(c))
  await revokeLinkOfLeaver(tx, participantId, handOf(c))
}

const handOf = (c: Context<Env>) => ({
  by: c.var.viewer.id,
  at: c.var.now,
  today: c.var.today,
  requestId: c.var.requestId,
})

type Row = { label: string; value: string }

/** The form as it was typed: with what is wrong with it, or with what somebody else saved meanwhile. */
async function sendBack(c: Context<Env>, { values, problems }: Fields, standsNow: readonly Row[] = []) {
  const page = await c.var.db((tx) => pageOf(c, tx))
  if (standsNow.length === 0) return show(c, <ExitPage {...{ ...page, values, problems }} />, 422)
  const again = { ...values, version: String(page.exit?.version ?? '') }
  return show(c, <ExitPage {...{ ...page, values: again, problems, standsNow }} />, 409)
}

/** What differs between what is stored now and what was typed, in words. */
function standsNow(
  c: Context<Env>,
  now: NonNullable<Awaited<ReturnType<typeof exitOf>>>,
  wish: ReturnType<typeof readExit>,
) {
  const { t, language } = c.var
  const nothing = t('common:nothing')
  const reason = exitReasons.find((one) => one === now.reason)
  return [
    {
      differs: now.leftOn !== wish.leftOn,
      label: t('programme:exit.leftOn'),
      value: now.leftOn === null ? nothing : dayMonthYear(now.leftOn, language),
    },
    {
      differs: now.reason !== wish.reason,
      label: t('programme:exit.reason'),
      value: reason === undefined ? nothing : t(`programme:exit.reasons.${reason}`),
    },
    {
      differs: now.destinations.toSorted().join() !== wish.destinations.toSorted().join(),
      label: t('programme:exit.destinations'),
      value: now.destinations.map((one) => t(`outcomes:destination.${one}`)).join(', ') || nothing,
    },
  ].filter((row) => row.differs)
}

/** The page of an exit that is about to be recorded or corrected: nobody else changes the enrolment meanwhile. */
async function heldPageOf(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  if (isIdentifier(id)) await holdEnrolment(tx, id)
  return pageOf(c, tx)
}

async function pageOf(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  const enrolment = isIdentifier(id) ? await enrolmentWith(tx, id) : undefined
  if (!enrolment) throw new Rejected(404, 'common:rejected.missing')
  const person = await editableParticipant(c, tx, enrolment.participantId)
  await noteReading(c, tx, [person.id], 'exit')
  return { enrolment, person, exit: await exitOf(tx, id) }
}

function readExit(form: Fields) {
  const led = form.many('destinations')
  if (led.some((text) => parseDestination(text) === undefined))
    form.refuse('destinations', 'common:problem.choice')
  return {
    leftOn: form.date('left_on'),
    reason: form.choice('reason', exitReasons),
    // In the order of the list, each once.
    destinations: destinations.filter((destination) => led.includes(destination)),
  }
}

/** An exit that is moved to a later day may run into the enrolment that came after it. */
function refuseOverlap(error: unknown, form: Fields): undefined {
  if (brokenConstraint(error) !== 'enrolment_once_at_a_time') throw error
  form.refuse('left_on', 'programme:exit.overlaps')
}
