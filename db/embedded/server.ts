import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from './programs.ts'
import type { Hands, Programs } from './programs.ts'

/** Where one PostgreSQL keeps its things and listens. */
export type Place = {
  programs: Programs
  hands: Hands
  cluster: string
  log: string
  listen: { socketFolder: string; port: number } | { host: '127.0.0.1'; port: number }
  settings?: Record<string, string>
}

/** A running PostgreSQL. `gone` resolves when it has ended, for whatever reason. */
export type Server = { pid: number; gone: Promise<void>; stop(): Promise<void> }

const SETTINGS = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '60',
  shared_buffers: '64MB',
  // An error's text can hold what a person typed: statements and their errors stay out of the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/**
 * The shell between us and PostgreSQL is a dead man's switch: it holds our pipe, and when we end in any way at all
 * (kill -9 too) PostgreSQL gets a fast shutdown. It ends when PostgreSQL ends, with its code.
 */
const DEAD_MANS_SWITCH = `
exec 3<&0
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT $server 2>/dev/null; } & watch=$!
exec 3<&-
wait $server; code=$?
kill $watch 2>/dev/null
exit $code`

/** Starts PostgreSQL and waits until it answers. Whoever calls must be the only one who uses the folder. */
export async function startServer(place: Place): Promise<Server> {
  await endLeftover(place)
  const saidBefore = await keepLogSmall(place.log)
  const child = await launch(place)
  let ended = false
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      child.stdin?.destroy()
      resolve()
    }
    child.once('exit', end).once('error', end)
  })

  let lock = readLock(place.cluster)
  while (lock?.status !== 'ready') {
    if (ended) throw new CannotStart(`PostgreSQL did not start:\n${await sayings(place.log, saidBefore)}`)
    await wait(5)
    lock = readLock(place.cluster)
  }
  return { pid: lock.pid, gone, stop: () => stop(place, child.stdin, gone) }
}

async function launch({ programs, hands, cluster, log, listen, settings }: Place) {
  const where =
    'socketFolder' in listen
      ? ['-h', '', '-k', listen.socketFolder, '-p', String(listen.port)]
      : ['-h', listen.host, '-k', '', '-p', String(listen.port)]
  if ('socketFolder' in listen) await makeSocketFolder(listen.socketFolder, hands)
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const [command, args] = hands.command(programs.postgres, ['-D', cluster, ...where, ...options])

  const output = openSync(log, 'a', 0o600)
  const [guard, ...rest] =
    process.platform === 'win32' ? [command, ...args] : ['sh', '-c', DEAD_MANS_SWITCH, 'sh', command, ...args]
  const child = spawn(guard, rest, {
    uid: hands.uid,
    gid: hands.gid,
    cwd: path.dirname(cluster),
    detached: true,
    stdio: ['pipe', output, output],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  })
  closeSync(output)
  child.stdin?.on('error', () => undefined)
  return child
}

async function stop({ programs, cluster }: Place, pipe: { end(): void } | null, gone: Promise<void>) {
  if (process.platform === 'win32') spawnSync(programs.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-W'])
  else pipe?.end()
  const slow = setTimeout(() => signal(readLock(cluster)?.pid, 'SIGQUIT'), 8000)
  await gone
  clearTimeout(slow)
}

/** Ends a PostgreSQL that an earlier process left on this cluster; usually its dead man's switch is already at it. */
async function endLeftover({ programs, cluster }: Place) {
  const lock = readLock(cluster)
  if (!lock) return
  for (let passed = 0; isServerOf(cluster, lock.pid); passed += 20) {
    if (passed === 3000) {
      if (process.platform === 'win32') spawnSync(programs.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-W'])
      else signal(lock.pid, 'SIGINT')
    }
    if (passed > 30_000)
      throw new CannotStart(`An earlier PostgreSQL (process ${lock.pid}) does not let go of ${cluster}.`)
    await wait(20)
  }
  // What is left belongs to a process that is gone, or to another program that was given its number since.
  await rm(path.join(cluster, 'postmaster.pid'), { force: true })
}

function signal(pid: number | undefined, name: NodeJS.Signals) {
  try {
    if (pid) process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

/** The first line of postmaster.pid is the process, the eighth says "ready". */
function readLock(cluster: string): { pid: number; status: string | undefined } | undefined {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, status: lines[7]?.trim() } : undefined
}

/** Alive, and really the PostgreSQL of this cluster: not a zombie, not a number that was used again. */
function isServerOf(cluster: string, pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return process.platform === 'win32' || commandOf(pid).includes(cluster)
}

function commandOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout.toString()
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function makeSocketFolder(folder: string, hands: Hands) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  if (hands.uid && hands.gid) await chown(folder, hands.uid, hands.gid)
}

/** Answers with the size of the log as it is now. */
async function keepLogSmall(log: string): Promise<number> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0
  if (size < 5_000_000) return size
  await rename(log, `${log}.old`)
  return 0
}

async function sayings(log: string, from: number): Promise<string> {
  const text = await readFile(log)
  return text.subarray(from).toString().trim().slice(-1500)
}
