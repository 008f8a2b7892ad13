import { and, asc, count, desc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import {
  consent,
  enrolment,
  participant,
  planStep,
  programme,
  referrer,
  staff,
  stage,
  stageChange,
} from '../../db/schema/index.ts'
import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import { takeTurn } from '../organisation/queries.ts'
import { coachesHere, referrersHere } from '../people/queries.ts'
import type { LocalDate, Minutes } from '../time/dates.ts'
import { isoWeekOf, mondayOf } from '../time/weeks.ts'
import type { PlanStep } from './plan.ts'
import { presets, stageText, type CreditRule, type PresetKey } from './presets.ts'
import type { KioskQuestion } from './words.ts'
import type { ArrangedStages } from './stages.ts'

/** Begins a programme from a preset: from then on the rows rule, in the language in which they were written. */
export async function addProgramme(
  tx: Tx,
  key: PresetKey,
  language: Language,
  name: string = presets[key].name,
): Promise<string> {
  const preset = presets[key]
  const t = textsIn(language)
  const [row] = await tx
    .insert(programme)
    .values({
      preset: key,
      name,
      ageFrom: preset.ages.from,
      ageTo: preset.ages.to,
      plannedWeeks: preset.plannedWeeks,
      weeklyTargetMinutes: preset.weeklyTargetMinutes,
      graceMinutes: preset.graceMinutes,
      creditRule: preset.creditRule,
      goalPercent: preset.goalPercent,
      followUpDays: [...preset.followUpDays],
      talkLimitDays: preset.talkLimitDays,
    })
    .returning({ id: programme.id })
  await tx.insert(stage).values(
    preset.stages.map((one) => ({
      programmeId: row!.id,
      position: one.position,
      key: one.key,
      name: t(stageText(one.key)),
      isGate: one.isGate,
    })),
  )
  return row!.id
}

/** Every programme, with how many are in it today. */
export function programmes(tx: Tx, today: LocalDate) {
  return tx
    .select({
      id: programme.id,
      preset: programme.preset,
      name: programme.name,
      plannedWeeks: programme.plannedWeeks,
      weeklyTargetMinutes: programme.weeklyTargetMinutes,
      archivedAt: programme.archivedAt,
      enrolled: count(enrolment.id),
    })
    .from(programme)
    .leftJoin(
      enrolment,
      and(
        eq(enrolment.programmeId, programme.id),
        lte(enrolment.startsOn, today),
        or(isNull(enrolment.endsOn), gte(enrolment.endsOn, today)),
      ),
    )
    .groupBy(programme.organisationId, programme.id)
    .orderBy(sql`${programme.archivedAt} is not null`, inSwedishOrder(programme.name))
}

/** The programmes that one can be enrolled in. */
export function runningProgrammes(tx: Tx) {
  return tx
    .select({
      id: programme.id,
      name: programme.name,
      plannedWeeks: programme.plannedWeeks,
      weeklyTargetMinutes: programme.weeklyTargetMinutes,
    })
    .from(programme)
    .where(isNull(programme.archivedAt))
    .orderBy(inSwedishOrder(programme.name))
}

/** What there is to choose from when somebody is enrolled. */
export async function choicesOfEnrolment(tx: Tx) {
  return {
    programmes: await runningProgrammes(tx),
    referrers: await referrersHere(tx),
    coaches: await coachesHere(tx),
  }
}

export type EnrolmentChoices = Awaited<ReturnType<typeof choicesOfEnrolment>>

/** One programme; held, nobody else changes it until the transaction ends. */
export async function programmeWith(tx: Tx, id: string, { hold = false }: { hold?: boolean } = {}) {
  if (hold) await takeTurn(tx)
  const query = tx.select().from(programme).where(eq(programme.id, id))
  const [row] = await (hold ? query.for('no key update') : query)
  return row
}

export function stagesOf(tx: Tx, programmeId: string) {
  return tx
    .select({
      id: stage.id,
      position: stage.position,
      key: stage.key,
      name: stage.name,
      isGate: stage.isGate,
    })
    .from(stage)
    .where(eq(stage.programmeId, programmeId))
    .orderBy(asc(stage.position))
}

/** The stages on which somebody stands or has stood. */
export async function stagesInUse(tx: Tx, programmeId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: stage.id })
    .from(stage)
    .innerJoin(stageChange, eq(stageChange.stageId, stage.id))
    .where(eq(stage.programmeId, programmeId))
  return rows.map((row) => row.id)
}

