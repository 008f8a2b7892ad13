import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, link, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Login } from '../login.ts'
import { clusterVersion, createCluster, createLogins, randomPassword, writePrivate } from './cluster.ts'
import { takeLock } from './lock.ts'
import { CannotStart, builtInPrograms, hands } from './programs.ts'
import { startServer } from './server.ts'
import type { Place, Server } from './server.ts'

/** The built-in PostgreSQL: the owner migrates with one login, the app works with the other. */
export type Embedded = { owner: Login; app: Login; pid(): number; stop(): Promise<void> }

const MAJOR = '18'

/** A data folder that this process has for itself until it lets go of it or dies. */
export type ClaimedFolder = { folder: string; instance: string; release(): Promise<void> }

export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  const instance = await instanceOf(folder)
  const lock = await takeLock(instance)
  if ('heldBy' in lock) {
    throw new CannotStart(
      `Stegvis is already running on the data folder ${folder} (process ${lock.heldBy}). Stop it first, or set STEGVIS_DATA to another folder.`,
    )
  }
  return { folder, instance, release: () => lock.release() }
}

/** Starts the built-in PostgreSQL of a folder, and starts it again whenever it ends. */
export async function startEmbedded(
  { folder, instance }: ClaimedFolder,
  say: (sentence: string) => void,
): Promise<Embedded> {
  const place = await placeIn(folder, instance)
  const passwords = await passwordsOf(folder, place)
  const supervised = await supervise(place, say)
  return {
    ...loginsOf(place, passwords),
    pid: supervised.pid,
    stop: async () => {
      await supervised.stop()
      if ('socketFolder' in place.listen)
        await rm(place.listen.socketFolder, { recursive: true, force: true })
    },
  }
}

/** For a command beside the app: the database of the Stegvis that is running on the folder, or one started for the purpose. */
export async function joinEmbedded(folder: string, say: (sentence: string) => void): Promise<Embedded> {
  const instance = await instanceOf(folder)
  const lock = await takeLock(instance)
  if (!('heldBy' in lock)) {
    const embedded = await startEmbedded({ folder, instance, release: () => lock.release() }, say)
    return { ...embedded, stop: () => embedded.stop().then(() => lock.release()) }
  }
  const place = await placeIn(folder, instance)
  return { ...loginsOf(place, await readPasswords(folder)), pid: () => 0, stop: async () => undefined }
}

/** A random name for the folder, so that a folder made anew never meets the socket of the one before it. */
async function instanceOf(folder: string): Promise<string> {
  const file = path.join(folder, 'instance')
  await writable(folder)
  if (!existsSync(file)) {
    await refuseOthersFiles(folder)
    const draft = `${file}.${process.pid}`
    await writePrivate(draft, randomBytes(6).toString('hex'))
    // Two first starts at once: a link fails where the name exists, so both read the same.
    await link(draft, file).catch(() => undefined)
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}

async function writable(folder: string) {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const probe = path.join(folder, `.probe.${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const why = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message
    throw new CannotStart(
      `The data folder ${folder} cannot be used: ${why}. Set STEGVIS_DATA to a folder that can be written to.`,
    )
  }
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
}

async function refuseOthersFiles(folder: string) {
  const others = (await readdir(folder)).filter((name) => !name.startsWith('.') && !OURS.test(name))
  if (others.length > 0)
    throw new CannotStart(
      `The data folder ${folder} holds other files (${others.slice(0, 3).join(', ')}). Set STEGVIS_DATA to an empty folder.`,
    )
}

/** What a first start that was cut off may have left, and what a disk has of its own. */
const OURS = /^(instance|secret|database-passwords\.json|postgres|lost\+found)/

async function placeIn(folder: string, instance: string): Promise<Place> {
  const cluster = path.join(folder, 'postgres')
  const place = { programs: await builtInPrograms(), hands: hands(cluster), cluster }
  // Only passing through the folder, for the user that PostgreSQL runs as; every file in it stays private.
  if (place.hands.uid) await chmod(folder, 0o711)
  const listen =
    process.platform === 'win32'
      ? { host: '127.0.0.1' as const, port: await freePort() }
      : { socketFolder: path.join(shortTemporaryFolder(), `stegvis-${instance}`), port: 5432 }
  return { ...place, log: path.join(folder, 'postgres.log'), listen }
}

/** A socket's path has room for about a hundred bytes. */
function shortTemporaryFolder() {
  return os.tmpdir().length < 70 ? os.tmpdir() : '/tmp'
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

type Passwords = { owner: string; app: string }

const passwordFile = (folder: string) => path.join(folder, 'database-passwords.json')
const secretFile = (folder: string) => path.join(folder, 'secret')

/** The secret that was made together with the database of this folder. */
export async function secretOf(folder: string): Promise<string> {
  const secret = (await readFile(secretFile(folder), 'utf8').catch(() => '')).trim()
  if (secret.length >= 32) return secret
  throw new CannotStart(
    `${secretFile(folder)} is missing or damaged, and without it nobody can sign in. Put it back from a backup.`,
  )
}

async function passwordsOf(folder: string, place: Place): Promise<Passwords> {
  const version = await clusterVersion(place.cluster)
  if (version === undefined) {
    const passwords = { owner: randomPassword(), app: randomPassword() }
    await writePrivate(passwordFile(folder), JSON.stringify(passwords))
    if (!existsSync(secretFile(folder))) await writePrivate(secretFile(folder), randomPassword())
    const statements = [...createLogins(passwords), 'create database stegvis owner stegvis_owner']
    await createCluster(place.cluster, statements, place)
    return passwords
  }
  if (version !== MAJOR) {
    throw new CannotStart(
      `The database in ${folder} was made by PostgreSQL ${version}, and this Stegvis brings PostgreSQL ${MAJOR}. Nothing was changed.`,
    )
  }
  return readPasswords(folder)
}

async function readPasswords(folder: string): Promise<Passwords> {
  try {
    return JSON.parse(await readFile(passwordFile(folder), 'utf8')) as Passwords
  } catch {
    throw new CannotStart(
      `${passwordFile(folder)} is missing or damaged, and without it nobody can sign in to the database beside it. Put it back from a backup.`,
    )
  }
}

function loginsOf({ listen }: Place, passwords: Passwords): { owner: Login; app: Login } {
  const host = 'socketFolder' in listen ? listen.socketFolder : listen.host
  const login = (user: string, password: string) => ({
    host,
    port: listen.port,
    database: 'stegvis',
    user,
    password,
  })
  return { owner: login('stegvis_owner', passwords.owner), app: login('stegvis_app', passwords.app) }
}

async function supervise(place: Place, say: (sentence: string) => void) {
  let server = await startPatiently(place)
  const stopping = new AbortController()

  const watch = async () => {
    for (;;) {
      await server.gone
      if (stopping.signal.aborted) return
      say('PostgreSQL has stopped unexpectedly and is being started again.')
      server = await startAgain(place, say)
      if (stopping.signal.aborted) return server.stop()
      say('PostgreSQL is running again.')
    }
  }
  const watching = watch()
  return {
    pid: () => server.pid,
    stop: async () => {
      stopping.abort()
      await server.stop()
      await watching
    },
  }
}

async function startAgain(place: Place, say: (sentence: string) => void): Promise<Server> {
  for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await startServer(place)
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      await wait(pause)
    }
  }
}

/** After a kill -9 of PostgreSQL its last processes hold the shared memory for a moment longer. */
async function startPatiently(place: Place): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(place)
    } catch (error) {
      if (attempt === 4) throw error
      await wait(attempt * 150)
    }
  }
}
