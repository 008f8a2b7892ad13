import { createHmac } from 'node:crypto'
import { CannotStart } from './embedded/programs.ts'
import { connect } from './login.ts'
import type { Login } from './login.ts'

/**
 * Addresses and codes are found by hashes made with the secret. With another secret nobody would be found, and the
 * database would look as if nothing had been set up in it; so it remembers which one it began with.
 */
export async function refuseOtherSecret(owner: Login, secret: string) {
  const fingerprint = createHmac('sha256', secret).update('fingerprint').digest('base64url')
  const sql = connect(owner, { max: 1, onnotice: () => undefined })
  try {
    await sql`create table if not exists drizzle.installation (only_row boolean primary key default true check (only_row), secret text not null)`
    await sql`insert into drizzle.installation (secret) values (${fingerprint}) on conflict do nothing`
    const [known] = await sql<{ secret: string }[]>`select secret from drizzle.installation`
    if (known?.secret === fingerprint) return
    throw new CannotStart(
      'The secret is not the one with which this database was set up, so nobody could sign in. Give it back the one it had.',
    )
  } finally {
    await sql.end({ timeout: 2 })
  }
}