export async function changeProgramme(
  tx: Tx,
  id: string,
  facts: {
    name: string
    plannedWeeks: number | null
    weeklyTargetMinutes: number | null
    graceMinutes: number
    creditRule: CreditRule
    goalPercent: number | null
    question: KioskQuestion | null
    questionEveryDays: number
  },
): Promise<void> {
  await tx
    .update(programme)
    .set({ ...facts, version: sql`${programme.version} + 1` })
    .where(eq(programme.id, id))
}

/** Puts the ladder in its new order; positions are unique, so they are first moved out of the way. */
export async function arrangeStages(tx: Tx, programmeId: string, arranged: ArrangedStages): Promise<void> {
  if (arranged.removed.length > 0)
    await tx.delete(stage).where(
      inArray(
        stage.id,
        arranged.removed.map((one) => one.id),
      ),
    )
  await tx
    .update(stage)
    .set({ position: sql`-${stage.position} - 1` })
    .where(eq(stage.programmeId, programmeId))
  for (const { id, name, position } of arranged.stages) {
    if (id === undefined) await tx.insert(stage).values({ programmeId, position, name, key: 'own' })
    else await tx.update(stage).set({ name, position }).where(eq(stage.id, id))
  }
}

export async function archiveProgramme(tx: Tx, id: string, archived: boolean): Promise<void> {
  await tx
    .update(programme)
    .set({ archivedAt: archived ? sql`now()` : null })
    .where(eq(programme.id, id))
}

const enrolmentColumns = {
  id: enrolment.id,
  participantId: enrolment.participantId,
  programmeId: enrolment.programmeId,
  programmeName: programme.name,
  referrerId: enrolment.referrerId,
  referrerName: referrer.name,
  coachId: enrolment.coachId,
  coachName: staff.name,
  startsOn: enrolment.startsOn,
  plannedWeeks: enrolment.plannedWeeks,
  plannedEndOn: enrolment.plannedEndOn,
  weeklyTargetMinutes: enrolment.weeklyTargetMinutes,
  talkEveryWeeks: enrolment.talkEveryWeeks,
  endsOn: enrolment.endsOn,
  version: enrolment.version,
  stageId: sql<string | null>`(
    select stage_id from stage_change where stage_change.enrolment_id = enrolment.id
    order by on_date desc, recorded_at desc limit 1)`,
  stageName: sql<string | null>`(
    select stage.name from stage_change join stage on stage.id = stage_change.stage_id
    where stage_change.enrolment_id = enrolment.id order by on_date desc, recorded_at desc limit 1)`,
}

const enrolments = (tx: Tx) =>
  tx
    .select(enrolmentColumns)
    .from(enrolment)
    .innerJoin(programme, eq(programme.id, enrolment.programmeId))
    .leftJoin(referrer, eq(referrer.id, enrolment.referrerId))
    .leftJoin(staff, eq(staff.id, enrolment.coachId))

/** A participant's enrolments, the latest first. */
export const enrolmentsOf = (tx: Tx, participantId: string) =>
  enrolments(tx).where(eq(enrolment.participantId, participantId)).orderBy(desc(enrolment.startsOn))

export async function enrolmentWith(tx: Tx, id: string) {
  const [row] = await enrolments(tx).where(eq(enrolment.id, id))
  return row
}

/** Two changes of one enrolment take turns: the second sees what the first did. */
export async function holdEnrolment(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: enrolment.id }).from(enrolment).where(eq(enrolment.id, id)).for('update')
}

export type EnrolmentRow = NonNullable<Awaited<ReturnType<typeof enrolmentWith>>>

export async function planOf(tx: Tx, enrolmentId: string): Promise<PlanStep[]> {
  const rows = await tx
    .select({ fromMonday: planStep.fromMonday, minutes: planStep.minutes })
    .from(planStep)
    .where(eq(planStep.enrolmentId, enrolmentId))
    .orderBy(asc(planStep.fromMonday))
  return rows.map(stepOf)
}

/** The plans of all of a participant's enrolments. */
export async function plansOf(tx: Tx, participantId: string): Promise<Map<string, PlanStep[]>> {
  const rows = await tx
    .select({
      enrolmentId: planStep.enrolmentId,
      fromMonday: planStep.fromMonday,
      minutes: planStep.minutes,
    })
    .from(planStep)
    .innerJoin(enrolment, eq(enrolment.id, planStep.enrolmentId))
    .where(eq(enrolment.participantId, participantId))
    .orderBy(asc(planStep.fromMonday))
  const byEnrolment = Map.groupBy(rows, (row) => row.enrolmentId)
  return new Map([...byEnrolment].map(([id, own]) => [id, own.map(stepOf)]))
}

