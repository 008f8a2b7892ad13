import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { ParticipantFormPage } from '../../views/people/participant-form-page.tsx'
import { ParticipantPage } from '../../views/people/participant-page.tsx'
import { ParticipantsPage } from '../../views/people/participants-page.tsx'
import { AnswersCard } from '../../views/people/answers-card.tsx'
import { HoursSection } from '../../views/hours/hours-section.tsx'
import { WishesOfParticipant } from '../../views/schedule/wishes-of-participant.tsx'
import { AbsencesOfParticipant } from '../../views/attendance/absence.tsx'
import { allow } from '../access/door.ts'
import {
  editableParticipant,
  noteAccess,
  noteReading,
  readableParticipant,
} from '../access/participant-door.ts'
import {
  mayEditParticipant,
  mayEditParticipants,
  mayReadAccessLog,
  mayReadAnswers,
  mayReadParticipant,
  mayReadParticipants,
} from '../access/permissions.ts'
import { cardOf } from '../access/card-queries.ts'
import { standingCode } from '../access/queries.ts'
import { revokePersonalLink, standingPersonalLink } from '../access/personal-link-queries.ts'
import { seenAbsences } from '../attendance/absence-door.ts'
import { revokeFeed, standingFeed } from '../feeds/queries.ts'
import { enrolmentViews } from '../hours/enrolment-hours.ts'
import { answersOfParticipant } from '../kiosk/answer-queries.ts'
import { hoursOfParticipant } from '../hours/queries.ts'
import { participantLanguages } from '../language/text.ts'
import { whyNotEnrol } from '../programme/enrolment.ts'
import { enrolmentWish, readEnrolment } from '../programme/enrolment-form.ts'
import {
  choicesOfEnrolment,
  consentKinds,
  enrol,
  enrolmentsOf,
  giveConsent,
  plansOf,
  runningProgrammes,
  standingConsents,
  withdrawConsent,
} from '../programme/queries.ts'
import { wishesOf } from '../schedule/wish-queries.ts'
import { addDays, yearOf } from '../time/dates.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import {
  addParticipant,
  changeParticipant,
  liftProtection,
  participantsHere,
  protectIdentity,
  type ParticipantFacts,
  type Person,
} from './queries.ts'
import { whoFits, type Search } from './search.ts'
import { genders } from './words.ts'

export const participantRoutes = new Hono<Env>()

participantRoutes.get('/participants', allow(mayReadParticipants), (c) => {
  const programme = c.req.query('programme') ?? ''
  return list(c, {
    name: '',
    programmeId: isIdentifier(programme) ? programme : undefined,
    everybody: c.req.query('who') === 'everybody',
  })
})

// A name never stands in an address, so the search is sent.
participantRoutes.post('/participants/searches', allow(mayReadParticipants), async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 80, optional: true })
  const programmeId = form.optionalId('programme_id')
  const everybody = form.optionalChoice('who', ['enrolled', 'everybody']) === 'everybody'
  return list(c, { name, programmeId, everybody })
})

async function list(c: Context<Env>, search: Search) {
  const { viewer, today } = c.var
  const { participants, anybodyHere, programmes } = await c.var.db(async (tx) => {
    const mine = (await participantsHere(tx, today)).filter((row) => mayReadParticipant(viewer, row))
    const fitting = whoFits(mine, search)
    await noteReading(
      c,
      tx,
      fitting.map(({ id }) => id),
      'participantList',
    )
    const running = await runningProgrammes(tx)
    return { participants: fitting, anybodyHere: mine.length > 0, programmes: running }
  })
  return show(
    c,
    <ParticipantsPage
      participants={participants}
      anybodyHere={anybodyHere}
      programmes={programmes}
      search={search}
      mayAdd={mayEditParticipants(viewer)}
    />,
  )
}

participantRoutes.get('/participants/new', allow(mayEditParticipants), async (c) => {
  const choices = await c.var.db(choicesOfEnrolment)
  const values = { gender: 'not_recorded', starts_on: c.var.today }
  return show(c, <ParticipantFormPage values={values} problems={[]} choices={choices} />)
})

