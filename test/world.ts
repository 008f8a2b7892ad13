import { onTestFinished } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import { openDatabase, type Database, type Tenant } from '../db/client.ts'
import { createApp } from '../server/app.tsx'
import { addSignIn } from '../server/access/queries.ts'
import { hashToken, newOrganisationToken } from '../server/access/tokens.ts'
import { SIGN_IN_COOKIE } from '../server/access/door.ts'
import { settableClock } from '../server/time/clock.ts'
import { openLive, type Live } from '../server/web/live.ts'
import type { Parts } from '../server/web/env.ts'
import { settle, type Settled } from '../scripts/demo/settle.ts'
import { ekdalen, norrvik, participantCast, staffCast, strangerCast } from '../scripts/demo/cast.ts'
import { localDateOf } from '../server/time/zones.ts'
import { freshDatabase, type TestDatabase } from './setup/database.ts'
import { furnish } from './yoga.ts'

export const secret = 'a secret of the tests, long enough for everything'
/** A Tuesday in Stockholm, ten minutes before yoga. */
export const tuesdayMorning = '2026-03-17T09:20:00+01:00'

/** What a test sees of an answer. */
export type Answer = { status: number; text: string; headers: Headers; location: string | null }

/** Somebody's browser: keeps cookies and sends forms as their own page would. */
export type Client = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, form?: FormBody, headers?: Record<string, string>): Promise<Answer>
  put(path: string, form?: FormBody, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, form?: FormBody, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, form?: FormBody, headers?: Record<string, string>): Promise<Answer>
  /** Sends and reads JSON, as the pages' scripts do. */
  json<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: Body }>
  cookies: Map<string, string>
}
type FormBody = Record<string, string | number | readonly (string | number)[]>

let open: Promise<{ database: TestDatabase; db: Database; live: Live }> | undefined

/** One database for a test file, shared by its worlds: each world is an organisation of its own in it. */
async function ground() {
  open ??= (async () => {
    const database = await freshDatabase()
    return {
      database,
      db: openDatabase(database.app, { connections: 8 }),
      live: await openLive(database.app),
    }
  })()
  return open
}

/**
 * A small programme with its people, on a Tuesday morning: see scripts/demo/cast.ts for who may do what.
 * Staff and participants of Ekdalen; Nils belongs to another organisation.
 */
export async function world(start: string = tuesdayMorning) {
  const { database, db, live } = await ground()
  const clock = settableClock(start)
  const logged: Record<string, string | number | undefined>[] = []
  const parts: Parts = {
    db,
    clock,
    live,
    secret,
    publicUrl: 'http://stegvis.test',
    setupCode: '',
    log: (line) => logged.push(line),
  }
  const app = createApp(parts)
  const here = await settle(parts, ekdalen, staffCast, participantCast)
  const elsewhere = await settle(parts, norrvik, strangerCast, {})
  const tenant: Tenant = db.tenant(here.organisationId)
  const furniture = await furnish(tenant, here, localDateOf(clock.now(), ekdalen.timeZone), ekdalen.timeZone)

  const browserOf = async (place: Settled<string, string>, staffId: string) => {
    const token = newOrganisationToken(place.organisationId)
    await db.tenant(place.organisationId)((tx) =>
      addSignIn(tx, {
        staffId,
        tokenHash: hashToken(token),
        device: 'Test',
        at: clock.now(),
        expiresAt: Temporal.Instant.from('2100-01-01T00:00Z'),
      }),
    )
    return browser(app, new Map([[SIGN_IN_COOKIE, token]]))
  }

  return {
    app,
    parts,
    clock,
    db,
    live,
    logged,
    database,
    tenant,
    /** The rows of the other organisation. */
    otherTenant: db.tenant(elsewhere.organisationId),
    organisationId: here.organisationId,
    ids: { ...here, ...furniture },
    /** The codes of the cast, as they type them at the kiosk. */
    codes: {
      pelle: participantCast.pelle.code,
      amina: participantCast.amina.code,
      siv: participantCast.siv.code,
    },
    astrid: await browserOf(here, here.staff.astrid),
    karin: await browserOf(here, here.staff.karin),
    leif: await browserOf(here, here.staff.leif),
    rut: await browserOf(here, here.staff.rut),
    nils: await browserOf(elsewhere, elsewhere.staff.nils),
    /** Somebody who has not signed in. */
    visitor: browser(app, new Map()),
  }
}

export type World = Awaited<ReturnType<typeof world>>

/** A browser without anything in it; for a kiosk, a calendar program or a visitor. */
export function browser(app: ReturnType<typeof createApp>, cookies: Map<string, string>): Client {
  async function ask(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string },
  ) {
    const response = await app.request(path.startsWith('http') ? path : `http://stegvis.test${path}`, {
      method,
      headers: {
        accept: 'text/html',
        'accept-language': 'sv',
        'sec-fetch-site': 'same-origin',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...init.headers,
      },
      body: init.body,
    })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const text = await response.text()
    return {
      status: response.status,
      text,
      headers: response.headers,
      location: response.headers.get('location'),
    }
  }

  const send =
    (method: string) =>
    (path: string, form: FormBody = {}, headers: Record<string, string> = {}) =>
      ask(method, path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: encoded(form),
      })

  return {
    get: (path, headers) => ask('GET', path, { headers }),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    json: async <Body>(method: string, path: string, body?: unknown) => {
      const answer = await ask(method, path, {
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      const parsed = (answer.text === '' ? null : JSON.parse(answer.text)) as Body
      return { status: answer.status, headers: answer.headers, body: parsed }
    },
    cookies,
  }
}

function encoded(form: FormBody): string {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  )
  return new URLSearchParams(pairs).toString()
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (name === undefined || value === undefined) return
  if (/max-age=0/i.test(line) || value === '') cookies.delete(name)
  else cookies.set(name, decodeURIComponent(value))
}

/** Hears what is announced to an organisation while the test runs. */
export function announcements({ live, organisationId }: World): string[] {
  const heard: string[] = []
  onTestFinished(live.listen(organisationId, (change) => heard.push(change.topic)))
  return heard
}
