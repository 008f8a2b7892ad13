import { desc, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, location, scheduleChange, staff } from '../../db/schema/index.ts'
import { changes, revived, type Change } from './change-queries.ts'
import type { SeriesState, SessionState } from './change.ts'
import type { Names, ToldChange } from './change-words.ts'
import type { ChangedLine } from './draft.ts'

/** So many sessions of a change are told by name. */
const mostNamed = 3
/** An undoing of an undoing of … is followed no further. */
const mostSteps = 8

/** Changes with what their sentences need: some of their lines, and what an undoing takes back. */
export async function toldChanges(
  tx: Tx,
  found: readonly Change[],
  sessionId?: string,
): Promise<(Change & ToldChange)[]> {
  const all = new Map(found.map((change) => [change.id, change]))
  for (let step = 0; step < mostSteps; step += 1) {
    const missing = [...all.values()].flatMap(({ undoes }) => (undoes && !all.has(undoes) ? [undoes] : []))
    if (missing.length === 0) break
    for (const change of await changes(tx).where(inArray(scheduleChange.id, missing)))
      all.set(change.id, change)
  }
  const lines = await firstLines(tx, [...all.keys()], sessionId)
  const told = (change: Change): Change & ToldChange => ({
    ...change,
    ...(lines.get(change.id) ?? { sessions: [], series: [], sessionCount: 0 }),
  })
  return found.map((change) => {
    const { first, steps } = beginning(change, all)
    return steps === 0
      ? told(change)
      : { ...told(change), takesBack: { change: told(first), again: steps % 2 === 0 } }
  })
}

/** What an undoing goes back to in the end, over how many steps. */
function beginning(change: Change, all: ReadonlyMap<string, Change>): { first: Change; steps: number } {
  let [first, steps] = [change, 0]
  while (first.undoes !== null) {
    const before = all.get(first.undoes)
    if (!before) break
    ;[first, steps] = [before, steps + 1]
  }
  return { first, steps }
}

/** All that happened to one session, or to one series and its sessions, the latest first. */
export function changesAbout(
  tx: Tx,
  what: { sessionId: string } | { seriesId: string },
  most: number,
): Promise<Change[]> {
  const touched =
    'sessionId' in what
      ? sql`${scheduleChange.id} in (select change_id from session_change where session_id = ${what.sessionId})`
      : sql`${scheduleChange.id} in (
          select change_id from series_change where series_id = ${what.seriesId}
          union select line.change_id from session_change line join session on session.id = line.session_id
          where session.series_id = ${what.seriesId})`
  return changes(tx).where(touched).orderBy(desc(scheduleChange.id)).limit(most)
}

/** A session as it stood when it had that version; what has no history since then is not known. */
export async function sessionOfVersion(
  tx: Tx,
  sessionId: string,
  version: number,
): Promise<SessionState | undefined> {
  const [row] = await tx.hot<{ state: object }[]>`
    select case when version = ${version} then after else before end as state from session_change
    where session_id = ${sessionId}::uuid and version >= ${version} and (version = ${version} or before is not null)
    order by version limit 1`
  return row && revived<SessionState>(row.state)
}

/** A series as it stood when it had that version. */
export async function seriesOfVersion(
  tx: Tx,
  seriesId: string,
  version: number,
): Promise<SeriesState | undefined> {
  const [row] = await tx.hot<{ state: object }[]>`
    select case when version = ${version} then after else before end as state from series_change
    where series_id = ${seriesId}::uuid and version >= ${version} and (version = ${version} or before is not null)
    order by version limit 1`
  return row && revived<SeriesState>(row.state)
}

/** Which of these sessions and series still have a page. */
export async function stillThere(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.hot<{ id: string }[]>`
    select id from session where id = any(${[...ids]}::uuid[]) and removed_at is null
    union all select id from series where id = any(${[...ids]}::uuid[]) and removed_at is null`
  return new Set(rows.map(({ id }) => id))
}

type Lines = Pick<ToldChange, 'sessions' | 'series' | 'sessionCount'>

/** Of a change of a thousand sessions a few are enough, found by key; or the one that is asked about. */
async function firstLines(
  tx: Tx,
  ids: readonly string[],
  sessionId: string | undefined,
): Promise<Map<string, Lines>> {
  if (ids.length === 0) return new Map()
  const one = sessionId ?? null
  const sessions = await tx.hot<LineRow[]>`
    select change.id as "changeId", line.session_id as id, line.version, line.before, line.after,
      (select count(*)::int from session_change where change_id = change.id) as count
    from unnest(${[...ids]}::uuid[]) as change(id)
    cross join lateral (
      select * from session_change where change_id = change.id and (${one}::uuid is null or session_id = ${one}::uuid)
      order by session_id limit ${mostNamed}
    ) line
    order by line.after ->> 'startsAt'`
  const series = await tx.hot<LineRow[]>`
    select change_id as "changeId", series_id as id, version, before, after, 0 as count
    from series_change where change_id = any(${[...ids]}::uuid[]) order by series_id`
  return new Map(
    ids.map((id) => {
      const own = sessions.filter(({ changeId }) => changeId === id)
      return [
        id,
        {
          sessions: own.map((row) => lineOf<SessionState>(row)),
          sessionCount: own[0]?.count ?? 0,
          series: series.filter(({ changeId }) => changeId === id).map((row) => lineOf<SeriesState>(row)),
        },
      ]
    }),
  )
}

type LineRow = {
  changeId: string
  id: string
  version: number
  before: object | null
  after: object
  count: number
}

const lineOf = <State>({ id, version, before, after }: LineRow): ChangedLine<State> => ({
  id,
  version,
  before: before === null ? null : revived<State>(before),
  after: revived<State>(after),
})

type Named = Pick<ToldChange, 'sessions' | 'series' | 'takesBack'>

/** The names of all that these changes are about, in three questions however many they are. */
export async function namesIn(tx: Tx, told: readonly Named[]): Promise<Names> {
  const states = told
    .flatMap((change) => [change, ...(change.takesBack ? [change.takesBack.change] : [])])
    .flatMap(({ sessions, series }) => [...sessions, ...series])
    .flatMap(({ before, after }): (SessionState | SeriesState)[] => (before ? [before, after] : [after]))
  const ids = (key: 'activityId' | 'locationId' | 'leaderId') => [
    ...new Set(states.map((state) => state[key]).filter((id) => id !== null)),
  ]
  const named = async (table: typeof activity | typeof location | typeof staff, of: readonly string[]) => {
    if (of.length === 0) return new Map<string, string>()
    const rows = await tx
      .select({ id: table.id, name: table.name })
      .from(table)
      .where(inArray(table.id, [...of]))
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
  return {
    activities: await named(activity, ids('activityId')),
    locations: await named(location, ids('locationId')),
    staff: await named(staff, ids('leaderId')),
  }
}
