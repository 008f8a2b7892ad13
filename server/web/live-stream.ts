import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Env } from './env.ts'
import type { Change } from './live.ts'

const heartbeatMs = 20_000
/** After half an hour the page asks anew, and so is looked at anew at the door. */
const mostHeartbeats = 90

/** For whoever is signed in: it ends when one of their sign-ins does; who is still signed in asks anew, the others do not get in. */
export const liveStream = (c: Context<Env>, concerns: (change: Change) => boolean) =>
  liveStreamOf(c, concerns, ({ topic, id }) => topic === 'sign-in' && id === c.var.viewer.id)

/**
 * Tells an open page that something has changed, whichever process changed it; what, the page asks for itself. The
 * stream ends with what opened it: then the page asks anew, and is looked at anew at the door. Who is not signed in is not
 * told which one it was.
 */
export function liveStreamOf(
  c: Context<Env>,
  concerns: (change: Change) => boolean,
  ends: (change: Change) => boolean,
  { naming = true }: { naming?: boolean } = {},
) {
  const { organisation, parts } = c.var
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const over = Promise.withResolvers<void>()
    const silence = parts.live.listen(organisation.id, (change) => {
      if (change.topic === 'over' || ends(change)) over.resolve()
      else if (change.topic === 'again' || concerns(change))
        void stream.writeSSE({ event: 'changed', data: naming ? change.id : '' })
    })
    stream.onAbort(over.resolve)
    let beats = 0
    const heart = setInterval(() => {
      beats += 1
      if (beats > mostHeartbeats) over.resolve()
      else void stream.write(': still here\n\n')
    }, heartbeatMs)
    await stream.writeSSE({ event: 'listening', data: '' })
    await over.promise
    clearInterval(heart)
    silence()
  })
}
