import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createCluster, createLogins, randomPassword } from '../../db/embedded/cluster.ts'
import { builtInPrograms, hands, programsIn } from '../../db/embedded/programs.ts'
import { startServer } from '../../db/embedded/server.ts'
import { freePort } from '../../db/embedded/supervisor.ts'

/** A PostgreSQL server of its own on loopback, as a hoster would give one: an administrator, an owner and an app login. */
export type DatabaseServer = {
  superuser: string
  owner: string
  app: string
  stop(): Promise<void>
}

// Nothing here outlives the test run, so nothing has to reach the disk.
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' }

/** The same server and login, another database. */
export function inDatabase(address: string, database: string): string {
  const other = new URL(address)
  other.pathname = `/${database}`
  return other.href
}

/** POSTGRES_BIN names the programs of another PostgreSQL to test against, such as /usr/lib/postgresql/15/bin. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stegvis-test-'))
  const other = process.env['POSTGRES_BIN']
  const programs = other ? programsIn(other) : await builtInPrograms()
  const cluster = path.join(folder, 'postgres')
  const tools = { programs, hands: hands(cluster) }
  const passwords = { superuser: randomPassword(), owner: randomPassword(), app: randomPassword() }
  const statements = [...createLogins(passwords), 'create database stegvis owner stegvis_owner']
  await createCluster(cluster, statements, {
    ...tools,
    superuserPassword: passwords.superuser,
    ...(other ? { locale: ['--locale=C.UTF-8'] } : {}),
  })
  const listen = { host: '127.0.0.1' as const, port: await freePort() }
  const log = path.join(folder, 'postgres.log')
  const server = await startServer({ ...tools, cluster, log, listen, settings: FAST })

  const address = (user: string, password: string) =>
    `postgres://${user}:${password}@${listen.host}:${listen.port}/stegvis`
  return {
    superuser: address('postgres', passwords.superuser),
    owner: address('stegvis_owner', passwords.owner),
    app: address('stegvis_app', passwords.app),
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
