import { sql } from 'drizzle-orm'
import { customType, pgPolicy, pgRole, uuid } from 'drizzle-orm/pg-core'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { LocalDate, LocalTime } from '../server/time/dates.ts'

/** The group role whose rights the app has; it owns nothing. Logins are members of it. */
export const appRole = pgRole('stegvis').existing()

const currentOrganisation = sql`nullif(current_setting('app.organisation', true), '')::uuid`

/** The tenant key: the first column of every key, filled in from the transaction's setting. */
export const tenant = {
  organisationId: uuid().notNull().default(currentOrganisation),
}

/** Row-level security of every table: outside a tenant's transaction there are no rows. */
export const tenantPolicy = () =>
  pgPolicy('tenant', {
    for: 'all',
    to: appRole,
    using: sql`organisation_id = ${currentOrganisation}`,
    withCheck: sql`organisation_id = ${currentOrganisation}`,
  })

/** A UUIDv7 made by the app: PostgreSQL before 18 has no such function. */
export const identifier = () =>
  uuid()
    .notNull()
    .$defaultFn(() => uuidv7())

/** A moment, whatever the clock on the wall says. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  toDriver: (value) => value.toString(),
  fromDriver: (text) => Temporal.Instant.fromEpochMilliseconds(Date.parse(`${text.replace(' ', 'T')}:00`)),
})

/** A day in the organisation's calendar. */
export const localDate = customType<{ data: LocalDate; driverData: string }>({
  dataType: () => 'date',
})

/** A time on the wall, to the minute. */
export const localTime = customType<{ data: LocalTime; driverData: string }>({
  dataType: () => 'time(0)',
  fromDriver: (text) => text.slice(0, 5) as LocalTime,
})
