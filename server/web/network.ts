import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Env } from './env.ts'

/** The network that a request comes from; behind our own proxies, the last address that is none of theirs. */
export function networkOf(c: Context<Env>): string {
  const remote = c.env ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown'
  return lastUntrusted(remote, c.req.header('x-forwarded-for') ?? '', c.var.parts.trustedProxies ?? [])
}

/** Anybody can write the header: only what a trusted proxy has put last in it is believed. */
export function lastUntrusted(remote: string, forwarded: string, trusted: readonly string[]): string {
  const hops = [...forwarded.split(',').map(plain).filter(Boolean), plain(remote)]
  return hops.findLast((hop) => !trusted.includes(hop)) ?? plain(remote)
}

const plain = (address: string) => address.trim().replace(/^::ffff:/i, '')
