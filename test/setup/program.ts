import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { freePort } from '../../db/embedded/supervisor.ts'
import { childOf } from './processes.ts'

const { isBuilt } = createRequire(import.meta.url)('../../scripts/ready.cjs') as { isBuilt: () => boolean }

/** The built program as a person starts it, in a process group of its own like a terminal's. */
export type Program = {
  url: string
  pid: number
  output(): string
  /** Its exit code, once it and all that it prints has ended. */
  exited: Promise<number | null>
  /** What a terminal does at Ctrl-C: every process of the group gets the signal. */
  ctrlC(): void
  kill(signal: NodeJS.Signals): void
  /** kill -9 of the app itself, beneath its launcher. */
  killApp(): void
}

type Environment = Record<string, string | undefined>

/** Starts it and waits until it can do its work. Stopped at the end of the test, unless `keep`. */
export async function startProgram(
  env: Environment,
  options: { args?: string[]; keep?: boolean } = {},
): Promise<Program> {
  const program = await launch(env, options)
  let ended = false
  program.exited.then(() => (ended = true)).catch(() => undefined)
  while (!program.output().includes('Ctrl-C stops it.')) {
    if (ended) throw new Error(`The program ended before it was ready:\n${program.output()}`)
    await wait(20)
  }
  return program
}

/** Starts it where it is expected to refuse, and answers with what it said. */
export async function refusal(env: Environment): Promise<{ code: number | null; said: string }> {
  const program = await launch(env, {})
  const code = await program.exited
  return { code, said: program.output() }
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stegvis-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return folder
}

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )

export async function until(what: () => boolean | Promise<boolean>, milliseconds = 10_000) {
  for (const start = performance.now(); performance.now() - start < milliseconds; await wait(20))
    if (await what()) return
  throw new Error(`This did not happen within ${milliseconds} ms: ${String(what)}`)
}

async function launch(
  env: Environment,
  { args = [], keep }: { args?: string[]; keep?: boolean },
): Promise<Program> {
  build()
  const port = env['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['scripts/start.cjs', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], HOST: '127.0.0.1', PORT: port, ...env },
  })
  const pid = child.pid ?? 0
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve))
  if (!keep) {
    onTestFinished(async () => {
      signal(pid, 'SIGTERM')
      await exited
    })
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    output: () => output,
    exited,
    ctrlC: () => signal(-pid, 'SIGINT'),
    kill: (name) => signal(pid, name),
    killApp: () => signal(childOf(pid), 'SIGKILL'),
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended already.
  }
}

function build() {
  if (isBuilt()) return
  const built = spawnSync(process.execPath, ['scripts/build.ts'], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The program could not be built:\n${built.stdout}${built.stderr}`)
}
