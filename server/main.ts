import { randomInt } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { openDatabase } from '../db/client.ts'
import { CannotStart } from '../db/embedded/programs.ts'
import { claimFolder, secretOf, startEmbedded } from '../db/embedded/supervisor.ts'
import { refuseOtherSecret } from '../db/installation.ts'
import { migrate } from '../db/migrate.ts'
import { fillDemo } from '../scripts/demo/fill.ts'
import { demoGuestHere, demoSignIns, showDemo } from '../scripts/demo/keys.ts'
import { createApp } from './app.tsx'
import { addressOf, readConfig } from './config.ts'
import type { Config } from './config.ts'
import { AlreadyFounded, fillFirst } from './founding/queries.ts'
import { startWorker } from './jobs/worker.ts'
import { organisationsHere } from './organisation/queries.ts'
import { systemClock } from './time/clock.ts'
import { traceOf } from './trace.ts'
import type { Parts } from './web/env.ts'
import { openLive, type Live } from './web/live.ts'

const root = path.join(import.meta.dirname, '..')
const say = (sentence: string) => console.log(sentence)

/** What has been opened so far; closed in the reverse order. */
const opened: (() => Promise<unknown>)[] = []

process.on('uncaughtException', (error) => {
  log({ level: 'fatal', ...traceOf(error) })
  // PostgreSQL ends by itself when we are gone.
  process.exit(1)
})
// Whoever read what we print may be gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
stopOnSignals()
try {
  await start()
} catch (error) {
  await refuse(error)
}

async function start() {
  const config = readConfig(process.env)
  if ('problems' in config) throw new CannotStart(config.problems.join('\n'))
  const { owner, app, secret } = await openServerOf(config)
  await migrate({ owner, app }, path.join(root, 'db/migrations'))
  await refuseOtherSecret(owner, secret)
  const db = openDatabase(app)
  opened.push(() => db.close())
  const live = await openLive(app)
  opened.push(() => live.close())

  const parts: Parts = {
    db,
    live,
    secret,
    log,
    clock: systemClock,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    setupCode: oneTimeCode(),
    ...demoOf(config),
  }
  if (config.demo) await fillOnce(parts)
  const worker = startWorker(parts)
  opened.push(() => worker.stop())
  const server = createAdaptorServer({ fetch: createApp(parts).fetch }) as Server
  await listen(server, config.host, config.port)
  opened.push(stopping(server, live))
  await welcome(config, parts)
}

/** The logins of the configured server, or of the built-in one once it runs. */
async function openServerOf({ host, port, database, secret }: Config) {
  if (!database.builtIn) {
    await claimPort(host, port)
    return { ...database, secret: secret ?? '' }
  }
  const claimed = await claimFolder(database.folder)
  opened.push(() => claimed.release())
  await claimPort(host, port)
  const embedded = await startEmbedded(claimed, say)
  opened.push(() => embedded.stop())
  return { ...embedded, secret: secret ?? (await secretOf(database.folder)) }
}

async function welcome({ host, port, publicUrl, database, demo }: Config, parts: Parts) {
  const { db, secret, setupCode } = parts
  say(`Stegvis is running: ${addressOf(host, port)}`)
  if (publicUrl !== addressOf(host, port)) say(`People reach it at ${publicUrl}`)
  if (database.builtIn) say(`Its data is in ${database.folder}`)
  if ((await organisationsHere(db, secret)).length === 0)
    say(
      `Nothing is set up yet. Open the address; to set up your own organisation, use this one-time code: ${setupCode}`,
    )
  if (demo) for (const line of await showDemo(parts)) say(line)
  say('Ctrl-C stops it.')
}

/**
 * Everybody knows the demo's passwords: it is offered only where nobody but this machine comes in, or where it was asked
 * for by name, and never on a database server.
 */
function demoOf({ demo, host, database }: Config): Pick<Parts, 'fillDemo' | 'demoSignIns' | 'demoGuest'> {
  const isOffered = database.builtIn && (demo || ['127.0.0.1', 'localhost', '::1'].includes(host))
  const folder = path.join(root, 'scripts/demo')
  return isOffered
    ? { fillDemo: (parts) => fillDemo(parts, folder), demoSignIns, demoGuest: demoGuestHere }
    : {}
}

async function fillOnce(parts: Parts) {
  if (!parts.fillDemo || (await organisationsHere(parts.db, parts.secret)).length > 0) return
  say('Filling the demo; this takes a few seconds.')
  const { fillDemo } = parts
  await fillFirst(parts.db, parts.secret, () => fillDemo(parts)).catch((error: unknown) => {
    if (!(error instanceof AlreadyFounded)) throw error
  })
}

/** Letters and digits that are not mistaken for each other. */
function oneTimeCode(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return `${group()}-${group()}`
}

/** Asked before a database is opened, so that a taken port is said at once and nothing has begun. */
async function claimPort(host: string, port: number) {
  const probe = net.createServer()
  await listen(probe, host, port)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: net.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CannotStart(whyNotListening(error, host, port))),
    )
    server.listen(port, host, () => resolve())
  })
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program. Stop that, or set PORT to another number.`
  if (error.code === 'EACCES') return `This user may not use port ${port}. Set PORT to a number from 1024 up.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return `HOST is "${host}", which is not an address of this machine. Try 127.0.0.1, or 0.0.0.0 for every address.`
  return `Nothing can be served on ${host}, port ${port}: ${error.message}`
}

/**
 * What ends the serving: no new connections, pages that listen for changes let go, and what is under way is finished if
 * it takes no longer than eight seconds. A connection on which nothing is under way is not waited for.
 */
function stopping(server: Server, live: Live): () => Promise<void> {
  const underWay = new Set<ServerResponse>()
  let isStopping = false
  const closeIfDone = () => {
    if (isStopping && underWay.size === 0) server.closeAllConnections()
  }
  server.on('request', (_request, response) => {
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      closeIfDone()
    })
  })

  return () => {
    isStopping = true
    live.letGo()
    const impatience = setTimeout(() => server.closeAllConnections(), 8000)
    return new Promise((resolve) => {
      server.close(() => {
        clearTimeout(impatience)
        resolve()
      })
      closeIfDone()
    })
  }
}

function stopOnSignals() {
  let since = 0
  const stop = () => {
    // A terminal's Ctrl-C arrives more than once: from the terminal itself, from npm and from the launcher.
    if (since > 0 && performance.now() - since > 500) process.exit(1)
    if (since > 0) return
    since = performance.now()
    setTimeout(() => process.exit(0), 9000).unref()
    closeAll().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // The launcher holds this channel and is gone.
  process.on('disconnect', stop)
}

async function closeAll() {
  while (opened.length > 0) await opened.pop()?.()
}

async function refuse(error: unknown) {
  if (error instanceof CannotStart) console.error(error.message)
  else log({ level: 'fatal', ...traceOf(error) })
  await Promise.allSettled([closeAll()])
  process.exit(1)
}

/** One line of JSON; whoever calls keeps personal data out of it. */
function log(line: Record<string, string | number | undefined>) {
  console.error(JSON.stringify({ at: new Date().toISOString(), ...line }))
}
