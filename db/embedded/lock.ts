import net from 'node:net'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** Held for as long as a process uses a data folder; the kernel lets go of it when the process dies in any way. */
export type Lock = { release(): Promise<void> }

/** Takes the lock, or answers with the number of the process that has it. */
export async function takeLock(name: string): Promise<Lock | { heldBy: string }> {
  const address = addressOf(name)
  for (;;) {
    const server = net.createServer((socket) => socket.on('error', () => undefined).end(String(process.pid)))
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(address, () => resolve(true))
    })
    if (taken) {
      server.unref()
      return { release: () => new Promise((resolve) => server.close(() => resolve())) }
    }
    const holder = await askHolder(address)
    if (holder !== undefined) return { heldBy: holder }
    // On macOS the lock is a file that outlives its process.
    if (path.isAbsolute(address)) await rm(address, { force: true })
  }
}

/** Linux has socket names without a file, Windows named pipes. */
function addressOf(name: string): string {
  if (process.platform === 'linux') return `\0stegvis-${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\stegvis-${name}`
  return path.join(os.tmpdir(), `stegvis-${name}.lock`)
}

function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = net.connect(address)
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(answer))
  })
}
