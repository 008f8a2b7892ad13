import { and, between, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { activity, location, scheduleChange, session, sessionChange, staff } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Names } from './bulk.ts'
import { changeAt, standingSessions, type ChangeWithLines } from './change-queries.ts'
import { clashesOf } from './clash-queries.ts'
import type { Draft, StandingSession } from './change.ts'
import type { Clash } from './clash.ts'
import { possibleLeaders } from './queries.ts'
import type { Offered } from './week-copy.ts'

/** All sessions that begin on a day from one to another, cancelled ones too; only one leader's when named. */
export function sessionsStanding(
  tx: Tx,
  { from, to, leaderId = null }: { from: LocalDate; to: LocalDate; leaderId?: string | null },
  { hold = false }: { hold?: boolean } = {},
): Promise<StandingSession[]> {
  const which = and(
    between(session.localDate, from, to),
    isNull(session.removedAt),
    leaderId === null ? undefined : eq(session.leaderId, leaderId),
  )
  return standingSessions(tx, which, { hold })
}

/** What everything is called, also what is not offered any more. */
export async function namesHere(tx: Tx): Promise<Names> {
  const activities = await tx.select({ id: activity.id, name: activity.name }).from(activity)
  const locations = await tx.select({ id: location.id, name: location.name }).from(location)
  const leaders = await tx.select({ id: staff.id, name: staff.name }).from(staff)
  const byId = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]))
  return { activities: byId(activities), locations: byId(locations), leaders: byId(leaders) }
}

export async function offeredNow(tx: Tx): Promise<Offered> {
  const activities = await tx.select({ id: activity.id }).from(activity).where(isNull(activity.archivedAt))
  const locations = await tx.select({ id: location.id }).from(location).where(isNull(location.archivedAt))
  const leaders = await possibleLeaders(tx)
  const ids = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  return { activities: ids(activities), locations: ids(locations), leaders: ids(leaders) }
}

/** The part of a draft that nothing stands in the way of, and what stands in the way of the rest. */
export async function withoutClashes(
  tx: Tx,
  draft: Draft,
): Promise<{ draft: Draft; clashes: readonly Clash[] }> {
  const clashes: Clash[] = []
  let sessions = draft.sessions
  for (;;) {
    const found = await clashesOf(tx, { ...draft, sessions })
    const clashing = new Set(found.map(({ wished }) => wished?.id))
    clashes.push(...found)
    const kept = sessions.filter(({ id }) => !clashing.has(id))
    if (kept.length === sessions.length) return { draft: { ...draft, sessions }, clashes }
    sessions = kept
  }
}

/** The changes that cancelled sessions because of a closed period, and were not taken back since. */
export async function closingsOfPeriod(tx: Tx, periodId: string): Promise<ChangeWithLines[]> {
  const rows = await tx
    .select({ id: scheduleChange.id })
    .from(scheduleChange)
    .where(
      and(eq(scheduleChange.kind, 'period_closed'), sql`${scheduleChange.facts}->>'period' = ${periodId}`),
    )
    .orderBy(desc(scheduleChange.id))
  const changes: ChangeWithLines[] = []
  for (const { id } of rows) {
    const change = await changeAt(tx, id)
    if (change && change.undoneBy === null) changes.push(change)
  }
  return changes
}

/** How many of the sessions that a closed period cancelled can still take place. */
export async function sessionsToReinstate(tx: Tx, periodId: string, now: Temporal.Instant): Promise<number> {
  const rows = await tx
    .selectDistinct({ id: session.id })
    .from(sessionChange)
    .innerJoin(scheduleChange, eq(scheduleChange.id, sessionChange.changeId))
    .innerJoin(
      session,
      and(eq(session.id, sessionChange.sessionId), eq(session.version, sessionChange.version)),
    )
    .where(
      and(
        eq(scheduleChange.kind, 'period_closed'),
        sql`${scheduleChange.facts}->>'period' = ${periodId}`,
        gt(session.startsAt, now),
      ),
    )
  return rows.length
}
