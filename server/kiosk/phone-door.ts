import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '../../db/client.ts'
import { behindPersonalLink, type BehindLink } from '../access/personal-link-queries.ts'
import { behindToken } from '../access/tokens.ts'
import { participantLanguageAsked } from '../language/catalogue.ts'
import { isParticipantLanguage, type ParticipantLanguage } from '../language/text.ts'
import { speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'

const HERE_COOKIE = 'stegvis_here'
const LANGUAGE_COOKIE = 'stegvis_here_language'
/** Browsers keep a cookie for at most 400 days. */
const COOKIE_DAYS = 400

/** The phone keeps the address of its owner's page, for checking in and nothing else: no other page is shown it. */
const cookieOfPhone = (c: Context<Env>) => ({
  path: '/here',
  httpOnly: true,
  sameSite: 'Lax' as const,
  secure: c.var.parts.publicUrl.startsWith('https:'),
})

/** The language that was chosen on this phone, here or on the own page: for this page, whoever asks for it. */
export function rememberLanguage(c: Context<Env>, language: ParticipantLanguage): void {
  setCookie(c, LANGUAGE_COOKIE, language, { ...cookieOfPhone(c), maxAge: COOKIE_DAYS * 86_400 })
}

/**
 * Speaks as was chosen just now, on the tablet whose picture led here or among the names on the page; else as the
 * phone's owner reads; else as was chosen here before; else as the phone asks.
 */
export function speakOnPhone(c: Context<Env>, owner: { link: BehindLink } | undefined): void {
  const chosen = c.req.query('language')
  if (isParticipantLanguage(chosen)) rememberLanguage(c, chosen)
  const asked = participantLanguageAsked(c.req.header('accept-language'))
  const language = [chosen, owner?.link.language, getCookie(c, LANGUAGE_COOKIE), asked].find((one) =>
    isParticipantLanguage(one),
  )
  if (language) speakTo(c, language)
}

export function rememberPhone(c: Context<Env>, token: string): void {
  setCookie(c, HERE_COOKIE, token, { ...cookieOfPhone(c), maxAge: COOKIE_DAYS * 86_400 })
}

export function forgetPhone(c: Context<Env>): void {
  deleteCookie(c, HERE_COOKIE, cookieOfPhone(c))
}

/** Whose phone it is, for as long as their own page stands: a revoked address is forgotten here too. */
export async function ownerOfPhone(c: Context<Env>): Promise<{ db: Tenant; link: BehindLink } | undefined> {
  const token = getCookie(c, HERE_COOKIE)
  if (token === undefined) return undefined
  const opened = await behindToken(c.var.parts.db, token, (tx, hash) =>
    behindPersonalLink(tx, hash, c.var.now),
  )
  if (!opened) {
    forgetPhone(c)
    return undefined
  }
  return { db: opened.db, link: opened.found }
}
