import { randomUUID } from 'node:crypto'
import type { World } from '../world.ts'

/** One more session on this Tuesday; `forOthers` is for a programme that nobody here takes part in. */
export async function addSession(
  { tenant }: Pick<World, 'tenant'>,
  session: {
    name: string
    start: string
    end: string
    locationId?: string
    programmeId?: string
    forOthers?: boolean
    cancelled?: boolean
  },
): Promise<string> {
  const { name, start, end, locationId = null, cancelled = false } = session
  const [id, activityId] = [randomUUID(), randomUUID()]
  await tenant(async (tx) => {
    await tx.hot`insert into activity (id, name, category, usual_minutes)
      values (${activityId}, ${name}, 'social_preparation', 60)`
    const programmeId = session.forOthers ? randomUUID() : session.programmeId
    if (session.forOthers)
      await tx.hot`insert into programme (id, preset, name) values (${programmeId!}, 'track', ${name})`
    if (programmeId)
      await tx.hot`insert into activity_programme (activity_id, programme_id) values (${activityId}, ${programmeId})`
    await tx.hot`
      insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone,
        location_id, location_shareable, cancelled_at, cancellation_reason)
      values (${id}, ${activityId},
        (${`2026-03-17 ${start}`}::timestamp at time zone 'Europe/Stockholm'),
        (${`2026-03-17 ${end}`}::timestamp at time zone 'Europe/Stockholm'),
        '2026-03-17', ${start}, ${end}, 'Europe/Stockholm', ${locationId}, ${locationId && false},
        ${cancelled ? '2026-03-16T12:00:00Z' : null}, ${cancelled ? 'Ledaren är sjuk' : null})`
  })
  return id
}
