import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'

const secret = 'kV3p9ZtQ0mYx7RbL2sNcW8uFhJ4gTdEa'
const app = 'postgres://stegvis_app:x@db.example/stegvis'
const owner = 'postgres://stegvis_owner:x@db.example/stegvis'

const config = (env: Record<string, string>) => {
  const read = readConfig(env)
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read
}
const problems = (env: Record<string, string>) => {
  const read = readConfig(env)
  return 'problems' in read ? read.problems : []
}
function secretFile(content: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stegvis-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, 'secret'), content)
  return path.join(folder, 'secret')
}

describe('what is taken for granted', () => {
  test('an empty environment means port 3000 of this machine and the built-in database in data/', () => {
    expect(config({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      demo: false,
      secret: undefined,
      database: { builtIn: true, folder: path.resolve('data') },
    })
  })

  test('a setting that is there but empty is as good as none', () => {
    expect(
      config({ HOST: '', PORT: '', STEGVIS_DATA: '', PUBLIC_URL: '', STEGVIS_SECRET: '', DATABASE_URL: '' }),
    ).toEqual(config({}))
  })

  test('a server that listens on every address is reached at localhost unless PUBLIC_URL says where', () => {
    expect(config({ HOST: '0.0.0.0' }).publicUrl).toBe('http://localhost:3000')
    expect(config({ HOST: '::1', PORT: '8080' }).publicUrl).toBe('http://[::1]:8080')
    expect(config({ HOST: '0.0.0.0', PUBLIC_URL: 'https://stegvis.example.se/' }).publicUrl).toBe(
      'https://stegvis.example.se',
    )
  })

  test('a PostgreSQL server takes two logins and a secret', () => {
    expect(config({ DATABASE_URL: app, DATABASE_OWNER_URL: owner, STEGVIS_SECRET: secret })).toMatchObject({
      secret,
      database: { builtIn: false, owner, app },
    })
  })

  test('a secret may come from a file, without its last line break', () => {
    expect(config({ STEGVIS_SECRET_FILE: secretFile(`${secret}\n`) }).secret).toBe(secret)
  })
})

describe('what is refused, in a sentence', () => {
  const server = { DATABASE_URL: app, DATABASE_OWNER_URL: owner, STEGVIS_SECRET: secret }
  test.each([
    [{ PORT: 'http' }, 'PORT is "http". It must be a whole number from 1 to 65535.'],
    [{ PORT: '0' }, 'PORT is "0".'],
    [{ PORT: '70000' }, 'PORT is "70000".'],
    [{ HOST: 'http://here' }, 'HOST is "http://here".'],
    [{ PUBLIC_URL: 'stegvis.example.se' }, 'PUBLIC_URL is "stegvis.example.se".'],
    [{ PUBLIC_URL: 'https://example.se/stegvis' }, 'with nothing after the name'],
    [{ STEGVIS_DEMO: 'maybe' }, 'STEGVIS_DEMO is "maybe". It must be 1 or 0.'],
    [{ STEGVIS_SECRET: 'short' }, 'STEGVIS_SECRET has 5 characters. It must have at least 32.'],
    [{ STEGVIS_SECRET: 'changeme'.repeat(5) }, 'STEGVIS_SECRET can be guessed.'],
    [{ STEGVIS_SECRET: 'ab'.repeat(20) }, 'STEGVIS_SECRET can be guessed.'],
    [{ STEGVIS_SECRET: secret, STEGVIS_SECRET_FILE: '/secret' }, 'Set only one of them.'],
    [{ STEGVIS_SECRET_FILE: '/nowhere/secret' }, 'there is no such file'],
    [{ STEGVIS_DTA: 'x' }, 'STEGVIS_DTA is not a setting of Stegvis. Did you mean STEGVIS_DATA?'],
    [{ STEGVIS_COLOUR: 'x' }, 'STEGVIS_COLOUR is not a setting of Stegvis. There are STEGVIS_DATA,'],
    [{ DATABASE_URL: app, STEGVIS_SECRET: secret }, 'DATABASE_URL is set without DATABASE_OWNER_URL.'],
    [
      { DATABASE_OWNER_URL: owner, STEGVIS_SECRET: secret },
      'DATABASE_OWNER_URL is set without DATABASE_URL.',
    ],
    [{ ...server, DATABASE_URL: 'mysql://a:b@c/d' }, 'DATABASE_URL is not understood.'],
    [
      { ...server, DATABASE_OWNER_URL: 'postgres://db.example/stegvis' },
      'DATABASE_OWNER_URL is not understood.',
    ],
    [{ ...server, DATABASE_URL: owner }, 'both sign in as "stegvis_owner"'],
    [
      { ...server, STEGVIS_SECRET: '' },
      'With DATABASE_URL, set STEGVIS_SECRET or STEGVIS_SECRET_FILE as well',
    ],
    [{ ...server, STEGVIS_DEMO: '1' }, 'The demo uses the built-in database only.'],
  ] as [Record<string, string>, string][])('%j', (env, sentence) => {
    expect(problems(env)).toEqual([expect.stringContaining(sentence)])
  })

  test('an empty secret file', () => {
    expect(problems({ STEGVIS_SECRET_FILE: secretFile('') })).toEqual([
      'The secret in STEGVIS_SECRET_FILE has 0 characters. It must have at least 32.',
    ])
  })

  test('everything at once, so that it can be mended at once', () => {
    expect(problems({ PORT: 'x', STEGVIS_SECRET: 'short', PUBLIC_URL: 'x', STEGVIS_DTA: 'x' })).toHaveLength(
      4,
    )
  })

  test('a password never stands in a sentence', () => {
    const said = problems({
      DATABASE_URL: 'postgres//user:hemligt@db/x',
      DATABASE_OWNER_URL: owner,
      STEGVIS_SECRET: 'kort',
    })
    expect(said.join()).not.toMatch(/hemligt|kort/)
  })
})
