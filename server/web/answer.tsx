import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { LanguageContext } from '../../views/language.tsx'
import { FrameContext, type Frame } from '../../views/layout.tsx'
import { roles } from '../access/permissions.ts'
import { textsForAnybody } from '../language/catalogue.ts'
import { staffLanguageOf, type ParticipantLanguage, type TextKey } from '../language/text.ts'
import type { Env } from './env.ts'
import { isIdentifier, type Fields } from './fields.ts'
import { navigationFor } from './navigation.ts'

const NOTICE = 'stegvis_notice'
const UNDO = 'stegvis_undo'

/** Answers with a whole page in the reader's language; with what the act before it left to say. */
export function show(c: Context<Env>, page: JSX.Element, status: ContentfulStatusCode = 200) {
  return answer(
    c,
    page,
    { ...frameOf(c), notice: takeNotice(c), undo: takeUndo(c), undoBar: c.get('undoBar') },
    status,
  )
}

/** Answers with a part of a page, to be put where the part of the same id stands. */
export function showPart(c: Context<Env>, part: JSX.Element, status: ContentfulStatusCode = 200) {
  return answer(c, part, frameOf(c), status)
}

/** The act is done: on to a page, which says so once, and offers once to undo a change of the schedule by its id. */
export function done(c: Context<Env>, path: string, notice?: TextKey, change?: string) {
  if (notice) setCookie(c, NOTICE, notice, { ...cookieHere(c), maxAge: 60 })
  if (change) setCookie(c, UNDO, change, { ...cookieHere(c), maxAge: 60 })
  return c.redirect(path, 303)
}

/** The own page that a form says to come back to; a browser drops tabs and the like, so what holds them is no page of ours. */
export function pageBack(form: Fields, otherwise: string): string {
  const back = form.text('back', { max: 300, optional: true, anyDigits: true })
  return ownPage(back, otherwise)
}

/** Only an address of our own is ever led to, whatever was sent. */
export const ownPage = (back: string, otherwise: string): string =>
  /^\/(?![/\\])/.test(back) && back.length <= 300 ? back : otherwise

/** How every cookie of the pages is set: no script reads it, and where people come by https it goes no other way. */
export const cookieHere = (c: Context<Env>) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Lax' as const,
  secure: c.var.parts.publicUrl.startsWith('https:'),
})

/** Whether htmx asked for a part, and not the browser for a page. */
export const wantsPart = (c: Context<Env>): boolean => c.req.header('HX-Request') === 'true'

function answer(c: Context<Env>, content: JSX.Element, frame: Frame, status: ContentfulStatusCode) {
  c.header('Cache-Control', 'no-store')
  return c.html(
    <LanguageContext.Provider value={readingIn(c)}>
      <FrameContext.Provider value={frame}>{content}</FrameContext.Provider>
    </LanguageContext.Provider>,
    status,
  )
}

/** From here on this request is answered in a participant's language. */
export function speakTo(c: Context<Env>, language: ParticipantLanguage): void {
  c.set('participantLanguage', language)
  c.set('language', staffLanguageOf(language))
  c.set('t', textsForAnybody(language))
}

const readingIn = (c: Context<Env>): ParticipantLanguage =>
  (c.get('participantLanguage') as ParticipantLanguage | undefined) ?? c.var.language

function frameOf(c: Context<Env>): Frame {
  const viewer = c.get('viewer') as Env['Variables']['viewer'] | undefined
  const path = pageOf(c)
  if (!viewer) return { navigation: [], path }
  const { t, organisation } = c.var
  const highest = roles.find((role) => viewer.roles.includes(role))
  return {
    path,
    viewer: { name: viewer.name, role: highest ? t(`access:role.${highest}`) : '' },
    organisation: organisation.name,
    navigation: navigationFor(viewer, c.req.path).map(({ label, ...place }) => ({
      ...place,
      label: t(label),
    })),
  }
}

/** Where one who chooses another language comes back to; what answers a form could not be come back to. */
export function pageOf(c: Context<Env>): string | undefined {
  return c.req.method === 'GET' ? c.req.path + new URL(c.req.url).search : undefined
}

function takeNotice(c: Context<Env>): string | undefined {
  const key = getCookie(c, NOTICE)
  if (key === undefined) return undefined
  deleteCookie(c, NOTICE, cookieHere(c))
  // Only an address of the catalogue is ever said, whatever the cookie holds.
  return /^[A-Za-z]+:[A-Za-z.]+$/.test(key) ? c.var.t(key as TextKey) : undefined
}

function takeUndo(c: Context<Env>): string | undefined {
  const change = getCookie(c, UNDO)
  if (change === undefined) return undefined
  deleteCookie(c, UNDO, cookieHere(c))
  return isIdentifier(change) ? change : undefined
}
