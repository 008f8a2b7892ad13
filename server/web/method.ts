import type { Hono, MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

const METHODS = ['PUT', 'PATCH', 'DELETE']

/**
 * A plain HTML form can only GET and POST: its hidden field `_method` says what it means. Hono's own middleware keeps
 * only one value of each field, and a form may tick several boxes of one name.
 */
export const formMethod =
  (app: Hono<Env>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const type = c.req.header('content-type') ?? ''
    if (c.req.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return next()
    const body = await c.req.text()
    const method = new URLSearchParams(body).get('_method')
    if (method === null || !METHODS.includes(method)) return next()
    const headers = new Headers(c.req.raw.headers)
    headers.delete('content-length')
    return app.fetch(new Request(c.req.url, { method, headers, body }), c.env)
  }
