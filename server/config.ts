import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'

/** What the environment says, checked. */
export type Config = {
  host: string
  port: number
  /** Where people reach the system, without a slash at the end. */
  publicUrl: string
  /** The addresses of our own proxies. */
  trustedProxies: string[]
  demo: boolean
  /** What is too short to be hashed plainly is hashed with it; the built-in database brings one of its own. */
  secret: string | undefined
  database: { builtIn: true; folder: string } | { builtIn: false; owner: string; app: string }
}

type Environment = Record<string, string | undefined>

const SETTINGS = ['STEGVIS_DATA', 'STEGVIS_DEMO', 'STEGVIS_SECRET', 'STEGVIS_SECRET_FILE']
const SHORTEST_SECRET = 32
const KNOWN_SECRETS =
  /change.?me|replace.?me|your.?secret|default|example|insecure|password|stegvis|0123456789|abcdefgh/i

/** The configuration, or everything that is wrong with it at once, in sentences. */
export function readConfig(env: Environment): Config | { problems: string[] } {
  const problems = unknownNames(env)
  const wrong = (sentence: string) => void problems.push(sentence)

  const host = env['HOST']?.trim() || '127.0.0.1'
  if (/[\s/]/.test(host))
    wrong(`HOST is "${host}". It must be an address of this machine, such as 127.0.0.1 or 0.0.0.0.`)
  const port = readPort(env['PORT'], wrong)
  const publicUrl = readPublicUrl(env['PUBLIC_URL'], wrong) ?? addressOf(host, port)
  const trustedProxies = readProxies(env['TRUSTED_PROXY'], wrong)
  const demo = readSwitch('STEGVIS_DEMO', env['STEGVIS_DEMO'], wrong)
  const secret = readSecret(env, wrong)
  const database = readDatabase(env, wrong)
  if (database && !database.builtIn) {
    if (demo)
      wrong('The demo uses the built-in database only. Unset DATABASE_URL and DATABASE_OWNER_URL to see it.')
    if (!secret && !env['STEGVIS_SECRET'] && !env['STEGVIS_SECRET_FILE']) {
      wrong(
        `With DATABASE_URL, set STEGVIS_SECRET or STEGVIS_SECRET_FILE as well: ${SHORTEST_SECRET} or more random characters that never change, such as "openssl rand -base64 48" prints.`,
      )
    }
  }

  if (problems.length > 0 || !database) return { problems }
  return { host, port, publicUrl, trustedProxies, demo, secret, database }
}

/** http address of a server, as one types it into a browser. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

function readPort(text: string | undefined, wrong: (sentence: string) => void): number {
  const port = Number(text?.trim() || '3000')
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    wrong(`PORT is "${text}". It must be a whole number from 1 to 65535.`)
  return port
}

function readSwitch(name: string, text: string | undefined, wrong: (sentence: string) => void): boolean {
  const value = text?.trim().toLowerCase() ?? ''
  if (!['', '0', '1', 'false', 'true', 'no', 'yes'].includes(value))
    wrong(`${name} is "${text}". It must be 1 or 0.`)
  return ['1', 'true', 'yes'].includes(value)
}

function readPublicUrl(text: string | undefined, wrong: (sentence: string) => void): string | undefined {
  if (!text?.trim()) return undefined
  const url = URL.parse(text.trim())
  const plain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (plain) return url.origin
  wrong(
    `PUBLIC_URL is "${text}". It must be the address at which people reach Stegvis, such as https://stegvis.example.se, with nothing after the name.`,
  )
  return undefined
}

function readProxies(text: string | undefined, wrong: (sentence: string) => void): string[] {
  const addresses = (text ?? '').split(',').flatMap((one) => one.trim() || [])
  for (const address of addresses.filter((one) => !isIP(one)))
    wrong(
      `TRUSTED_PROXY holds "${address}". It must be addresses of your own proxies, such as 10.0.0.2, ::1.`,
    )
  return addresses
}

function readSecret(env: Environment, wrong: (sentence: string) => void): string | undefined {
  const [given, file] = [env['STEGVIS_SECRET'], env['STEGVIS_SECRET_FILE']]
  if (given && file) {
    wrong('Both STEGVIS_SECRET and STEGVIS_SECRET_FILE are set. Set only one of them.')
    return undefined
  }
  if (file && !existsSync(file)) {
    wrong(`STEGVIS_SECRET_FILE names ${file}, and there is no such file.`)
    return undefined
  }
  const name = file ? 'The secret in STEGVIS_SECRET_FILE' : 'STEGVIS_SECRET'
  const secret = file ? contentOf(file, wrong) : given?.trim()
  if (secret === undefined || (!file && secret === '')) return undefined
  if (secret.length < SHORTEST_SECRET)
    wrong(`${name} has ${secret.length} characters. It must have at least ${SHORTEST_SECRET}.`)
  else if (KNOWN_SECRETS.test(secret) || new Set(secret).size < 10)
    wrong(`${name} can be guessed. Use a random one, such as "openssl rand -base64 48" prints.`)
  return secret
}

function contentOf(file: string, wrong: (sentence: string) => void): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    wrong(`STEGVIS_SECRET_FILE names ${file}, which cannot be read.`)
    return undefined
  }
}

function readDatabase(env: Environment, wrong: (sentence: string) => void): Config['database'] | undefined {
  const app = readDatabaseUrl('DATABASE_URL', env['DATABASE_URL'], wrong)
  const owner = readDatabaseUrl('DATABASE_OWNER_URL', env['DATABASE_OWNER_URL'], wrong)
  if (!env['DATABASE_URL'] && !env['DATABASE_OWNER_URL'])
    return { builtIn: true, folder: path.resolve(env['STEGVIS_DATA']?.trim() || 'data') }
  if (!env['DATABASE_URL'])
    wrong(
      'DATABASE_OWNER_URL is set without DATABASE_URL. Set both (the owner updates the database, the app works in it), or neither for the built-in one.',
    )
  if (!env['DATABASE_OWNER_URL'])
    wrong(
      'DATABASE_URL is set without DATABASE_OWNER_URL. Set both (the owner updates the database, the app works in it), or neither for the built-in one.',
    )
  if (!app || !owner) return undefined
  if (app.username === owner.username) {
    wrong(
      `DATABASE_URL and DATABASE_OWNER_URL both sign in as "${decodeURIComponent(app.username)}". The app needs a login of its own that owns nothing.`,
    )
  }
  return { builtIn: false, owner: owner.href, app: app.href }
}

function readDatabaseUrl(
  name: string,
  text: string | undefined,
  wrong: (sentence: string) => void,
): URL | undefined {
  if (!text) return undefined
  const url = URL.parse(text.trim())
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname && url.username && url.pathname.length > 1)
    return url
  // Not repeated in the sentence: it may hold a password.
  wrong(`${name} is not understood. It must look like postgres://user:password@host:5432/database.`)
  return undefined
}

function unknownNames(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('STEGVIS_') && !SETTINGS.includes(name))
    .map((name) => {
      const near = SETTINGS.find((known) => distance(known, name) <= 3)
      return `${name} is not a setting of Stegvis.${near ? ` Did you mean ${near}?` : ` There are ${SETTINGS.join(', ')}.`}`
    })
}

/** How many letters must be put in, left out or changed to make one word of the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1]
    for (const [column, other] of to.split('').entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
