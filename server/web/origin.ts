import type { MiddlewareHandler } from 'hono'
import { Rejected } from '../problem.ts'
import type { Env } from './env.ts'

/**
 * Refuses an unsafe method whose sender is another website or does not say who it is, whatever the content type
 * (RULES S4). Browsers send Sec-Fetch-Site; where it is absent, Origin must be our own.
 */
export const ownOriginOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (
    !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) &&
    !cameFromUs(c.req.raw.headers, c.req.url, c.var.parts.publicUrl)
  ) {
    throw new Rejected(403, 'common:rejected.foreign')
  }
  await next()
}

function cameFromUs(headers: Headers, requestUrl: string, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  return origin !== null && (origin === new URL(publicUrl).origin || origin === new URL(requestUrl).origin)
}