const stepOf = (row: { fromMonday: LocalDate; minutes: number }): PlanStep => ({
  fromWeek: isoWeekOf(row.fromMonday),
  minutes: row.minutes as Minutes,
})

export type EnrolmentFacts = {
  referrerId: string | null
  coachId: string | null
  startsOn: LocalDate
  plannedWeeks: number | null
  plannedEndOn: LocalDate | null
  weeklyTargetMinutes: number | null
  talkEveryWeeks: number | null
}

export async function enrol(
  tx: Tx,
  facts: EnrolmentFacts & { participantId: string; programmeId: string; by: string | null; plan: PlanStep[] },
): Promise<string> {
  const { plan, by, ...rest } = facts
  const [row] = await tx
    .insert(enrolment)
    .values({ ...rest, createdBy: by })
    .returning({ id: enrolment.id })
  await replacePlan(tx, row!.id, plan)
  const [first] = await stagesOf(tx, facts.programmeId)
  if (first) await moveToStage(tx, { enrolmentId: row!.id, stageId: first.id, onDate: facts.startsOn, by })
  await bumpFeed(tx, facts.participantId)
  return row!.id
}

export async function changeEnrolment(
  tx: Tx,
  enrolmentOf: { id: string; participantId: string },
  facts: EnrolmentFacts,
  plan: PlanStep[],
): Promise<void> {
  await tx
    .update(enrolment)
    .set({ ...facts, version: sql`${enrolment.version} + 1` })
    .where(eq(enrolment.id, enrolmentOf.id))
  await replacePlan(tx, enrolmentOf.id, plan)
  await bumpFeed(tx, enrolmentOf.participantId)
}

async function replacePlan(tx: Tx, enrolmentId: string, plan: readonly PlanStep[]): Promise<void> {
  await tx.delete(planStep).where(eq(planStep.enrolmentId, enrolmentId))
  if (plan.length === 0) return
  await tx
    .insert(planStep)
    .values(plan.map((step) => ({ enrolmentId, fromMonday: mondayOf(step.fromWeek), minutes: step.minutes })))
}

export async function moveToStage(
  tx: Tx,
  change: { enrolmentId: string; stageId: string; onDate: LocalDate; by: string | null },
): Promise<void> {
  const { by, ...rest } = change
  await tx.insert(stageChange).values({ ...rest, recordedBy: by })
}

/** Where the participant has stood on the ladder, from the first day on. */
export function stageChangesOf(tx: Tx, enrolmentId: string) {
  return tx
    .select({ stageName: stage.name, onDate: stageChange.onDate })
    .from(stageChange)
    .innerJoin(stage, eq(stage.id, stageChange.stageId))
    .where(eq(stageChange.enrolmentId, enrolmentId))
    .orderBy(asc(stageChange.onDate), asc(stageChange.recordedAt))
}

/** The participant's own feed shows something else from now on. */
export async function bumpFeed(tx: Tx, participantId: string): Promise<void> {
  await tx
    .update(participant)
    .set({ feedVersion: sql`${participant.feedVersion} + 1` })
    .where(eq(participant.id, participantId))
}

export const consentKinds = ['email', 'feed', 'national_follow_up'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** What the participant has agreed to and not taken back. */
export function standingConsents(tx: Tx, participantId: string) {
  return tx
    .select({ kind: consent.kind, givenAt: consent.givenAt })
    .from(consent)
    .where(and(eq(consent.participantId, participantId), isNull(consent.withdrawnAt)))
    .orderBy(asc(consent.givenAt))
}

export async function giveConsent(
  tx: Tx,
  given: {
    participantId: string
    enrolmentId: string | null
    kind: ConsentKind
    by: string
    at: Temporal.Instant
  },
): Promise<void> {
  const { by, at, ...rest } = given
  const standing = await standingConsents(tx, given.participantId)
  if (standing.some((one) => one.kind === given.kind)) return
  await tx.insert(consent).values({ ...rest, givenAt: at, recordedBy: by })
}

export async function withdrawConsent(
  tx: Tx,
  participantId: string,
  kind: ConsentKind,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(consent)
    .set({ withdrawnAt: at })
    .where(and(eq(consent.participantId, participantId), eq(consent.kind, kind), isNull(consent.withdrawnAt)))
}
