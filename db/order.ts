import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/** By the Swedish alphabet, where å, ä and ö come last, whatever the database's own order is. */
export const inSwedishOrder = (column: AnyColumn): SQL => sql`${column} collate "sv-SE-x-icu"`
