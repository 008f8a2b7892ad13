import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { NewWishPage } from '../../views/schedule/new-wish-page.tsx'
import { WishGroupPage } from '../../views/schedule/wish-group-page.tsx'
import { WishesPage, type WishForm } from '../../views/schedule/wishes-page.tsx'
import { allow } from '../access/door.ts'
import { noteAccess, noteReading, readableParticipant } from '../access/participant-door.ts'
import { mayNoteWishes, mayPlanSchedule, mayReadParticipant } from '../access/permissions.ts'
import { participantsHere, participantWith } from '../people/queries.ts'
import { whoFits } from '../people/search.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { activityNameLength } from './activity.ts'
import { likenesses } from './wish-likeness.ts'
import {
  closeWishGroup,
  groupWishes,
  mergeWishGroup,
  noteWish,
  openWishGroup,
  renameWishGroup,
  reopenWishGroup,
  ungroupWish,
  wishAt,
  wishGroupAt,
  wishGroups,
  wishesInGroup,
  wishesWithoutGroup,
  withdrawWish,
} from './wish-queries.ts'
import { isOpen, takesWishes, wishLength, wishSeenBy, type Hand, type Wish, type WishGroup } from './wish.ts'

/** What participants would like to do, and what comes of it. */
export const wishRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

type C = Context<Env>

/** So many are shown of those whom a search found. */
const mostFound = 12

wishRoutes.get('/wishes', planners, (c) => showWishes(c))

// A name never stands in an address, so the search is sent; what was wished for comes along.
wishRoutes.post('/wishes/searches', planners, async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 80 })
  if (form.problems.length === 0 && [...name].length < 2) form.refuse('name', 'schedule:wish.searchShort')
  const fitting = form.problems.length > 0 ? undefined : await c.var.db((tx) => whoIsCalled(c, tx, name))
  const found = fitting?.slice(0, mostFound)
  const more = fitting !== undefined && fitting.length > mostFound
  return showWishes(c, { note: { ...sentBack(form), found, most: more ? mostFound : undefined } })
})

async function whoIsCalled(c: C, tx: Tx, name: string) {
  const mine = (await participantsHere(tx, c.var.today)).filter((row) =>
    mayReadParticipant(c.var.viewer, row),
  )
  const fitting = whoFits(mine, { name, programmeId: undefined, everybody: false })
  await noteReading(
    c,
    tx,
    fitting.slice(0, mostFound).map(({ id }) => id),
    'wishSearch',
  )
  return fitting
}

wishRoutes.post('/wishes', planners, async (c) => {
  const form = await fields(c)
  const words = wordsTyped(form)
  const participantId = form.optionalId('participant_id')
  const wisher = await c.var.db(async (tx) => {
    const person = participantId && (await participantWith(tx, participantId, c.var.today))
    const known = person && mayReadParticipant(c.var.viewer, person) ? person : undefined
    if (participantId !== undefined && !known) form.refuse('name', 'common:problem.choice')
    if (form.problems.length === 0) await note(c, tx, words, known?.id)
    else if (known) await noteReading(c, tx, [known.id], 'wishSearch')
    return known
  })
  if (form.problems.length > 0)
    return showWishes(c, { note: { ...sentBack(form), found: wisher && [wisher] } })
  return done(c, '/wishes', 'schedule:wish.noted')
})

/** One line of words, however they were typed. */
function wordsTyped(form: Fields): string {
  return form.lines('words', { max: wishLength }).replaceAll(/\s+/g, ' ')
}

async function note(c: C, tx: Tx, words: string, participantId: string | undefined): Promise<void> {
  const { viewer, now } = c.var
  await noteWish(tx, { words, participantId: participantId ?? null, notedBy: viewer.id, notedAt: now })
  if (participantId !== undefined) await noteAccess(c, tx, { participantId, act: 'change', what: 'wish' })
}

wishRoutes.delete('/wishes/:id', planners, async (c) => {
  const { wishGroupId } = await c.var.db(async (tx) => {
    const wish = await wishHere(c, tx)
    await withdraw(c, tx, wish)
    return wish
  })
  return done(c, wishGroupId === null ? '/wishes' : `/wish-groups/${wishGroupId}`, 'schedule:wish.withdrawn')
})

