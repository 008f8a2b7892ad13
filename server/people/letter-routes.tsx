import { randomInt } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { LetterPage } from '../../views/people/letter-page.tsx'
import { newCode } from '../access/code.ts'
import { allow } from '../access/door.ts'
import { editableParticipant, noteAccess } from '../access/participant-door.ts'
import { mayEditParticipants } from '../access/permissions.ts'
import { revokeCode, standingCode, takeCode } from '../access/queries.ts'
import { hashCode, hashToken, newOrganisationToken } from '../access/tokens.ts'
import { addPersonalLink, revokePersonalLink, standingPersonalLink } from '../access/personal-link-queries.ts'
import { addFeed, feedScopes, revokeFeed, standingFeed, type FeedScope } from '../feeds/queries.ts'
import { isParticipantLanguage } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { giveConsent, standingConsents } from '../programme/queries.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import type { Person } from './queries.ts'
import { showParticipant } from './routes.tsx'

/** Code and calendar address are given in a letter, which is the answer to giving them: nothing of it is kept. */
export const letterRoutes = new Hono<Env>()

const MOST_TRIES = 50

letterRoutes.post('/participants/:id/code', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const { person, code } = await c.var.db(async (tx) => {
    const found = await editableParticipant(c, tx, c.req.param('id'))
    refuseAgain(form, await standingCode(tx, found.id))
    const given = await giveCode(c, tx, found.id)
    await noteAccess(c, tx, { participantId: found.id, act: 'change', what: 'code' })
    return { person: found, code: given }
  })
  return letter(c, person, { code })
})

letterRoutes.delete('/participants/:id/code', allow(mayEditParticipants), async (c) => {
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await revokeCode(tx, person.id, c.var.viewer.id, c.var.now)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'code' })
    return person
  })
  return done(c, `/participants/${id}`, 'people:page.codeRevoked')
})

letterRoutes.post('/participants/:id/feed', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const scope = form.choice('scope', feedScopes)
  const saidYes = form.checked('consent')
  const alsoCode = form.checked('code')

  const given = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    // Where a protected person will be, and when, stands in no calendar.
    if (person.protected) throw new Rejected(404, 'common:rejected.missing')
    refuseAgain(form, await standingFeed(tx, person.id))
    const consents = await standingConsents(tx, person.id)
    if (!saidYes && !consents.some(({ kind }) => kind === 'feed'))
      form.refuse('consent', 'feeds:consentMissing')
    if (form.problems.length > 0) return undefined

    const address = await giveFeed(c, tx, person, scope)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'feed' })
    if (!alsoCode) return { person, address, code: undefined }
    const code = await giveCode(c, tx, person.id)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'code' })
    return { person, address, code }
  })
  if (!given) return showParticipant(c, c.req.param('id'), form)
  return letter(c, given.person, given)
})

letterRoutes.delete('/participants/:id/feed', allow(mayEditParticipants), async (c) => {
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await revokeFeed(tx, person.id, c.var.viewer.id, c.var.now)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'feed' })
    return person
  })
  return done(c, `/participants/${id}`, 'feeds:revoked')
})

letterRoutes.post('/participants/:id/personal-link', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const given = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    // Where a protected person will be, and when, stands behind no address.
    if (person.protected) throw new Rejected(404, 'common:rejected.missing')
    refuseAgain(form, await standingPersonalLink(tx, person.id))
    const { viewer, organisation, now, parts } = c.var
    const token = newOrganisationToken(organisation.id)
    const link = { participantId: person.id, tokenHash: hashToken(token), by: viewer.id, at: now }
    await addPersonalLink(tx, link)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'personalLink' })
    return { person, ownPage: `${parts.publicUrl}/my-week/${token}` }
  })
  return letter(c, given.person, given)
})

letterRoutes.delete('/participants/:id/personal-link', allow(mayEditParticipants), async (c) => {
  const { id } = await c.var.db(async (tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await revokePersonalLink(tx, person.id, c.var.viewer.id, c.var.now)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'personalLink' })
    return person
  })
  return done(c, `/participants/${id}#own-page`, 'myWeek:link.revoked')
})

/** A letter that is loaded again would quietly put out what has just been printed: what it came instead of is gone. */
export function refuseAgain(form: Fields, standing: { id: string } | undefined): void {
  const seen = form.values['instead_of']
  if (seen !== undefined && seen !== (standing?.id ?? ''))
    throw new Rejected(409, 'people:letter.givenAlready')
}

async function giveCode(c: Context<Env>, tx: Tx, participantId: string): Promise<string> {
  const { viewer, organisation, now, parts } = c.var
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const code = newCode(randomInt)
    const codeHash = hashCode(code, organisation.id, parts.secret)
    if (await takeCode(tx, { participantId, codeHash, by: viewer.id, at: now })) return code
  }
  throw new Rejected(503, 'common:rejected.unavailable')
}

async function giveFeed(c: Context<Env>, tx: Tx, person: Person, scope: FeedScope) {
  const { viewer, organisation, now, parts } = c.var
  const by = viewer.id
  await giveConsent(tx, { participantId: person.id, enrolmentId: null, kind: 'feed', by, at: now })
  const token = newOrganisationToken(organisation.id)
  await addFeed(tx, { participantId: person.id, tokenHash: hashToken(token), scope, by, at: now })
  return `${parts.publicUrl}/feeds/${token}.ics`
}

/** In the participant's own language, whoever prints it. */
function letter(
  c: Context<Env>,
  person: Person,
  given: { code?: string; address?: string; ownPage?: string },
) {
  const language = isParticipantLanguage(person.language) ? person.language : c.var.organisation.language
  return show(
    c,
    <LetterPage person={person} language={language} place={c.var.organisation.name} {...given} />,
  )
}
