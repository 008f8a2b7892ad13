import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Whole = { status: number; headers: Record<string, string | string[]>; body: Buffer }
/** What becomes of one request on its way: `forward` brings the server's whole answer. */
export type Fate = (answer: ServerResponse, forward: () => Promise<Whole>) => Promise<void> | void

export type Line = {
  url: string
  /** What becomes of the requests to an address, or of all; the last one said is asked first. */
  meanwhile(path: RegExp, fate: Fate): void
  /** As it should be again. */
  mend(): void
  /** What went through to the server. */
  through: string[]
}

export const down: Fate = (answer) => void answer.destroy()

/** The server gets it and does it, and nobody hears. */
export const cut: Fate = async (answer, forward) => {
  await forward()
  answer.destroy()
}

/** The server's answer, but for its end. */
export const half: Fate = async (answer, forward) => {
  const { status, headers, body } = await forward()
  answer.writeHead(status, { ...headers, 'content-length': String(body.length) })
  answer.write(body.subarray(0, Math.max(1, body.length >> 1)), () => answer.destroy())
}

export const portal: Fate = (answer) => {
  answer.writeHead(200, { 'content-type': 'text/html' })
  answer.end('<!doctype html><main id="kiosk" data-screen="thanks">Välkommen till gästnätet</main>')
}

export const fault: Fate = (answer) => {
  answer.writeHead(500, { 'content-type': 'text/html' })
  answer.end('<h1>500</h1>')
}

export const slow =
  (milliseconds: number): Fate =>
  async (answer, forward) => {
    const whole = await forward()
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    end(answer, whole)
  }

/** A line between the tablet and the server that can be bad in every way that lines are. */
export async function lineTo(server: string): Promise<Line> {
  let fates: [RegExp, Fate][] = []
  const through: string[] = []
  const here = createServer((asked, answer) => {
    const path = asked.url ?? '/'
    answer.on('error', () => undefined)
    const [, fate = passes] = fates.findLast(([pattern]) => pattern.test(path)) ?? []
    const forward = () => {
      through.push(`${asked.method} ${path}`)
      return forwarded(server, asked)
    }
    Promise.resolve(fate(answer, forward)).catch(() => answer.destroy())
  })
  await new Promise<void>((resolve) => here.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    here.closeAllConnections()
    return new Promise<void>((resolve) => here.close(() => resolve()))
  })
  return {
    url: `http://127.0.0.1:${(here.address() as AddressInfo).port}`,
    meanwhile: (path, fate) => void fates.push([path, fate]),
    mend: () => (fates = []),
    through,
  }
}

const passes: Fate = async (answer, forward) => end(answer, await forward())

export function end(answer: ServerResponse, { status, headers, body }: Whole) {
  answer.writeHead(status, { ...headers, 'content-length': String(body.length) })
  answer.end(body)
}

function forwarded(server: string, asked: IncomingMessage): Promise<Whole> {
  return new Promise((resolve, reject) => {
    const onward = request(
      new URL(asked.url ?? '/', server),
      { method: asked.method, headers: { ...asked.headers, 'accept-encoding': 'identity' } },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(answer.headers).filter(
              (header): header is [string, string | string[]] =>
                header[1] !== undefined && !['transfer-encoding', 'connection'].includes(header[0]),
            ),
          )
          resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(parts) })
        })
      },
    )
    onward.on('error', reject)
    asked.pipe(onward)
  })
}
