import { expect, test } from 'vitest'
import { levelReached, reportedHours } from '../../db/schema/index.ts'
import { eq } from 'drizzle-orm'
import { keepLevels } from '../../server/jobs/reached-levels.ts'
import { addDays, localDate } from '../../server/time/dates.ts'
import { world } from '../world.ts'

test('the Sunday on which four weeks held ten hours on average is kept by itself, and stands when hours are taken back', async () => {
  const here = await world()
  const { pelle } = here.ids.enrolments
  const firstMonday = localDate('2026-02-16')
  await here.tenant((tx) =>
    tx.insert(reportedHours).values(
      [0, 7, 14, 21].map((days) => ({
        enrolmentId: pelle,
        kind: 'placement' as const,
        onDate: addDays(firstMonday, days),
        minutes: 600,
        approvedAt: here.clock.now(),
      })),
    ),
  )
  const kept = () =>
    here.tenant((tx) => tx.select().from(levelReached).where(eq(levelReached.enrolmentId, pelle)))
  await Promise.all([keepLevels(here.parts), keepLevels(here.parts)])
  expect(await kept()).toMatchObject([{ reachedOn: '2026-03-15' }])

  await here.tenant((tx) => tx.update(reportedHours).set({ withdrawnAt: here.clock.now() }))
  await keepLevels(here.parts)
  expect(await kept()).toMatchObject([{ reachedOn: '2026-03-15' }])
})
