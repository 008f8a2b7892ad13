import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { findChromium } from './browser.ts'

/** A browser with a folder of its own, as a tablet has: it can be killed as by a battery that dies, and started again. */
export type Lasting = { context: BrowserContext; kill(): Promise<void> }

export function newProfile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stegvis-tablet-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return folder
}

export async function startBrowser(profile: string, ...more: string[]): Promise<Lasting> {
  const { executablePath, args = [], env } = await findChromium()
  const child = spawn(
    executablePath ?? '',
    [
      ...args,
      ...more,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--lang=sv-SE',
      '--window-size=1280,800',
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } },
  )
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const kill = async () => {
    // Its own group, and nothing else: the browser and all that it started.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.on('exit', () => reject(new Error(`Chromium ended before it was ready:\n${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  return { context: browser.contexts()[0]!, kill }
}
