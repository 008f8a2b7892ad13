import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, LaunchOptions } from 'playwright-core'
import { takeLock } from '../../db/embedded/lock.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
]

const INSTALL = 'Install one ("sudo apt-get install chromium"), or set CHROME_PATH to the program of one.'

/** A real Chromium: the one in CHROME_PATH, the machine's own, or the one that npm brought. Never none without an error. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const found = await findChromium()
  return chromium.launch({ ...found, args: [...(found.args ?? []), ...more] })
}

/** The program, and what it is started with. */
export async function findChromium(): Promise<LaunchOptions> {
  const chosen = process.env['CHROME_PATH']
  if (chosen) {
    if (runs(chosen)) return { executablePath: chosen, args: FLAGS }
    throw new Error(`CHROME_PATH names ${chosen}, which does not run. ${INSTALL}`)
  }
  const installed = SYSTEM.find((program) => existsSync(program) && runs(program))
  if (installed) return { executablePath: installed, args: FLAGS }
  const brought =
    process.platform === 'linux' && process.arch === 'x64' ? await oneAtATime(unpackChromium) : undefined
  if (brought) return brought
  throw new Error(
    `There is no Chromium that runs on this machine, and the browser tests need one. ${INSTALL}`,
  )
}

function runs(program: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(program, ['--headless=new', '--version'], { env, timeout: 30_000 }).status === 0
}

/** Test files run side by side: the second one that finds nothing unpacked waits for the first instead of running half a program. */
async function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const name = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12)
  for (;;) {
    const lock = await takeLock(`chromium-${name}`)
    if ('heldBy' in lock) {
      await wait(200)
      continue
    }
    try {
      return await work()
    } finally {
      await lock.release()
    }
  }
}

/** The package unpacks to the temporary folder, which is shared; here it gets a private one. A bare machine needs its libraries and fonts too. */
async function unpackChromium(): Promise<LaunchOptions | undefined> {
  const folder = path.resolve('node_modules/.cache/chromium')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const temporary = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    const env: Record<string, string> = {}
    for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
    env['TMPDIR'] = temporary ?? '/tmp'
    if (!existsSync('/etc/fonts')) env['FONTCONFIG_PATH'] = path.join(folder, 'fonts')
    if (runs(executablePath, env)) return { executablePath, args: FLAGS, env }

    const files = path.join(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin')
    await inflate(path.join(files, 'al2023.tar.br'))
    env['LD_LIBRARY_PATH'] = [path.join(folder, 'al2023/lib'), env['LD_LIBRARY_PATH']]
      .filter(Boolean)
      .join(':')
    return runs(executablePath, env) ? { executablePath, args: FLAGS, env } : undefined
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
}
