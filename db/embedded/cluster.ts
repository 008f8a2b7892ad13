import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { CannotStart } from './programs.ts'
import type { Hands, Programs } from './programs.ts'

const UNICODE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=PG_UNICODE_FAST']

/**
 * Makes a cluster in `folder` and runs `statements` in it before anybody can connect. All or nothing: a crash leaves
 * only `folder.new`. The superuser's password is thrown away unless given, so nobody signs in as superuser.
 */
export async function createCluster(
  folder: string,
  statements: string[],
  tools: { programs: Programs; hands: Hands; superuserPassword?: string; locale?: string[] },
) {
  const draft = `${folder}.new`
  const passwordFile = `${folder}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await writePrivate(passwordFile, tools.superuserPassword ?? randomPassword())
  const { uid, gid } = tools.hands
  if (uid && gid) for (const place of [draft, passwordFile]) await chown(place, uid, gid)
  try {
    await run(tools, folder, tools.programs.initdb, [
      '-D',
      draft,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--no-instructions',
      ...(tools.locale ?? UNICODE),
    ])
    // Single-user mode: one statement a line, and the first that fails ends it.
    const single = ['--single', '-D', draft, '-c', 'exit_on_error=on', 'postgres']
    await run(
      tools,
      folder,
      tools.programs.postgres,
      single,
      statements.map((statement) => `${statement}\n`).join(''),
    )
    await rename(draft, folder)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** The logins of a Stegvis database: the owner migrates, the app owns nothing and is in the group that policies name. */
export function createLogins(logins: { owner: string; app: string }): string[] {
  return [
    `create role stegvis nologin`,
    `create role stegvis_owner login password '${logins.owner}'`,
    `create role stegvis_app login password '${logins.app}' in role stegvis`,
  ]
}

export const randomPassword = () => randomBytes(24).toString('base64url')

/** Writes a file that only its owner reads; on the disk before its name is. */
export async function writePrivate(file: string, text: string) {
  const draft = `${file}.${process.pid}`
  const handle = await open(draft, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(draft, file)
}

export async function clusterVersion(folder: string): Promise<string | undefined> {
  return (await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined))?.trim()
}

async function run({ hands }: { hands: Hands }, folder: string, program: string, args: string[], input = '') {
  const [command, parameters] = hands.command(program, args)
  const child = spawn(command, parameters, {
    uid: hands.uid,
    gid: hands.gid,
    cwd: path.dirname(folder),
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) {
    throw new CannotStart(
      `${path.basename(program)} could not make the database:\n${complaint.trim().slice(-1500)}`,
    )
  }
}
