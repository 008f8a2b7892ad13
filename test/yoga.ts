import type { Tenant } from '../db/client.ts'
import { activity, enrolment, location, planStep, programme, session, stage } from '../db/schema/index.ts'
import type { Settled } from '../scripts/demo/settle.ts'
import { addDays, type LocalDate, type LocalTime } from '../server/time/dates.ts'
import { instantAt, type TimeZone } from '../server/time/zones.ts'
import { isoWeekOf, mondayOf } from '../server/time/weeks.ts'

type People = Settled<'leif', 'pelle' | 'amina' | 'siv'>

/** What a small programme needs before its first day: Promise, a hall, a kitchen, yoga today, and three who take part. */
export async function furnish(tenant: Tenant, people: People, today: LocalDate, zone: TimeZone) {
  return tenant(async (tx) => {
    const [promise] = await tx
      .insert(programme)
      .values({
        preset: 'promise',
        name: 'Promise',
        ageFrom: 16,
        ageTo: 64,
        plannedWeeks: 20,
        weeklyTargetMinutes: 600,
        goalPercent: 70,
      })
      .returning({ id: programme.id })
    const stages = await tx
      .insert(stage)
      .values(
        [
          ['enrolled', 'Inskriven'],
          ['ramping', 'Upptrappning'],
          ['at_target', '10 timmar'],
          ['moved_on', 'Gått vidare'],
        ].map(([key, name], position) => ({ programmeId: promise!.id, position, key: key!, name: name! })),
      )
      .returning({ id: stage.id })
    const [salen] = await tx.insert(location).values({ name: 'Salen' }).returning({ id: location.id })
    const [koket] = await tx.insert(location).values({ name: 'Köket' }).returning({ id: location.id })
    const [yoga] = await tx
      .insert(activity)
      .values({
        name: 'Yoga',
        category: 'health_promotion',
        usualMinutes: 60,
        locationId: salen!.id,
        leaderId: people.staff.leif,
        places: 12,
      })
      .returning({ id: activity.id })
    const [start, end] = ['09:30', '10:30'] as [LocalTime, LocalTime]
    const [yogaToday] = await tx
      .insert(session)
      .values({
        activityId: yoga!.id,
        startsAt: instantAt(today, start, zone),
        endsAt: instantAt(today, end, zone),
        localDate: today,
        localStart: start,
        localEnd: end,
        timeZone: zone,
        locationId: salen!.id,
        locationShareable: false,
        leaderId: people.staff.leif,
        places: 12,
      })
      .returning({ id: session.id })

    const startsOn = addDays(mondayOf(isoWeekOf(today)), -28)
    const enrolments = {} as Record<'pelle' | 'amina' | 'siv', string>
    for (const key of ['pelle', 'amina', 'siv'] as const) {
      const [row] = await tx
        .insert(enrolment)
        .values({
          participantId: people.participants[key],
          programmeId: promise!.id,
          coachId: key === 'pelle' ? people.staff.leif : null,
          startsOn,
          plannedWeeks: 20,
          plannedEndOn: addDays(startsOn, 20 * 7 - 1),
          weeklyTargetMinutes: 600,
        })
        .returning({ id: enrolment.id })
      enrolments[key] = row!.id
      await tx.insert(planStep).values([
        { enrolmentId: row!.id, fromMonday: startsOn, minutes: 120 },
        { enrolmentId: row!.id, fromMonday: addDays(startsOn, 28), minutes: 300 },
      ])
    }
    return {
      programme: promise!.id,
      stages: stages.map((row) => row.id),
      locations: { salen: salen!.id, koket: koket!.id },
      activities: { yoga: yoga!.id },
      sessions: { yoga: yogaToday!.id },
      enrolments,
    }
  })
}
