import { keepReachedLevels } from '../hours/queries.ts'
import { timeZoneHere } from '../organisation/queries.ts'
import { localDateOf } from '../time/zones.ts'
import type { Parts } from '../web/env.ts'
import { inEachOrganisation } from './each-organisation.ts'

/** Keeps the day on which anybody first reached their level: a week counts once it is over, whoever looks or does not. */
export const keepLevels = (parts: Parts): Promise<void> =>
  inEachOrganisation('reached levels', parts, async (tx) => {
    const at = parts.clock.now()
    const zone = await timeZoneHere(tx)
    await keepReachedLevels(tx, {}, { today: localDateOf(at, zone), zone, at })
  })
