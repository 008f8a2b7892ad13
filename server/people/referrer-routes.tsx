import { Hono, type Context } from 'hono'
import { brokenConstraint } from '../../db/client.ts'
import { ReferrersPage } from '../../views/people/referrers-page.tsx'
import { allow } from '../access/door.ts'
import { mayEditParticipants } from '../access/permissions.ts'
import { Rejected } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { addReferrer, archiveReferrer, referrersHere } from './queries.ts'
import { referrerKinds } from './words.ts'

export const referrerRoutes = new Hono<Env>()

referrerRoutes.get('/referrers', allow(mayEditParticipants), (c) => page(c))

referrerRoutes.post('/referrers', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 120 })
  const kind = form.choice('kind', referrerKinds)
  if (form.problems.length === 0) {
    await c.var
      .db((tx) => addReferrer(tx, { name, kind }))
      .catch((error: unknown) => {
        if (brokenConstraint(error) !== 'referrer_name') throw error
        form.refuse('name', 'people:referrer.taken')
      })
  }
  if (form.problems.length > 0) return page(c, form)
  return done(c, '/referrers', 'people:referrer.added')
})

referrerRoutes.delete('/referrers/:id', allow(mayEditParticipants), async (c) => {
  const id = c.req.param('id')
  const archived = isIdentifier(id) && (await c.var.db((tx) => archiveReferrer(tx, id, c.var.now)))
  if (!archived) throw new Rejected(404, 'common:rejected.missing')
  return done(c, '/referrers', 'people:referrer.archived')
})

async function page(c: Context<Env>, form?: Fields) {
  const referrers = await c.var.db(referrersHere)
  const values = form?.values ?? { kind: 'municipality' }
  const problems = form?.problems ?? []
  return show(
    c,
    <ReferrersPage referrers={referrers} values={values} problems={problems} />,
    form ? 422 : 200,
  )
}
