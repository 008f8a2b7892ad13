import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activity, location, staff, templateSession, weekTemplate } from '../../db/schema/index.ts'
import { weekday, type Weekday } from '../time/dates.ts'
import type { Category } from './categories.ts'
import type { TemplateSession } from './template.ts'

export type TemplateFacts = { id: string; name: string; version: number; sessions: number }

const templates = (tx: Tx) =>
  tx
    .select({
      id: weekTemplate.id,
      name: weekTemplate.name,
      version: weekTemplate.version,
      sessions: count(templateSession.id),
    })
    .from(weekTemplate)
    .leftJoin(templateSession, eq(templateSession.templateId, weekTemplate.id))
    .groupBy(weekTemplate.organisationId, weekTemplate.id)

export const weekTemplates = (tx: Tx): Promise<TemplateFacts[]> =>
  templates(tx).orderBy(inSwedishOrder(weekTemplate.name))

export async function templateAt(tx: Tx, id: string): Promise<TemplateFacts | undefined> {
  const [row] = await templates(tx).where(eq(weekTemplate.id, id))
  return row
}

/** A template's session with its words, as a small week shows it. */
export type TemplateSessionFacts = TemplateSession & {
  id: string
  activityName: string
  category: Category
  locationName: string | null
  leaderName: string | null
  /** The activity is not offered any more: it will be left out. */
  notOffered: boolean
}

export async function sessionsOfTemplateAt(tx: Tx, templateId: string): Promise<TemplateSessionFacts[]> {
  const rows = await tx
    .select({
      id: templateSession.id,
      weekday: templateSession.weekday,
      startTime: templateSession.startTime,
      minutes: templateSession.minutes,
      activityId: templateSession.activityId,
      activityName: activity.name,
      category: activity.category,
      locationId: templateSession.locationId,
      locationName: location.name,
      leaderId: templateSession.leaderId,
      leaderName: staff.name,
      places: templateSession.places,
      notOffered: sql<boolean>`${activity.archivedAt} is not null`,
    })
    .from(templateSession)
    .innerJoin(activity, eq(activity.id, templateSession.activityId))
    .leftJoin(location, eq(location.id, templateSession.locationId))
    .leftJoin(staff, eq(staff.id, templateSession.leaderId))
    .where(eq(templateSession.templateId, templateId))
    .orderBy(asc(templateSession.weekday), asc(templateSession.startTime), asc(templateSession.id))
  return rows.map((row) => ({ ...row, weekday: weekday(row.weekday) satisfies Weekday }))
}

export async function keepTemplate(
  tx: Tx,
  name: string,
  sessions: readonly TemplateSession[],
  by: string,
): Promise<string> {
  const [row] = await tx
    .insert(weekTemplate)
    .values({ name, createdBy: by })
    .returning({ id: weekTemplate.id })
  await tx.insert(templateSession).values(sessions.map((session) => ({ ...session, templateId: row!.id })))
  return row!.id
}

/** Whether it still had the version that was looked at, and so was renamed. */
export async function renameTemplate(
  tx: Tx,
  { id, version }: Pick<TemplateFacts, 'id' | 'version'>,
  name: string,
): Promise<boolean> {
  const rows = await tx
    .update(weekTemplate)
    .set({ name, version: sql`${weekTemplate.version} + 1` })
    .where(and(eq(weekTemplate.id, id), eq(weekTemplate.version, version)))
    .returning({ id: weekTemplate.id })
  return rows.length > 0
}

/** Takes the template away; what was laid out by it stays in the schedule. */
export async function removeTemplate(tx: Tx, id: string): Promise<void> {
  await tx.delete(weekTemplate).where(eq(weekTemplate.id, id))
}