participantRoutes.post('/participants', allow(mayEditParticipants), async (c) => {
  const { viewer, now, today } = c.var
  const form = await fields(c)
  const facts = readFacts(c, form)
  const greeted = form.checked('greeted')
  const isProtected = form.checked('protected')
  const choices = await c.var.db(choicesOfEnrolment)
  const wish = form.has('programme_id') ? readEnrolment(form, choices) : undefined
  if (wish && form.problems.length === 0) form.problems.push(...whyNotEnrol(enrolmentWish(wish), [], today))
  if (form.problems.length > 0)
    return show(
      c,
      <ParticipantFormPage values={form.values} problems={form.problems} choices={choices} />,
      422,
    )

  const id = await c.var.db(async (tx) => {
    const made = await addParticipant(tx, {
      ...facts,
      greetedByNameSince: greeted ? now : null,
      by: viewer.id,
    })
    if (isProtected) await protectIdentity(tx, made, viewer.id)
    if (wish) await enrol(tx, { ...wish, participantId: made, by: viewer.id })
    await noteAccess(c, tx, { participantId: made, act: 'change', what: 'participant' })
    return made
  })
  // Somebody whose identity is protected may from now on be read by their coach and administrators only.
  const coachIds = wish?.coachId ? [wish.coachId] : []
  const mayRead = mayReadParticipant(viewer, { coachIds, protected: isProtected })
  return done(c, mayRead ? `/participants/${id}` : '/participants', 'people:form.added')
})

participantRoutes.get('/participants/:id', allow(mayReadParticipants), (c) =>
  showParticipant(c, c.req.param('id')),
)

/** One participant's page; with the calendar's form as it was sent, where something in it is wrong. */
export async function showParticipant(c: Context<Env>, id: string, sentBack?: Fields) {
  const { viewer } = c.var
  const page = await c.var.db(async (tx) => {
    const person = await readableParticipant(c, tx, id)
    await noteAccess(c, tx, { participantId: person.id, act: 'read', what: 'participantPage' })
    const counted = await hoursOfParticipant(tx, person.id, {
      today: c.var.today,
      zone: c.var.organisation.timeZone,
      now: c.var.now,
    })
    const absences = await seenAbsences(c, tx, person, { from: addDays(c.var.today, -7) })
    const answers = mayReadAnswers(viewer, person)
      ? await answersOfParticipant(tx, person.id, {
          since: addDays(c.var.today, -weeksOfAnswers * 7),
          zone: c.var.organisation.timeZone,
        })
      : []
    const wishes = await wishesOf(tx, person.id)
    return { ...(await pageOf(tx, person)), counted, wishes, absences, answers }
  })
  const { counted, wishes, absences, answers, ...facts } = page
  const { timeZone } = c.var.organisation
  const hours = counted.records.length > 0 && (
    <HoursSection
      enrolments={enrolmentViews(counted.records, counted.reckoning)}
      today={c.var.today}
      changeAt={`/participants/${page.person.id}/hours`}
    />
  )
  return show(
    c,
    <ParticipantPage
      {...facts}
      hours={hours || undefined}
      answers={answers.length > 0 && <AnswersCard answers={answers} />}
      wishes={<WishesOfParticipant participantId={page.person.id} {...{ wishes, timeZone }} />}
      absences={<AbsencesOfParticipant participantId={page.person.id} {...{ absences, timeZone }} />}
      today={c.var.today}
      timeZone={timeZone}
      mayEdit={mayEditParticipant(viewer, page.person)}
      mayReadLog={mayReadAccessLog(viewer)}
      sentBack={sentBack}
    />,
    sentBack ? 422 : 200,
  )
}

/** So far back as one plan often reaches. */
const weeksOfAnswers = 26

async function pageOf(tx: Tx, person: Person) {
  const enrolments = await enrolmentsOf(tx, person.id)
  const plans = await plansOf(tx, person.id)
  return {
    person,
    enrolments: enrolments.map((one) => ({ ...one, plan: plans.get(one.id) ?? [] })),
    code: await standingCode(tx, person.id),
    card: await cardOf(tx, person.id),
    feed: await standingFeed(tx, person.id),
    personalLink: await standingPersonalLink(tx, person.id),
    consents: await standingConsents(tx, person.id),
  }
}

