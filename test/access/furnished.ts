import { eq } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import {
  absence,
  booking,
  closedPeriod,
  exit,
  hallScreen,
  kiosk,
  referrer,
  reportedHours,
  scheduleChange,
  series,
  session,
  talkTime,
  unclearCheckIn,
  wish,
  wishGroup,
  weekTemplate,
} from '../../db/schema/index.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import type { World } from '../world.ts'

export type Paths = (path: string) => string

/** Something of every kind, and each route's address with its ids. */
export async function furnished({ tenant, ids }: World): Promise<Paths> {
  const made = await tenant(async (tx) => {
    const [weekly] = await tx
      .insert(series)
      .values({
        activityId: ids.activities.yoga,
        weekdays: [5],
        startsOn: localDate('2026-03-20'),
        endsOn: localDate('2026-03-20'),
        startTime: localTime('13:00'),
        minutes: 60,
        timeZone: 'Europe/Stockholm',
      })
      .returning({ id: series.id })
    const ofSeries = { seriesId: weekly!.id, seriesDate: localDate('2026-03-17') }
    await tx.update(session).set(ofSeries).where(eq(session.id, ids.sessions.yoga))
    const [closed] = await tx
      .insert(closedPeriod)
      .values({ name: 'Städdag', startsOn: localDate('2026-05-04'), endsOn: localDate('2026-05-04') })
      .returning({ id: closedPeriod.id })
    const [ordinary] = await tx
      .insert(weekTemplate)
      .values({ name: 'Vanlig vecka' })
      .returning({ id: weekTemplate.id })
    const [tablet] = await tx.insert(kiosk).values({ name: 'Entrén' }).returning({ id: kiosk.id })
    const [screen] = await tx
      .insert(hallScreen)
      .values({ name: 'Entrén', tokenHash: 'of nothing' })
      .returning({ id: hallScreen.id })
    const amina = ids.participants.amina
    const friday = localDate('2026-03-20')
    const [later] = await tx
      .insert(session)
      .values({
        activityId: ids.activities.yoga,
        localDate: friday,
        localStart: localTime('09:30'),
        localEnd: localTime('10:30'),
        startsAt: instantAt(friday, localTime('09:30'), 'Europe/Stockholm'),
        endsAt: instantAt(friday, localTime('10:30'), 'Europe/Stockholm'),
        timeZone: 'Europe/Stockholm',
      })
      .returning({ id: session.id })
    const [unclear] = await tx
      .insert(unclearCheckIn)
      .values({
        kind: 'check_in',
        problem: 'several_sessions',
        occurredAt: Temporal.Instant.from('2026-03-17T08:25:00Z'),
        kioskId: tablet!.id,
        participantId: amina,
        sessionId: ids.sessions.yoga,
      })
      .returning({ id: unclearCheckIn.id })
    await tx.insert(booking).values({ participantId: amina, sessionId: ids.sessions.yoga })
    await tx.insert(booking).values({ participantId: amina, sessionId: later!.id })
    await tx.insert(booking).values({ participantId: amina, seriesId: weekly!.id })
    await tx
      .insert(exit)
      .values({ programmeId: ids.programme, enrolmentId: ids.enrolments.amina, reportingYear: '2026' })
    const [walk] = await tx
      .insert(reportedHours)
      .values({
        enrolmentId: ids.enrolments.amina,
        kind: 'home_activity',
        onDate: localDate('2026-03-16'),
        minutes: 30,
      })
      .returning({ id: reportedHours.id })
    const [away] = await tx
      .insert(absence)
      .values({ participantId: amina, sessionId: later!.id, reason: 'Tandläkaren' })
      .returning({ id: absence.id })
    const [change] = await tx
      .insert(scheduleChange)
      .values({ kind: 'planned', by: ids.staff.karin })
      .returning({ id: scheduleChange.id })
    const [hour] = await tx
      .insert(talkTime)
      .values({
        staffId: ids.staff.astrid,
        weekday: 2,
        startTime: localTime('13:00'),
        endTime: localTime('15:00'),
      })
      .returning({ id: talkTime.id })
    const [sender] = await tx
      .insert(referrer)
      .values({ name: 'AME', kind: 'municipality' })
      .returning({ id: referrer.id })
    const [wished] = await tx
      .insert(wish)
      .values({ words: 'Gjuta i betong', participantId: amina })
      .returning({ id: wish.id })
    const [wishes] = await tx.insert(wishGroup).values({ name: 'Betong' }).returning({ id: wishGroup.id })
    return {
      'schedule-changes': change!.id,
      absences: away!.id,
      'talk-times': hour!.id,
      wishes: wished!.id,
      'wish-groups': wishes!.id,
      'reported-hours': walk!.id,
      referrers: sender!.id,
      series: weekly!.id,
      'closed-periods': closed!.id,
      'week-templates': ordinary!.id,
      kiosks: tablet!.id,
      'unclear-check-ins': unclear!.id,
      'hall-screens': screen!.id,
    }
  })
  const idOf: Record<string, string> = {
    ...made,
    sessions: ids.sessions.yoga,
    activities: ids.activities.yoga,
    locations: ids.locations.koket,
    participants: ids.participants.amina,
    enrolments: ids.enrolments.amina,
    programmes: ids.programme,
    staff: ids.staff.rut,
    'sign-ins': '01890000-0000-7000-8000-000000000000',
  }
  return (path) =>
    path
      .replace(/^\/([a-z-]+)\/:id/, (_, noun: string) => `/${noun}/${idOf[noun] ?? 'unknown'}`)
      .replace(':participantId', ids.participants.amina)
      .replace(':wishId', made.wishes)
      .replace(':absenceId', made.absences)
      .replace(':kind', 'feed')
      .replace(':week', '2026-W12')
      .replace(':code', 'ABCD2345')
      .replace(':file', 'nothing.ics')
      .replace(/^\/reports\/exits.*/, (report) => `${report}?programme=${ids.programme}`)
}