async function withdraw(c: C, tx: Tx, { id, wisher }: Wish): Promise<void> {
  await withdrawWish(tx, id, c.var.now)
  if (wisher) await noteAccess(c, tx, { participantId: wisher.id, act: 'change', what: 'wish' })
}

wishRoutes.delete('/wishes/:id/group', planners, async (c) => {
  const { wishGroupId } = await c.var.db(async (tx) => {
    const wish = await wishHere(c, tx)
    await ungroupWish(tx, wish.id)
    return wish
  })
  return done(c, wishGroupId === null ? '/wishes' : `/wish-groups/${wishGroupId}`, 'schedule:wish.ungrouped')
})

/** Several are withdrawn at once. */
wishRoutes.post('/wish-withdrawals', planners, async (c) => {
  const form = await fields(c)
  const wishIds = form.manyIds('wish_ids')
  if (wishIds.length === 0) form.refuse('wish_ids', 'schedule:wish.noneChosen')
  if (form.problems.length > 0) return showWishes(c, { grouping: sentBack(form) })
  await c.var.db(async (tx) => {
    for (const id of wishIds) await withdraw(c, tx, await wishHere(c, tx, id))
  })
  return done(c, '/wishes', 'schedule:wish.withdrawn')
})

/** Wishes are put into a group that is there, or into a new one. */
wishRoutes.post('/wish-groupings', planners, async (c) => {
  const form = await fields(c)
  const wishIds = form.manyIds('wish_ids')
  const groupId = form.optionalId('wish_group_id')
  const name = form.text('name', { max: activityNameLength, optional: groupId !== undefined })
  if (wishIds.length === 0) form.refuse('wish_ids', 'schedule:wish.noneChosen')
  if (form.problems.length > 0) return showWishes(c, { grouping: sentBack(form) })
  const into = await c.var.db(async (tx) => {
    const group = groupId === undefined ? undefined : await groupHere(c, tx, groupId)
    if (group && !takesWishes(group)) throw new Rejected(409, 'schedule:wish.answeredAlready')
    const put = await groupWishes(tx, wishIds, group?.id ?? (await openWishGroup(tx, name, handOf(c))))
    if (put === 0) throw new Rejected(404, 'common:rejected.missing')
    return group
  })
  return done(c, '/wishes', into ? 'schedule:wish.grouped' : 'schedule:wish.groupedAnew')
})

wishRoutes.get('/wish-groups/:id', planners, (c) => showGroup(c))

wishRoutes.patch('/wish-groups/:id', planners, async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: activityNameLength })
  if (form.problems.length > 0) return showGroup(c, sentBack(form))
  const { id } = await c.var.db((tx) => groupHere(c, tx))
  try {
    await c.var.db((tx) => renameWishGroup(tx, id, name))
  } catch (error) {
    if (brokenConstraint(error) !== 'wish_group_name') throw error
    form.refuse('name', 'schedule:wish.groupNameTaken')
    return showGroup(c, sentBack(form))
  }
  return done(c, `/wish-groups/${id}`, 'schedule:wish.groupRenamed')
})

/** A group goes into another one. */
wishRoutes.post('/wish-groups/:id/merger', planners, async (c) => {
  const form = await fields(c)
  const into = form.id('into')
  const here = c.req.param('id')
  if (into === here) form.refuse('into', 'schedule:wish.intoItself')
  if (form.problems.length > 0) return showGroup(c, sentBack(form))
  await c.var.db(async (tx) => {
    const group = await groupHere(c, tx, here)
    const other = await groupHere(c, tx, into)
    if (group.activityId !== null || !takesWishes(other))
      throw new Rejected(409, 'schedule:wish.answeredAlready')
    await mergeWishGroup(tx, group.id, other.id, handOf(c))
  })
  return done(c, `/wish-groups/${into}`, 'schedule:wish.merged')
})

wishRoutes.post('/wish-groups/:id/closing', planners, async (c) => {
  await c.var.db(async (tx) => closeWishGroup(tx, (await groupHere(c, tx)).id, handOf(c)))
  return done(c, '/wishes', 'schedule:wish.closed')
})

wishRoutes.delete('/wish-groups/:id/closing', planners, async (c) => {
  const id = await c.var.db(async (tx) => {
    const group = await groupHere(c, tx)
    await reopenWishGroup(tx, group.id)
    return group.id
  })
  return done(c, `/wish-groups/${id}`, 'schedule:wish.reopened')
})

