import { sql } from 'drizzle-orm'
import { check, foreignKey, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { identifier, instant, tenant, tenantPolicy } from '../columns.ts'
import { participant } from './people.ts'

/** A participant's secret calendar address; only the hash of its token is kept. */
export const feed = pgTable(
  'feed',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    tokenHash: text().notNull(),
    /** Everything open to the participant's programmes, or only what is booked. */
    scope: text().$type<'programme' | 'bookings'>().notNull().default('programme'),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    revokedAt: instant(),
    revokedBy: uuid(),
    lastFetchedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    unique('feed_token').on(t.organisationId, t.tokenHash),
    uniqueIndex('feed_of_participant')
      .on(t.organisationId, t.participantId)
      .where(sql`revoked_at is null`),
    check('feed_scope_known', sql`${t.scope} in ('programme', 'bookings')`),
    tenantPolicy(),
  ],
)
