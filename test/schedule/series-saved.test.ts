import { eq, inArray, or } from 'drizzle-orm'
import { fc } from '../properties.ts'
import { expect, test, vi } from 'vitest'
import type { Tx } from '../../db/client.ts'
import { booking, series, session } from '../../db/schema/index.ts'
import {
  changeAt,
  newId,
  saveChange,
  standingSeries,
  standingSessions,
} from '../../server/schedule/change-queries.ts'
import { clashesOf } from '../../server/schedule/clash-queries.ts'
import { undoChange } from '../../server/schedule/undo-queries.ts'
import { stateOf } from '../../server/schedule/draft.ts'
import { dayInSeries, draftOfSeriesEdit, ruleOf } from '../../server/schedule/series-edit.ts'
import { draftOfSeries } from '../../server/schedule/series-plan.ts'
import { seriesWithSessions } from '../../server/schedule/series-queries.ts'
import { localDate, localTime, timeAtMinute, weekdays } from '../../server/time/dates.ts'
import { world } from '../world.ts'
import { at, yogaRule, zone } from './series-world.ts'

vi.setConfig({ testTimeout: 120_000 })

const edits = fc.record({
  moves: fc.array(fc.record({ which: fc.nat(30), days: fc.integer({ min: -3, max: 3 }) }), { maxLength: 4 }),
  cancels: fc.array(fc.nat(30), { maxLength: 2 }),
  booked: fc.nat(30),
  weekdays: fc.subarray([...weekdays], { minLength: 1, maxLength: 3 }),
  start: fc.integer({ min: 48, max: 120 }).map((ten) => timeAtMinute(ten * 10)!),
  every: fc.constantFrom(1, 1, 2),
  following: fc.option(fc.nat(30)),
})

test('whatever is done to a series, the database takes it or names the clash, and undoing gives back what stood', async () => {
  const here = await world()
  const today = localDate('2026-03-17')
  const now = here.clock.now()
  const [by, closed] = [here.ids.staff.karin, new Set([localDate('2026-04-06'), localDate('2026-05-01')])]
  const place = { locationId: here.ids.locations.salen, leaderId: here.ids.staff.leif }
  const plan = { ...yogaRule, ...place, weekdays: [2, 4] as const, startTime: localTime('14:00') }

  const states = async (tx: Tx, seriesIds: readonly string[]) => {
    const own = await standingSessions(tx, or(...seriesIds.map((id) => eq(session.seriesId, id))))
    const bookings = await tx
      .select({ sessionId: booking.sessionId })
      .from(booking)
      .where(
        inArray(
          booking.sessionId,
          own.map(({ id }) => id),
        ),
      )
    return {
      sessions: own.filter(({ removedAt }) => removedAt === null).map((one) => [one.id, stateOf(one)]),
      bookings: bookings.map(({ sessionId }) => sessionId).toSorted(),
    }
  }

  let saved = 0
  await fc.assert(
    fc.asyncProperty(edits, async ({ moves, cancels, booked, following, start, ...wish }) => {
      // Every run stands alone: what the one before left behind is cancelled.
      await here.tenant((tx) =>
        tx.update(session).set({ cancelledAt: now, cancellationReason: 'x', removedAt: now }),
      )
      const draft = draftOfSeries(
        { ...plan, activityId: here.ids.activities.yoga, timeZone: zone },
        { today, closed, newId },
      )
      const all = draft.sessions.filter(
        ({ after }) => after.startsAt.epochMilliseconds > now.epochMilliseconds,
      )
      await here.tenant((tx) => saveChange(tx, draft, { kind: 'series_planned', by, at: now }))
      await here.tenant(async (tx) => {
        for (const { which, days } of moves) {
          const { id, after } = all[which]!
          const byHand = at(localDate(after.localDate), timeAtMinute(17 * 60 + days * 20 + which)!)
          await tx.update(session).set(byHand).where(eq(session.id, id))
        }
        for (const which of cancels)
          await tx
            .update(session)
            .set({ cancelledAt: now, cancellationReason: 'Ledig' })
            .where(eq(session.id, all[which]!.id))
        await tx
          .insert(booking)
          .values({ participantId: here.ids.participants.pelle, sessionId: all[booked]!.id })
      })

      const held = (await here.tenant((tx) => seriesWithSessions(tx, draft.seriesId)))!
      const from = following === null ? null : dayInSeries(all[following]!.after)
      const edit = draftOfSeriesEdit({
        ...held,
        wish: { ...ruleOf(held.series), ...wish, startTime: start },
        from,
        reason: 'Ändras',
        by,
        now,
        today,
        closed,
        newId,
      })
      expect(edit.problems).toEqual([])
      const ids = [...new Set([draft.seriesId, edit.seriesId])]
      const before = await here.tenant((tx) => states(tx, ids))
      const clashes = await here.tenant((tx) => clashesOf(tx, edit))
      const outcome = await here
        .tenant((tx) => saveChange(tx, edit, { kind: 'series_edited', by, at: now }))
        .then(
          (change) => ({ was: 'saved', change }),
          () => ({ was: 'refused', change: undefined }),
        )
      expect(outcome.was).toBe(clashes.length > 0 ? 'refused' : 'saved')
      const { change } = outcome
      if (change === undefined) return
      saved += 1
      await here.tenant(async (tx) => {
        const done = (await changeAt(tx, change))!
        await undoChange(tx, done, { by, at: now })
      })
      const after = await here.tenant((tx) => states(tx, ids))
      const rule = await here.tenant((tx) => standingSeries(tx, eq(series.id, draft.seriesId)))
      expect(after).toEqual(before)
      expect(ruleOf(rule[0]!)).toEqual(ruleOf(held.series))
    }),
    { numRuns: 25 },
  )
  expect(saved).toBeGreaterThan(10)
})