participantRoutes.get('/participants/:id/edit', allow(mayEditParticipants), async (c) => {
  const person = await c.var.db(async (tx) => {
    const found = await editableParticipant(c, tx, c.req.param('id'))
    await noteAccess(c, tx, { participantId: found.id, act: 'read', what: 'participant' })
    return found
  })
  return show(c, <ParticipantFormPage values={valuesOf(person)} problems={[]} person={person} />)
})

participantRoutes.put('/participants/:id', allow(mayEditParticipants), async (c) => {
  const { viewer, now } = c.var
  const form = await fields(c)
  const facts = readFacts(c, form)
  const greeted = form.checked('greeted')
  const isProtected = form.checked('protected')
  const version = form.whole('version', { min: 1, max: 999_999_999 })

  const outcome = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    const greetedByNameSince = greeted ? (person.greetedByNameSince ?? now) : null
    const stopped =
      form.problems.length > 0
        ? (422 as const)
        : !(await changeParticipant(tx, person.id, version, { ...facts, greetedByNameSince })) &&
          (409 as const)
    if (stopped) {
      await noteReading(c, tx, [person.id], 'participant')
      return { person, status: stopped }
    }
    if (isProtected && !person.protected) {
      await protectIdentity(tx, person.id, viewer.id)
      await revokeFeed(tx, person.id, viewer.id, now)
      await revokePersonalLink(tx, person.id, viewer.id, now)
    }
    if (!isProtected && person.protected) await liftProtection(tx, person.id, viewer.id, now)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'participant' })
    return { person, status: 303 as const }
  })

  const { person, status } = outcome
  if (status === 303) {
    const mayRead = mayReadParticipant(viewer, { coachIds: person.coachIds, protected: isProtected })
    return done(c, mayRead ? `/participants/${person.id}` : '/participants', 'people:form.saved')
  }
  // Whoever was second sees what stands there now, keeps what they wrote, and may save it over.
  const values = status === 409 ? { ...form.values, version: String(person.version) } : form.values
  const meanwhile = status === 409 ? valuesOf(person) : undefined
  return show(c, <ParticipantFormPage {...{ values, problems: form.problems, person, meanwhile }} />, status)
})

participantRoutes.post('/participants/:id/consents', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const kind = form.choice('kind', consentKinds)
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    if (form.problems.length > 0) return person
    const [latest] = await enrolmentsOf(tx, person.id)
    await giveConsent(tx, {
      participantId: person.id,
      enrolmentId: latest?.id ?? null,
      kind,
      by: c.var.viewer.id,
      at: c.var.now,
    })
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'consent' })
    return person
  })
  return done(c, `/participants/${id}#consents`, 'people:page.consentSaved')
})

participantRoutes.delete('/participants/:id/consents/:kind', allow(mayEditParticipants), async (c) => {
  const kind = consentKinds.find((one) => one === c.req.param('kind'))
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    if (kind === undefined) return person
    await withdrawConsent(tx, person.id, kind, c.var.now)
    if (kind === 'feed') await revokeFeed(tx, person.id, c.var.viewer.id, c.var.now)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'consent' })
    return person
  })
  return done(c, `/participants/${id}#consents`, 'people:page.consentSaved')
})

function readFacts(c: Context<Env>, form: Fields): ParticipantFacts {
  const firstName = form.text('first_name', { max: 80 })
  const lastName = form.text('last_name', { max: 80 })
  return {
    firstName,
    lastName,
    gender: form.choice('gender', genders),
    birthYear: form.optionalWhole('birth_year', { min: 1920, max: yearOf(c.var.today) - 14 }) ?? null,
    language: form.optionalChoice('language', participantLanguages) ?? null,
    largestGroup: form.optionalWhole('largest_group', { min: 1, max: 100 }) ?? null,
  }
}

const valuesOf = (person: Person) => ({
  first_name: person.firstName,
  last_name: person.lastName,
  gender: person.gender,
  birth_year: person.birthYear === null ? '' : String(person.birthYear),
  language: person.language ?? '',
  largest_group: person.largestGroup === null ? '' : String(person.largestGroup),
  greeted: person.greetedByNameSince === null ? '' : 'yes',
  protected: person.protected ? 'yes' : '',
  version: String(person.version),
})
