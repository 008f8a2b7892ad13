import { randomInt, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { openDatabase, type Tenant } from '../../db/client.ts'
import type { Login } from '../../db/login.ts'
import { newCode } from '../../server/access/code.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { addSignIn } from '../../server/access/queries.ts'
import { hashCode, hashToken, newOrganisationToken } from '../../server/access/tokens.ts'
import { ekdalen, participantCast, staffCast } from '../../scripts/demo/cast.ts'
import { settle } from '../../scripts/demo/settle.ts'

/** An organisation with a session that runs now, tablets that are paired, and people with codes who may come to it. */
export type Furnished = {
  organisationId: string
  tenant: Tenant
  sessionId: string
  /** Where the roll call of the session is listened to. */
  live: string
  /** The cookie of each tablet. */
  tablets: string[]
  codes: string[]
  /** The cookie of an administrator who is signed in. */
  astrid: string
  /** How the ledger and the presences stand. */
  counted(): Promise<{ ids: string[]; presences: number; people: number }>
  close(): Promise<void>
}

/** Moved in beside the running program, through the app's own login. */
export async function furnished(
  login: Login,
  secret: string,
  { people, tablets }: { people: number; tablets: number },
): Promise<Furnished> {
  const db = openDatabase(login, { connections: 1 })
  const codes = new Set<string>()
  while (codes.size < people) codes.add(newCode(randomInt))
  const [sessionId, programme, activity] = [randomUUID(), randomUUID(), randomUUID()]
  const tokens: string[] = []
  const signIn = { token: '' }

  const { organisationId } = await settle(
    { db, secret },
    ekdalen,
    { astrid: staffCast.astrid },
    { amina: { ...participantCast.amina, code: '000000' } },
    undefined,
    async (tx, { organisationId: id, staff }) => {
      signIn.token = newOrganisationToken(id)
      await addSignIn(tx, {
        staffId: staff.astrid,
        tokenHash: hashToken(signIn.token),
        device: 'Test',
        at: Temporal.Now.instant(),
        expiresAt: Temporal.Instant.from('2100-01-01T00:00Z'),
      })
      for (let n = 0; n < tablets; n++) {
        const token = newOrganisationToken(id)
        tokens.push(token)
        await tx.hot`insert into kiosk (id, name, token_hash)
          values (${randomUUID()}, ${`Surfplatta ${n}`}, ${hashToken(token)})`
      }
      await tx.hot`insert into programme (id, preset, name) values (${programme}, 'promise', 'Promise')`
      await tx.hot`insert into activity (id, name, category, usual_minutes)
        values (${activity}, 'Yoga', 'health_promotion', 60)`
      await tx.hot`
        insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone)
        select ${sessionId}::uuid, ${activity}::uuid, from_now - interval '5 minutes', from_now + interval '1 hour',
          (from_now at time zone zone)::date, ((from_now - interval '5 minutes') at time zone zone)::time,
          ((from_now + interval '1 hour') at time zone zone)::time, zone
        from (select now() as from_now, ${ekdalen.timeZone}::text as zone) as it`
      const rows = JSON.stringify(
        [...codes].map((code) => ({ id: randomUUID(), hash: hashCode(code, id, secret) })),
      )
      await tx.hot`insert into participant (id, first_name, last_name)
        select id, 'Hemlig', 'Människasson' from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid)`
      await tx.hot`insert into personal_code (id, participant_id, code_hash)
        select gen_random_uuid(), id, hash from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid, hash text)`
      await tx.hot`insert into enrolment (id, participant_id, programme_id, starts_on, weekly_target_minutes)
        select gen_random_uuid(), id, ${programme}::uuid, current_date - 28, 600
        from jsonb_to_recordset(${rows}::text::jsonb) as it (id uuid)`
    },
  )

  const tenant = db.tenant(organisationId)
  return {
    organisationId,
    tenant,
    sessionId,
    live: `/sessions/${sessionId}/roll-call/live`,
    tablets: tokens.map((token) => `${KIOSK_COOKIE}=${token}`),
    codes: [...codes],
    astrid: `${SIGN_IN_COOKIE}=${signIn.token}`,
    counted: () =>
      tenant(async (tx) => {
        const events = await tx.hot<{ id: string }[]>`select id from attendance_event where kind = 'check_in'`
        const [row] = await tx.hot<{ presences: number; people: number }[]>`
          select count(*)::int as presences, count(distinct participant_id)::int as people
          from attendance where session_id = ${sessionId}`
        return { ids: events.map((event) => event.id).sort(), ...row! }
      }),
    close: () => db.close(),
  }
}
