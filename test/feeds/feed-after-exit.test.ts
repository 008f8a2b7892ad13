import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { participant } from '../../db/schema/index.ts'
import { world } from '../world.ts'

test('after an exit the calendar is another one', async () => {
  const { astrid, tenant, ids } = await world()
  const version = async () => {
    const [row] = await tenant((tx) =>
      tx
        .select({ feed: participant.feedVersion })
        .from(participant)
        .where(eq(participant.id, ids.participants.pelle)),
    )
    return row?.feed
  }
  const before = await version()
  const left = { left_on: '2026-03-17', reason: 'completed', destinations: 'studies' }
  expect((await astrid.post(`/enrolments/${ids.enrolments.pelle}/exit`, left)).status).toBe(303)
  expect(await version()).not.toBe(before)
})
