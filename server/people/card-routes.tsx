import { randomInt } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { CardSheetPage } from '../../views/people/card-sheet-page.tsx'
import { CardsPage } from '../../views/people/cards-page.tsx'
import { newCard } from '../access/card.ts'
import {
  cardOf,
  holdForCards,
  issueCards,
  latestCard,
  revokeCards,
  standingCards,
} from '../access/card-queries.ts'
import { allow } from '../access/door.ts'
import { editableParticipant, noteAccess, noteReading } from '../access/participant-door.ts'
import { mayEditParticipant, mayEditParticipants } from '../access/permissions.ts'
import { hashCard } from '../access/tokens.ts'
import type { Problem } from '../problem.ts'
import { runningProgrammes } from '../programme/queries.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { cardSheets } from './card-sheet.ts'
import { refuseAgain } from './letter-routes.tsx'
import { participantsHere } from './queries.ts'
import { whoFits, type Search } from './search.ts'

/** Cards are given as a sheet to print, which is the answer to giving them: nothing of it is kept. */
export const cardRoutes = new Hono<Env>()

const everybodyEnrolled: Search = { name: '', programmeId: undefined, everybody: false }

cardRoutes.get('/cards', allow(mayEditParticipants), (c) => list(c, everybodyEnrolled))

// A name never stands in an address, so the search is sent; whoever comes back to it begins anew.
cardRoutes.get('/cards/searches', allow(mayEditParticipants), (c) => done(c, '/cards'))

cardRoutes.post('/cards/searches', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 80, optional: true })
  return list(c, { name, programmeId: form.optionalId('programme_id'), everybody: false })
})

/** Whom to give cards: those without one are chosen already. */
async function list(c: Context<Env>, search: Search) {
  const page = await c.var.db(async (tx) => {
    const people = whoFits(await peopleToChoose(c, tx), search)
    await noteNames(c, tx, people)
    return { people, ...(await aroundList(tx)) }
  })
  const chosen = page.people.filter(({ card }) => card === undefined).map(({ id }) => id)
  return showList(c, { ...page, search, chosen, replaced: 0, problems: [] })
}

cardRoutes.post('/cards', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const ids = new Set(form.manyIds('participant_id'))
  const replaces = form.checked('replace')
  const seen = form.text('latest', { max: 36, optional: true, anyDigits: true })

  const outcome = await c.var.db(async (tx) => {
    const everybody = await peopleToChoose(c, tx)
    const chosen = everybody.filter(({ id }) => ids.has(id))
    if (chosen.length === 0) form.refuse('participant_id', 'people:card.chooseSome')
    else await holdForCards(tx, [...ids])
    // Who loads the sheet again, or was overtaken, would quietly put out what has just been printed.
    const overtaken = seen !== ((await latestCard(tx)) ?? '')
    if (overtaken) form.refuse('', 'people:card.overtaken')
    const replaced = chosen.filter(({ card }) => card !== undefined).length
    if (replaced > 0 && !replaces) form.refuse('replace', 'people:card.confirmFirst')
    if (form.problems.length > 0) {
      const people = chosen.length > 0 ? chosen : everybody
      await noteNames(c, tx, people)
      return {
        status: overtaken ? (409 as const) : (422 as const),
        people,
        replaced,
        ...(await aroundList(tx)),
      }
    }
    for (const { id } of chosen) await noteAccess(c, tx, { participantId: id, act: 'change', what: 'card' })
    return { status: 200 as const, cards: await giveCards(c, tx, chosen) }
  })

  if (outcome.status === 200) return sheet(c, outcome.cards, '/cards')
  const { status, ...page } = outcome
  return showList(
    c,
    { ...page, search: everybodyEnrolled, chosen: [...ids], problems: form.problems },
    status,
  )
})

// A sheet is the answer to giving cards: whoever comes back to it finds the person.
cardRoutes.get('/participants/:id/card', allow(mayEditParticipants), async (c) => {
  const { id } = await c.var.db((tx) => editableParticipant(c, tx, c.req.param('id')))
  return done(c, `/participants/${id}`)
})

cardRoutes.post('/participants/:id/card', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const { id, cards } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await holdForCards(tx, [person.id])
    refuseAgain(form, await cardOf(tx, person.id))
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'card' })
    return { id: person.id, cards: await giveCards(c, tx, [person]) }
  })
  return sheet(c, cards, `/participants/${id}`)
})

cardRoutes.delete('/participants/:id/card', allow(mayEditParticipants), async (c) => {
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await revokeCards(tx, [person.id], { by: c.var.viewer.id, at: c.var.now })
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'card' })
    return person
  })
  return done(c, `/participants/${id}#card`, 'people:card.revoked')
})

type Receiver = { id: string; firstName: string; lastName: string; protected: boolean }

async function giveCards(c: Context<Env>, tx: Tx, people: readonly Receiver[]) {
  const { viewer, organisation, now, parts } = c.var
  const cards = people.map((person) => ({
    participantId: person.id,
    digits: newCard(randomInt),
    firstName: person.protected ? null : person.firstName,
    name: `${person.firstName} ${person.lastName}`,
  }))
  const kept = cards.map(({ participantId, digits }) => ({
    participantId,
    cardHash: hashCard(digits, organisation.id, parts.secret),
  }))
  await issueCards(tx, kept, { by: viewer.id, at: now })
  return cards
}

const byName = new Intl.Collator('sv-SE')
const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${firstName} ${lastName}`

/** Everybody enrolled now whom the viewer may change, with the card that they have, by first name as on the cards. */
async function peopleToChoose(c: Context<Env>, tx: Tx) {
  const { viewer, today } = c.var
  const cards = await standingCards(tx)
  const mine = (await participantsHere(tx, today)).filter((row) => mayEditParticipant(viewer, row))
  return whoFits(mine, everybodyEnrolled)
    .toSorted((a, b) => byName.compare(nameOf(a), nameOf(b)))
    .map((row) => ({ ...row, card: cards.get(row.id) }))
}

const noteNames = (c: Context<Env>, tx: Tx, people: readonly { id: string }[]): Promise<void> =>
  noteReading(
    c,
    tx,
    people.map(({ id }) => id),
    'cards',
  )

const aroundList = async (tx: Tx) => ({
  latest: (await latestCard(tx)) ?? '',
  programmes: await runningProgrammes(tx),
})

type Listed = Parameters<typeof CardsPage>[0]

const showList = (
  c: Context<Env>,
  page: Omit<Listed, 'timeZone' | 'problems'> & { problems: readonly Problem[] },
  status: 200 | 409 | 422 = 200,
) => show(c, <CardsPage {...page} timeZone={c.var.organisation.timeZone} />, status)

/** In the organisation's language: whoever finds a card is not whoever printed it. */
const sheet = (c: Context<Env>, cards: Awaited<ReturnType<typeof giveCards>>, back: string) =>
  show(
    c,
    <CardSheetPage
      sheets={cardSheets(cards)}
      count={cards.length}
      language={c.var.organisation.language}
      back={back}
    />,
  )
