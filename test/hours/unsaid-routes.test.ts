import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { session } from '../../db/schema/index.ts'
import { book } from '../attendance/presences.ts'
import { world, type World } from '../world.ts'

const attendanceOf = ({ ids }: World) => `/sessions/${ids.sessions.yoga}/attendance/${ids.participants.pelle}`
const pageOf = ({ ids }: World) => `/participants/${ids.participants.pelle}/hours`

test('a session that is over and of which nobody has said anything stands beside the sum, which may grow', async () => {
  const here = await world()
  await book(here.tenant, here.ids.sessions.yoga, here.ids.participants.pelle)
  expect((await here.karin.get(pageOf(here))).text).not.toContain('Summan kan växa')

  here.clock.set('2026-03-17T10:31:00+01:00')
  expect((await here.karin.get(pageOf(here))).text).toContain('1 pass. Summan kan växa.')
  expect((await here.karin.get('/hours?weeks=4')).text).toMatch(/1 pass utan besked/)

  await here.leif.put(attendanceOf(here), { status: 'absent' })
  expect((await here.karin.get(pageOf(here))).text).not.toContain('Summan kan växa')
  // What was said is taken back: nothing is known again, and it is counted once.
  await here.leif.put(attendanceOf(here), { status: 'unknown' })
  expect((await here.karin.get(pageOf(here))).text).toContain('1 pass. Summan kan växa.')
})

test('no word is missing of a cancelled session, of one who waited for a place, or of a booking taken back', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Sjuk' })
  here.clock.set('2026-03-17T10:31:00+01:00')
  expect((await here.karin.get(pageOf(here))).text).not.toContain('Summan kan växa')

  await here.tenant((tx) =>
    tx
      .update(session)
      .set({ cancelledAt: null, cancellationReason: null })
      .where(eq(session.id, here.ids.sessions.yoga)),
  )
  expect((await here.karin.get(pageOf(here))).text).toContain('1 pass. Summan kan växa.')
  await here.leif.delete(`/sessions/${here.ids.sessions.yoga}/bookings/${pelle}`)
  expect((await here.karin.get(pageOf(here))).text).not.toContain('Summan kan växa')
})
