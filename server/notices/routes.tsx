import { Hono, type Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { NoticeCount } from '../../views/notices/notice-count.tsx'
import { NoticesPage } from '../../views/notices/notices-page.tsx'
import { allow } from '../access/door.ts'
import { noteReading } from '../access/participant-door.ts'
import { mayReadNotices } from '../access/permissions.ts'
import { ledByFor } from '../attendance/unclear.ts'
import { show, showPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { countOf, noticesFor, type Notices } from './notices.ts'
import { noticesNow } from './queries.ts'

/** What needs a look: nothing of it is kept, all of it is asked for anew. */
export const noticesRoutes = new Hono<Env>()
  .use('/notices', allow(mayReadNotices))
  .use('/notices/*', allow(mayReadNotices))

  .get('/notices', async (c) => {
    const notices = await c.var.db(async (tx) => {
      const found = await noticesHere(c, tx)
      await noteReading(
        c,
        tx,
        found.withoutTalk.map(({ participantId }) => participantId),
        'notices',
      )
      return found
    })
    return show(c, <NoticesPage notices={notices} isEmpty={countOf(notices) === 0} now={c.var.now} />)
  })

  .get('/notices/count', async (c) => {
    const count = countOf(await c.var.db((tx) => noticesHere(c, tx)))
    if (count === 0) return c.body(null, 204, { 'Cache-Control': 'no-store' })
    return showPart(c, <NoticeCount count={count} />)
  })

async function noticesHere(c: Context<Env>, tx: Tx): Promise<Notices> {
  return noticesFor(c.var.viewer, await noticesNow(tx, c.var.now, c.var.today, ledByFor(c.var.viewer)))
}
