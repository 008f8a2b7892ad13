import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { connect } from '../../db/login.ts'
import { inDatabase, startDatabaseServer } from './database-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { superuser: string; owner: string; app: string }
  }
}

/** One PostgreSQL for the whole run, with one migrated database that every test file clones. */
export default async function setup(project: TestProject) {
  const server = await startDatabaseServer()
  await migrate(server, 'db/migrations')

  const { superuser, owner, app } = server
  const admin = connect(inDatabase(superuser, 'postgres'), { max: 1, onnotice: () => undefined })
  await admin`alter database stegvis rename to stegvis_template`
  await admin.end()

  project.provide('databaseServer', { superuser, owner, app })
  return () => server.stop()
}
