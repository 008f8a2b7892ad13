import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../db/login.ts'
import { migrate } from '../../db/migrate.ts'
import { emptyDatabase } from '../setup/database.ts'

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const organisation = id(1)
const participant = id(2)

/** The migrations up to and including one of them, as an earlier Stegvis had them. */
async function migrationsUpTo(tag: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'stegvis-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp('db/migrations', folder, { recursive: true })
  const file = path.join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { tag: string }[] }
  const last = journal.entries.findIndex((entry) => entry.tag.startsWith(tag))
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
  return folder
}

/** A database as it was before bookings had a moment, with one enrolled participant. */
async function earlierDatabase() {
  const database = await emptyDatabase()
  const sql = connect(database.superuser, { max: 1, onnotice: () => undefined })
  onTestFinished(async () => {
    await sql.end()
    await database.drop()
  })
  await migrate(database, await migrationsUpTo('0004'))
  await sql`select set_config('app.organisation', ${organisation}, false)`
  await sql`insert into organisation (organisation_id, name) values (${organisation}, 'Stegen')`
  await sql`insert into participant (id, first_name, last_name) values (${participant}, 'Pelle', 'Persson')`
  await sql`insert into programme (id, preset, name) values (${id(3)}, 'own', 'Steg 1')`
  await sql`insert into enrolment (id, participant_id, programme_id, starts_on)
    values (${id(4)}, ${participant}, ${id(3)}, '2020-01-01')`
  await sql`insert into activity (id, name, category, usual_minutes)
    values (${id(5)}, 'Yoga', 'health_promotion', 60)`
  let made = 100
  /** A series with one session, booked whole; the bookings were made one after the other. */
  const bookedSeries = async (date: string, start: string, end: string) => {
    const number = ++made
    await sql`insert into series (id, activity_id, weekdays, starts_on, start_time, minutes, time_zone)
      values (${id(number)}, ${id(5)}, '{1}', ${date}, ${start}, 60, 'UTC')`
    await sql`insert into session (id, activity_id, series_id, series_date, starts_at, ends_at, local_date,
        local_start, local_end, time_zone)
      values (${id(number + 1000)}, ${id(5)}, ${id(number)}, ${date}, ${`${date}T${start}Z`}, ${`${date}T${end}Z`},
        ${date}, ${start}, ${end}, 'UTC')`
    await sql`insert into booking (id, participant_id, series_id, booked_at)
      values (${id(number + 2000)}, ${participant}, ${id(number)}, ${`2020-01-02T08:00:${String(number - 100).padStart(2, '0')}Z`})`
    return id(number + 1000)
  }
  return { database, sql, bookedSeries }
}

test('of bookings that overlap one another in a row, only those give way that overlap one that stays', async () => {
  const { database, sql, bookedSeries } = await earlierDatabase()
  const days = ['2020-03-02', '2999-03-04']
  const sessions: string[] = []
  for (const day of days) {
    sessions.push(await bookedSeries(day, '09:00', '10:00'))
    sessions.push(await bookedSeries(day, '09:30', '11:00'))
    sessions.push(await bookedSeries(day, '10:30', '12:00'))
  }
  await migrate(database, 'db/migrations')

  const rows = await sql<{ session: string; how: string }[]>`
    select session.id as session, case when withdrawn_at is null then 'kept'
      when withdrawn_at = session.starts_at then 'withdrawn when it began' else 'withdrawn now' end as how
    from booking join session on session.id = booking.session_id order by session.id`
  expect(rows.map(({ session }) => session)).toEqual(sessions)
  expect(rows.map(({ how }) => how)).toEqual([
    'kept',
    'withdrawn when it began',
    'kept',
    'kept',
    'withdrawn now',
    'kept',
  ])
})
