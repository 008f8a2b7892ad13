import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgInsertValue, PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'

/** All rows in one statement and as one parameter, however many there are; what no row says is the table's default. */
export async function insertAll<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly PgInsertValue<Table>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries(getTableColumns(table))
  const made = columns.filter(([, { defaultFn }]) => defaultFn !== undefined)
  const whole = rows.map((row): Record<string, unknown> => ({
    ...Object.fromEntries(made.map(([key, { defaultFn }]) => [key, defaultFn?.()])),
    ...row,
  }))
  const said = columns.map(([key]) => key).filter((key) => whole.some((row) => row[key] !== undefined))
  const names = said.map(
    (key) => [key, key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] as const,
  )
  const written = whole.map((row) => Object.fromEntries(names.map(([key, name]) => [name, row[key]])))
  const list = names.map(([, name]) => name).join(', ')
  const into: string = getTableName(table)
  await tx.hot`
    insert into ${tx.hot(into)} (${tx.hot.unsafe(list)})
    select ${tx.hot.unsafe(list)}
    from jsonb_populate_recordset(null::${tx.hot(into)}, ${JSON.stringify(written)}::text::jsonb)`
}
