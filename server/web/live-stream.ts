import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Env } from './env.ts'
import type { Change } from './live.ts'

const heartbeatMs = 20_000
/** After half an hour the page asks anew, and so is looked at anew at the door. */
const mostHeartbeats = 90

/**
 * Tells an open page that something has changed, whichever process changed it; what, the page asks for itself. The
 * stream ends when one of the viewer's sign-ins does: whoever is still signed in asks anew, the others do not get in.
 */
export function liveStream(c: Context<Env>, concerns: (change: Change) => boolean) {
  const { organisation, viewer, parts } = c.var
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const over = Promise.withResolvers<void>()
    const silence = parts.live.listen(organisation.id, (change) => {
      const isOver = change.topic === 'over' || (change.topic === 'sign-in' && change.id === viewer.id)
      if (isOver) over.resolve()
      else if (change.topic === 'again' || concerns(change))
        void stream.writeSSE({ event: 'changed', data: change.id })
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
