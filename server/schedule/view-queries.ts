import { isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activityProgramme, programme } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import { locations } from './location-queries.ts'
import { possibleLeaders, sessionsBetween, type Named, type SessionFacts } from './queries.ts'
import { isShown, parseView, withKnownChoices, type View } from './view.ts'

/** The sessions that a view shows, in the order of the clock: those of its days that its filter lets through. */
export async function sessionsOfView(
  tx: Tx,
  view: Pick<View, 'from' | 'to' | 'filter'>,
  viewerId?: string,
): Promise<SessionFacts[]> {
  const all = await sessionsBetween(tx, view.from, view.to, viewerId)
  const openTo =
    view.filter.programme.length > 0 ? await programmesByActivity(tx) : new Map<string, string[]>()
  return all.filter((session) => isShown(session, view.filter, openTo))
}

/** The programmes of each activity that is open to some only. */
async function programmesByActivity(tx: Tx): Promise<Map<string, string[]>> {
  const openTo = new Map<string, string[]>()
  const rows = await tx
    .select({ activityId: activityProgramme.activityId, programmeId: activityProgramme.programmeId })
    .from(activityProgramme)
  for (const { activityId, programmeId } of rows)
    openTo.set(activityId, [...(openTo.get(activityId) ?? []), programmeId])
  return openTo
}

/** What a view can be filtered by: the programmes, leaders and places of today, by name. */
export type FilterChoices = Record<'programme' | 'leader' | 'location', Named[]>

export async function filterChoices(tx: Tx): Promise<FilterChoices> {
  const programmes = tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .where(isNull(programme.archivedAt))
    .orderBy(inSwedishOrder(programme.name))
  return {
    programme: await programmes,
    leader: await possibleLeaders(tx),
    location: (await locations(tx)).map(({ id, name }) => ({ id, name })),
  }
}

/** The view that an address asks for, as far as what it names exists here, and what there is to choose from. */
export async function viewAsked(
  tx: Tx,
  query: URLSearchParams,
  today: LocalDate,
): Promise<{ view: View; unknown: boolean; choices: FilterChoices }> {
  const choices = await filterChoices(tx)
  return { ...withKnownChoices(parseView(query, today), choices), choices }
}