wishRoutes.get('/participants/:id/wishes/new', allow(mayNoteWishes), async (c) => {
  const person = await c.var.db(async (tx) => {
    const found = await readableParticipant(c, tx, c.req.param('id'))
    await noteAccess(c, tx, { participantId: found.id, act: 'read', what: 'wish' })
    return found
  })
  return show(c, <NewWishPage person={person} values={{}} />)
})

wishRoutes.post('/participants/:id/wishes', allow(mayNoteWishes), async (c) => {
  const form = await fields(c)
  const words = wordsTyped(form)
  const person = await c.var.db(async (tx) => {
    const found = await readableParticipant(c, tx, c.req.param('id'))
    if (form.problems.length === 0) await note(c, tx, words, found.id)
    else await noteAccess(c, tx, { participantId: found.id, act: 'read', what: 'wish' })
    return found
  })
  if (form.problems.length > 0) return show(c, <NewWishPage person={person} {...sentBack(form)} />, 422)
  return done(c, `/participants/${person.id}#wishes`, 'schedule:wish.noted')
})

wishRoutes.delete('/participants/:id/wishes/:wishId', allow(mayNoteWishes), async (c) => {
  const wishId = c.req.param('wishId')
  const id = await c.var.db(async (tx) => {
    const person = await readableParticipant(c, tx, c.req.param('id'))
    if (isIdentifier(wishId)) await withdrawWish(tx, wishId, c.var.now, person.id)
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'wish' })
    return person.id
  })
  return done(c, `/participants/${id}#wishes`, 'schedule:wish.withdrawn')
})

type SentBack = { values: Fields['values']; problems: readonly Problem[] }
const sentBack = ({ values, problems }: Fields): SentBack => ({ values, problems })

/** All wishes; with a form as it was sent, where something in it is wrong or was found. */
async function showWishes(c: C, sent: { note?: WishForm; grouping?: SentBack } = {}) {
  const { wishes, groups } = await c.var.db(async (tx) => ({
    wishes: await named(c, tx, await wishesWithoutGroup(tx, c.var.today)),
    groups: await wishGroups(tx),
  }))
  const problems = [...(sent.note?.problems ?? []), ...(sent.grouping?.problems ?? [])]
  return show(
    c,
    <WishesPage
      wishes={wishes}
      suggestions={likenesses(wishes, groups.filter(takesWishes))}
      open={groups.filter(isOpen)}
      answered={groups.filter((group) => !isOpen(group))}
      into={groups.filter(takesWishes)}
      timeZone={c.var.organisation.timeZone}
      {...sent}
    />,
    problems.length > 0 ? 422 : 200,
  )
}

async function showGroup(c: C, sent?: SentBack) {
  const page = await c.var.db(async (tx) => {
    const group = await groupHere(c, tx)
    return {
      group,
      wishes: await named(c, tx, await wishesInGroup(tx, group.id, c.var.today)),
      others: (await wishGroups(tx)).filter((other) => other.id !== group.id && takesWishes(other)),
    }
  })
  const isWaiting = isOpen(page.group)
  return show(
    c,
    <WishGroupPage {...page} isOpen={isWaiting} timeZone={c.var.organisation.timeZone} sent={sent} />,
    sent ? 422 : 200,
  )
}

/** The wishes as the viewer may know them; whom they name is noted. */
async function named(c: C, tx: Tx, wishes: readonly Wish[]): Promise<Wish[]> {
  const seen = wishes.map((wish) => wishSeenBy(c.var.viewer, wish))
  await noteReading(
    c,
    tx,
    seen.flatMap(({ wisher }) => wisher?.id ?? []),
    'wish',
  )
  return seen
}

async function wishHere(c: C, tx: Tx, id = c.req.param('id') ?? ''): Promise<Wish> {
  const wish = isIdentifier(id) ? await wishAt(tx, id, c.var.today) : undefined
  if (!wish) throw new Rejected(404, 'common:rejected.missing')
  return wish
}

async function groupHere(c: C, tx: Tx, id = c.req.param('id') ?? ''): Promise<WishGroup> {
  const group = isIdentifier(id) ? await wishGroupAt(tx, id) : undefined
  if (!group) throw new Rejected(404, 'common:rejected.missing')
  return group
}

const handOf = (c: C): Hand => ({ by: c.var.viewer.id, at: c.var.now })
