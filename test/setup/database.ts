import { inject } from 'vitest'
import { connect } from '../../db/login.ts'
import { inDatabase } from './database-server.ts'

/** A database of one's own on the server of the test run. */
export type TestDatabase = { owner: string; app: string; superuser: string; drop(): Promise<void> }

/** Migrated, and without a row. */
export const freshDatabase = () => createDatabase('template stegvis_template strategy file_copy')

/** Without anything in it, as a hoster hands it over. */
export const emptyDatabase = () => createDatabase('')

let made = 0

async function createDatabase(how: string): Promise<TestDatabase> {
  const name = `stegvis_${process.pid}_${++made}`
  await asAdministrator(`create database ${name} owner stegvis_owner ${how}`)
  const { owner, app, superuser } = inject('databaseServer')
  return {
    owner: inDatabase(owner, name),
    app: inDatabase(app, name),
    superuser: inDatabase(superuser, name),
    drop: () => asAdministrator(`drop database if exists ${name} with (force)`),
  }
}

async function asAdministrator(statement: string) {
  const administrator = inDatabase(inject('databaseServer').superuser, 'postgres')
  const sql = connect(administrator, { max: 1, onnotice: () => undefined })
  await sql.unsafe(statement)
  await sql.end()
}
