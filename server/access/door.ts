import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { languageOf, textsIn } from '../language/catalogue.ts'
import { languages, type Language } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { localDateOf } from '../time/zones.ts'
import { cookieHere } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import type { Permission, Role } from './permissions.ts'
import { noteSignInUse, viewerOfSignIn } from './queries.ts'
import { hashToken, organisationOfToken } from './tokens.ts'

export const SIGN_IN_COOKIE = 'stegvis_sign_in'
/** A sign-in ends after eight hours without use, and after three days whatever happens. */
export const IDLE_HOURS = 8
export const LONGEST_HOURS = 72

export function giveSignInCookie(c: Context<Env>, token: string): void {
  setCookie(c, SIGN_IN_COOKIE, token, { ...cookieHere(c), maxAge: LONGEST_HOURS * 3600 })
}

export function takeSignInCookie(c: Context<Env>): void {
  deleteCookie(c, SIGN_IN_COOKIE, cookieHere(c))
}

/** Who is at the door: sets the viewer, their organisation and its rows. Without a sign-in, on to the sign-in page. */
export const signedIn: MiddlewareHandler<Env> = async (c, next) => {
  if (!(await recognise(c))) {
    if (c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html'))
      return c.redirect('/sign-in', 303)
    throw new Rejected(401, 'common:rejected.signIn')
  }
  if (c.var.passwordIsTemporary && !openBeforeOwnPassword.includes(c.req.path)) {
    if (c.req.method === 'GET') return c.redirect('/account', 303)
    throw new Rejected(403, 'access:account.temporary')
  }
  await next()
}

/** Choosing a password of one's own, or leaving. */
const openBeforeOwnPassword = ['/account', '/account/password', '/sign-in']

/** Sets the viewer if there is one. */
export async function recognise(c: Context<Env>): Promise<boolean> {
  const token = getCookie(c, SIGN_IN_COOKIE) ?? ''
  const organisationId = organisationOfToken(token)
  if (organisationId === undefined) return false
  const { now, parts } = c.var
  const db = parts.db.tenant(organisationId)

  const row = await db(async (tx) => {
    const found = await viewerOfSignIn(tx, hashToken(token))
    if (!found) return undefined
    const idleSeconds = (now.epochMilliseconds - found.lastUsedAt.epochMilliseconds) / 1000
    if (idleSeconds > IDLE_HOURS * 3600 || found.expiresAt.epochMilliseconds <= now.epochMilliseconds)
      return undefined
    if (idleSeconds > 60) await noteSignInUse(tx, found.signInId, now)
    return found
  })
  if (!row) return false

  const organisationLanguage = languages.find((one) => one === row.organisationLanguage) ?? 'sv'
  const language: Language = languageOf(
    getCookie(c, 'stegvis_language') ?? row.language ?? undefined,
    c.req.header('accept-language'),
  )
  c.set('db', db)
  c.set('signInId', row.signInId)
  c.set('passwordIsTemporary', row.passwordGivenBy !== null)
  c.set('language', language)
  c.set('t', textsIn(language))
  c.set('organisation', {
    id: row.organisationId,
    name: row.organisationName,
    timeZone: row.timeZone,
    language: organisationLanguage,
    scheduleVersion: row.scheduleVersion,
    neutralTitles: row.neutralTitlesSince !== null,
  })
  c.set('viewer', {
    id: row.staffId,
    organisationId: row.organisationId,
    name: row.name,
    roles: row.roles as Role[],
    language,
  })
  c.set('today', localDateOf(now, row.timeZone))
  return true
}

/** Lets in only those who may do what the route does. */
export const allow =
  (may: Permission): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (!may(c.var.viewer)) throw new Rejected(403, 'common:rejected.forbidden')
    await next()
  }
