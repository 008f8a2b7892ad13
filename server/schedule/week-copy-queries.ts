import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import type { Language } from '../language/text.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import type { TimeZone } from '../time/zones.ts'
import { namesHere, offeredNow, sessionsStanding } from './bulk-queries.ts'
import { newId } from './change-queries.ts'
import { daysOfSpan, laySessions, sessionsCopied, type WeekSpan, type WishedSession } from './week-copy.ts'

/** What a copy of some weeks would put onto others. */
export async function wishedByCopy(tx: Tx, from: WeekSpan, onto: WeekSpan): Promise<WishedSession[]> {
  return sessionsCopied(await sessionsStanding(tx, daysOfSpan(from)), from, onto)
}

/** Wished sessions laid into a span of weeks as they stand, with what a preview tells of it in words. */
export async function layOver(
  tx: Tx,
  wished: readonly WishedSession[],
  onto: WeekSpan,
  here: { now: Temporal.Instant; timeZone: TimeZone; language: Language },
) {
  const { from, to } = daysOfSpan(onto)
  const { closed, notOffered, ...laid } = laySessions(wished, await sessionsStanding(tx, { from, to }), {
    now: here.now,
    timeZone: here.timeZone,
    closed: closedDays(await closedPeriodsBetween(tx, from, to), from, to),
    offered: await offeredNow(tx),
    newId,
  })
  const { activities } = await namesHere(tx)
  return {
    ...laid,
    closed: closed.map(({ date, name, count }) => ({ date, name: name[here.language], count })),
    notOffered: [...notOffered].map(([id, count]) => ({ name: activities.get(id) ?? '', count })),
  }
}

export type LaidOver = Awaited<ReturnType<typeof layOver>>
