import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { languageHere, timeZoneHere } from '../organisation/queries.ts'
import { textsIn } from '../language/catalogue.ts'
import { newId } from '../schedule/change-queries.ts'
import { horizonOf } from '../schedule/recurrence.ts'
import { daysMade, saveExtension, seriesToExtend } from '../schedule/series-extension-queries.ts'
import { draftOfExtension, extendedFrom } from '../schedule/series-extension.ts'
import { localDateOf } from '../time/zones.ts'
import type { Parts } from '../web/env.ts'
import { inEachOrganisation } from './each-organisation.ts'

/** Makes the sessions of series that go on, half a year ahead. */
export const extendSeries = (parts: Parts): Promise<void> =>
  inEachOrganisation('series horizon', parts, async (tx) => {
    const now = parts.clock.now()
    const today = localDateOf(now, await timeZoneHere(tx))
    const horizon = horizonOf(today)
    const going = await seriesToExtend(tx, horizon)
    if (going.length === 0) return
    const first = going.map(extendedFrom).toSorted()[0]!
    const periods = await closedPeriodsBetween(tx, first, horizon)
    const closed = new Set(closedDays(periods, first, horizon).map(({ date }) => date))
    const reason = textsIn(await languageHere(tx))('series:extension.clash')
    for (const series of going) {
      const there = await daysMade(tx, series.id, extendedFrom(series))
      const draft = draftOfExtension(series, { today, now, closed, there, newId })
      await saveExtension(tx, draft, reason, { kind: 'series_extended', by: null, at: now })
    }
  })
