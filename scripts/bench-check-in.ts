import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { openDatabase } from '../db/client.ts'
import { claimFolder, startEmbedded } from '../db/embedded/supervisor.ts'
import { connect } from '../db/login.ts'
import { migrate } from '../db/migrate.ts'
import { createApp } from '../server/app.tsx'
import { KIOSK_COOKIE } from '../server/access/kiosk-door.ts'
import { newCode } from '../server/access/code.ts'
import { hashCode, hashToken, newOrganisationToken } from '../server/access/tokens.ts'
import { foundOrganisation } from '../server/organisation/queries.ts'
import { settableClock } from '../server/time/clock.ts'
import type { Parts } from '../server/web/env.ts'
import { openLive } from '../server/web/live.ts'

// npm run bench-check-in [participants] [tablets]: check-ins over HTTP on a database of its own, which is gone afterwards.
const [participants = 1000, tablets = 8] = process.argv.slice(2).map(Number)
const secret = 'only for measuring, forgotten afterwards'
const clock = settableClock('2026-03-17T09:20:00+01:00')

const folder = await mkdtemp(path.join(tmpdir(), 'stegvis-bench-'))
const claimed = await claimFolder(folder)
const embedded = await startEmbedded(claimed, () => undefined)
await migrate(embedded, path.join(import.meta.dirname, '../db/migrations'))
const db = openDatabase(embedded.app)
const live = await openLive(embedded.app)
const parts: Parts = { db, live, clock, secret, publicUrl: '', setupCode: '', log: () => undefined }

const codes = new Set<string>()
while (codes.size < participants) codes.add(newCode(randomInt))
let token = ''
const organisationId = await foundOrganisation(
  db,
  { name: 'Mätkommunen (påhittad)', language: 'sv', timeZone: 'Europe/Stockholm' },
  secret,
  async (tx, id) => {
    token = newOrganisationToken(id)
    await tx.hot`insert into kiosk (id, name, token_hash) values (${randomUUID()}, 'Entrén', ${hashToken(token)})`
    const [programme, activity] = [randomUUID(), randomUUID()]
    await tx.hot`insert into programme (id, preset, name) values (${programme}, 'promise', 'Promise')`
    await tx.hot`insert into activity (id, name, category, usual_minutes)
      values (${activity}, 'Yoga', 'health_promotion', 60)`
    await tx.hot`
      insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone)
      select gen_random_uuid(), ${activity}::uuid, day::date + time '08:30', day::date + time '09:30', day, '09:30', '10:30', 'Europe/Stockholm'
      from generate_series(date '2025-09-01', date '2026-06-30', interval '1 day') as it (day)`
    const people = [...codes].map((code) => ({
      id: randomUUID(),
      code: randomUUID(),
      hash: hashCode(code, id, secret),
      enrolment: randomUUID(),
    }))
    const rows = JSON.stringify(people)
    await tx.hot`insert into participant (id, first_name, last_name)
      select id, 'Påhittad', 'Person' from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid)`
    await tx.hot`insert into personal_code (id, participant_id, code_hash)
      select code, id, hash from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid, code uuid, hash text)`
    await tx.hot`
      insert into enrolment (id, participant_id, programme_id, starts_on, weekly_target_minutes)
      select enrolment, id, ${programme}::uuid, '2026-01-12', 600
      from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid, enrolment uuid)`
    // Half a year of presences for everybody, so that the indexes have something to do.
    await tx.hot`
      insert into attendance (id, session_id, participant_id, enrolment_id, status, checked_in_at, checked_out_at)
      select gen_random_uuid(), session.id, enrolment.participant_id, enrolment.id, 'present', starts_at, ends_at
      from enrolment cross join session
      where local_date >= date '2025-11-01' and local_date < date '2026-03-17' and extract(isodow from local_date) < 5`
  },
)
const owner = connect(embedded.owner, { max: 1, onnotice: () => undefined })
await owner`analyze`
await owner.end()

const server = createAdaptorServer({ fetch: createApp(parts).fetch }) as Server
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/kiosk/check-ins`

async function send(code: string): Promise<{ ms: number; status: number }> {
  const body = JSON.stringify({ id: randomUUID(), code, device_time: clock.now().toString() })
  const begun = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie: `${KIOSK_COOKIE}=${token}`,
    },
    body,
  })
  await response.text()
  return { ms: performance.now() - begun, status: response.status }
}

function tell(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2)
  console.log(
    `${what.padEnd(46)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  of ${sorted.length}`,
  )
}

const statuses = new Map<number, number>()
const waiting = [...codes]
const times: number[] = []
const begun = performance.now()
await Promise.all(
  Array.from({ length: tablets }, async () => {
    for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
      const { ms, status } = await send(code)
      times.push(ms)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }),
)
const seconds = (performance.now() - begun) / 1000
tell(`check-ins, ${tablets} tablets at once`, times)
console.log(
  `${(participants / seconds).toFixed(0)} a second; answers: ${JSON.stringify(Object.fromEntries(statuses))}`,
)

// One at a time, and slowly enough by the application's clock that guessing is not slowed.
const unknown = () => {
  for (;;) {
    const code = newCode(randomInt)
    if (!codes.has(code)) return code
  }
}
const kinds: Record<string, () => string> = {
  'a code that nobody has': unknown,
  'a code with a wrong check digit': () => `${unknown().slice(0, 5)}x`,
  'a code of two digits': () => '27',
}
const guesses = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, [] as number[]]))
for (let round = 0; round < 200; round++) {
  for (const [kind, make] of Object.entries(kinds)) {
    clock.advance({ hours: 1 })
    guesses[kind]!.push((await send(make())).ms)
  }
}
for (const [kind, taken] of Object.entries(guesses)) tell(kind, taken)

const ledger = await db.tenant(organisationId)(
  (tx) => tx.hot<{ events: number; presences: number }[]>`
    select (select count(*)::int from attendance_event) as events,
      (select count(*)::int from attendance join session on session.id = session_id
        where local_date = '2026-03-17') as presences`,
)
console.log(`in the ledger ${ledger[0]?.events}, presences ${ledger[0]?.presences}`)

server.closeAllConnections()
await new Promise<void>((resolve) => server.close(() => resolve()))
await live.close()
await db.close()
await embedded.stop()
await claimed.release()
await rm(folder, { recursive: true, force: true })
