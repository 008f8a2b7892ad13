import { drizzle, type PostgresJsTransaction } from 'drizzle-orm/postgres-js'
import { sql } from 'drizzle-orm'
import type { TransactionSql } from 'postgres'
import { connect, type Login } from './login.ts'

type NoRelations = Record<string, never>

/**
 * One tenant transaction. Drizzle's builder for most queries; `hot` is the raw tag on the same connection, whose
 * statements PostgreSQL prepares once and then reuses. Await one query before the next.
 */
export type Tx = PostgresJsTransaction<NoRelations, NoRelations> & { hot: TransactionSql }

/** The door to one organisation's rows: each call is one transaction, committed when the work succeeds. */
export type Tenant = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

export type Database = {
  /** The door to one organisation. */
  tenant(organisationId: string): Tenant
  /** Shows only the entrances whose key hashes to this: see `entrance` in db/schema/access.ts. */
  atEntrance<Result>(keyHash: string, work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Resolves once something has really been written to disk. */
  ready(): Promise<void>
  /** How many transactions are under way and how many wait for their turn. */
  load(): { running: number; waiting: number }
  close(): Promise<void>
}

/** Too many wait for the database, or it is away: the request is answered 503 and may be tried again. */
export class DatabaseUnavailable extends Error {}

const MAX_WAITING = 1000
const LONGEST_WAIT_MS = 10_000

/**
 * The only way to the database. postgres.js mixes up connections when more transactions are begun than it has
 * connections, so a gate with as many permits as connections stands around every transaction and nothing goes beside it.
 * See docs/decisions/002-one-gate-to-the-database.md.
 */
export function openDatabase(login: Login, options: { connections?: number } = {}): Database {
  const connections = options.connections ?? 10
  const client = connect(login, {
    max: connections,
    idle_timeout: 0,
    connect_timeout: 5,
    onnotice: () => {},
    // After an outage every try is worth making soon: the gate already bounds how many there are.
    backoff: (tries) => Math.min(0.05 * tries, 1),
    connection: {
      application_name: 'stegvis',
      // Moments are read as UTC, whatever the server's own zone is: see `instant` in db/columns.ts.
      TimeZone: 'UTC',
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  })
  const drizzled = drizzle(client, { casing: 'snake_case' })
  const gate = openGate(connections)

  async function transaction<Result>(
    setting: 'app.organisation' | 'app.entrance',
    value: string,
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> {
    const leave = await gate.enter()
    try {
      return await drizzled.transaction(async (begun) => {
        const hot = (begun as unknown as { session: { client: TransactionSql } }).session.client
        await hot`select set_config(${setting}, ${value}, true)`
        return work(Object.assign(begun, { hot }) as unknown as Tx)
      })
    } finally {
      leave()
    }
  }

  return {
    tenant: (organisationId) => (work) => transaction('app.organisation', organisationId, work),
    atEntrance: (keyHash, work) => transaction('app.entrance', keyHash, work),
    // A message in the write-ahead log that nobody reads: it is flushed at the commit and leaves no row behind.
    ready: () =>
      transaction('app.entrance', '', async (tx) => {
        await tx.hot`select pg_logical_emit_message(true, 'stegvis', 'ready')`
      }),
    load: gate.load,
    close: () => client.end({ timeout: 5 }),
  }
}

function openGate(permits: number) {
  let running = 0
  const waiting: { admit: () => void }[] = []

  const leave = () => {
    const next = waiting.shift()
    if (next) next.admit()
    else running -= 1
  }

  function enter(): Promise<() => void> {
    if (running < permits) {
      running += 1
      return Promise.resolve(leave)
    }
    if (waiting.length >= MAX_WAITING) return Promise.reject(new DatabaseUnavailable('too many wait'))
    return new Promise((resolve, reject) => {
      const place = {
        admit: () => {
          clearTimeout(timer)
          resolve(leave)
        },
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(place), 1)
        reject(new DatabaseUnavailable('waited too long'))
      }, LONGEST_WAIT_MS)
      waiting.push(place)
    })
  }

  return { enter, load: () => ({ running, waiting: waiting.length }) }
}

type PostgresFault = { code?: string; constraint_name?: string; cause?: unknown }

const faultOf = (error: unknown): PostgresFault => {
  const fault = (error ?? {}) as PostgresFault
  return fault.code === undefined && fault.cause !== undefined ? faultOf(fault.cause) : fault
}

/** The name of the constraint that refused the rows, if that is what went wrong. */
export function brokenConstraint(error: unknown): string | undefined {
  const fault = faultOf(error)
  return fault.code?.startsWith('23') ? fault.constraint_name : undefined
}

/** Whether the fault lies with the database being away, full or shutting down, so that trying again later may help. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true
  const code = faultOf(error).code ?? ''
  return (
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'CONNECT_TIMEOUT'].includes(code) ||
    code.startsWith('CONNECTION_') ||
    ['08', '53', '57'].includes(code.slice(0, 2)) ||
    ['25006', '40001', '40P01', '55P03', '58030'].includes(code)
  )
}

/** Says to every process that something changed; heard only if the transaction commits. */
export async function announce(tx: Tx, topic: string, id = ''): Promise<void> {
  await tx.execute(
    sql`select pg_notify('stegvis', json_build_object('organisation', current_setting('app.organisation'), 'topic', ${topic}::text, 'id', ${id}::text)::text)`,
  )
}
