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
const LONGEST_BEGINNING_MS = 8_000

/**
 * The only way to the database. A gate with as many permits as there are lines stands around every transaction and
 * nothing goes beside it. See docs/decisions/002-one-gate-to-the-database.md.
 */
export function openDatabase(login: Login, options: { connections?: number } = {}): Database {
  const connections = options.connections ?? 10
  const gate = openGate(connections)
  const lines = openLines(login)

  async function transaction<Result>(
    setting: 'app.organisation' | 'app.entrance',
    value: string,
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> {
    const leave = await gate.enter()
    try {
      for (;;) {
        const line = lines.take()
        const isNew = !line.hasServed()
        let isAtWork = false
        try {
          return await line.transaction(async (tx) => {
            await tx.hot`select set_config(${setting}, ${value}, true)`
            isAtWork = true
            return work(tx)
          })
        } catch (error) {
          // A line cut while it lay idle tells so only when it is used. Nothing was done yet: another one is taken.
          if (isAtWork || isNew || !isUnavailable(error)) throw error
          line.abandon()
        } finally {
          lines.giveBack(line)
        }
      }
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
        const [row] = await tx.hot<{ readOnly: boolean }[]>`
          select pg_logical_emit_message(true, 'stegvis', 'ready'), current_setting('transaction_read_only')::bool as "readOnly"`
        if (row?.readOnly) throw new DatabaseUnavailable('the database takes no changes')
      }),
    load: gate.load,
    close: async () => void (await lines.close()),
  }
}

/** Lines that are free, the one used last on top; a new one is opened when none is, and a cut one never used again. */
function openLines(login: Login) {
  const free: Line[] = []
  const all = new Set<Line>()

  function take(): Line {
    for (let line = free.pop(); line; line = free.pop()) {
      if (!line.isCut()) return line
      drop(line)
    }
    const line = openLine(login)
    all.add(line)
    return line
  }

  function giveBack(line: Line) {
    if (line.isCut()) drop(line)
    else free.push(line)
  }

  function drop(line: Line) {
    all.delete(line)
    void line.close(0)
  }

  return { take, giveBack, close: () => Promise.all([...all].map((line) => line.close(5))) }
}

/** One connection, with at most one transaction at a time on it. */
type Line = {
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Whether a transaction has ever begun on it. */
  hasServed(): boolean
  isCut(): boolean
  /** It is not used again. */
  abandon(): void
  close(seconds: number): Promise<void>
}

/**
 * When its connection is cut, postgres.js still sends what a transaction does next, be it only the rollback: to nowhere,
 * which ends the process, or into the transaction that has the connection by then. So each connection is a client of its
 * own, nothing is sent after the cut, and the work of a cut transaction is never heard of again.
 */
function openLine(login: Login): Line {
  let cut = false
  let served = false
  const client = connect(login, {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 5,
    onnotice: () => {},
    onclose: () => (cut = true),
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
  const close = (seconds: number) => client.end({ timeout: seconds })

  async function transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    let isBegun = false
    // A server that takes connections and closes them again is otherwise tried without end.
    const impatience = setTimeout(() => void close(0), LONGEST_BEGINNING_MS)
    try {
      return await drizzled.transaction(async (begun) => {
        isBegun = true
        served = true
        clearTimeout(impatience)
        const { session } = begun as unknown as { session: { client: TransactionSql } }
        const hot = silentOnceCut(session.client, () => cut)
        session.client = hot
        try {
          return await work(Object.assign(begun, { hot }) as unknown as Tx)
        } finally {
          if (cut) await forever
        }
      })
    } finally {
      clearTimeout(impatience)
      // The refused client would try once more by itself, for whoever comes next, and its state is not ours to know.
      if (!isBegun) cut = true
    }
  }

  return { transaction, hasServed: () => served, isCut: () => cut, abandon: () => void (cut = true), close }
}

const forever = new Promise<never>(() => {})

function silentOnceCut(client: TransactionSql, isCut: () => boolean): TransactionSql {
  const refuse = () => {
    if (isCut()) throw new DatabaseUnavailable('the connection was cut')
  }
  return new Proxy(client, {
    apply(target, self, given: unknown[]) {
      refuse()
      return Reflect.apply(target, self, given) as unknown
    },
    get(target, name) {
      refuse()
      return Reflect.get(target, name) as unknown
    },
  })
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

/** The same as part of a statement, which names the id by a column of its own. */
export const news = (tx: Tx, topic: string, idColumn: string) => tx.hot`
  pg_notify('stegvis', json_build_object('organisation', current_setting('app.organisation'),
    'topic', ${topic}::text, 'id', ${tx.hot.unsafe(idColumn)})::text)`
