import { expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { programme, stage, staff, staffRole } from '../../db/schema/index.ts'
import { createApp } from '../../server/app.tsx'
import { organisationsHere } from '../../server/organisation/queries.ts'
import { isSetupCode } from '../../server/founding/code.ts'
import type { Parts } from '../../server/web/env.ts'
import { browser, world } from '../world.ts'

const setupCode = 'ABCDE-FGHJK'
let installations = 0

/** An installation in which nothing is set up: another secret opens another installation's entrance. */
async function emptyInstallation(more: Partial<Parts> = {}) {
  const { parts: known, clock, db } = await world()
  installations += 1
  const parts: Parts = {
    ...known,
    secret: `the secret of an empty installation, number ${installations}`,
    setupCode,
    ...more,
  }
  const app = createApp(parts)
  return { app, parts, clock, db, visitor: browser(app, new Map()) }
}

const wishes = {
  code: 'abcde fghjk',
  organisation: 'Sollidens samordningsförbund',
  language: 'sv',
  name: 'Greta Påhittad',
  email: 'greta@solliden.example',
  password: 'tolv små steg mot havet',
  preset: 'promise',
}

test('while nothing is set up every page leads to the welcome', async () => {
  const { visitor } = await emptyInstallation()
  for (const path of ['/', '/sign-in', '/schedule', '/participants', '/nowhere'])
    expect((await visitor.get(path)).location).toBe('/welcome')
  const page = await visitor.get('/welcome')
  expect(page.status).toBe(200)
  expect(page.text).toContain('Promise')
  expect(page.text).toContain('Individuella spåret')
  expect(page.text).not.toContain('Prova demon')
  expect((await visitor.get('/healthz')).text).toBe('ok')
})

test('who has the code founds the organisation, is its administrator and signed in, and the welcome is gone', async () => {
  const { visitor, parts, db } = await emptyInstallation()
  const answer = await visitor.post('/welcome', wishes)
  expect([answer.status, answer.location]).toEqual([303, '/getting-started'])
  const page = await visitor.get('/getting-started')
  expect(page.text).toContain('Sollidens samordningsförbund')
  expect(page.text).toContain('/kiosks')

  const [organisationId] = await organisationsHere(db, parts.secret)
  const found = await db.tenant(organisationId!)(async (tx) => ({
    roles: await tx
      .select({ name: staff.name, role: staffRole.role })
      .from(staff)
      .innerJoin(staffRole, eq(staffRole.staffId, staff.id)),
    programmes: await tx.select({ name: programme.name, weeks: programme.plannedWeeks }).from(programme),
    stages: await tx.select({ name: stage.name }).from(stage).orderBy(stage.position),
  }))
  expect(found.roles).toEqual([{ name: 'Greta Påhittad', role: 'administrator' }])
  expect(found.programmes).toEqual([{ name: 'Promise', weeks: 20 }])
  expect(found.stages.map((row) => row.name)).toEqual([
    'Inskriven',
    'Upptrappning',
    'Tio timmar i veckan',
    'Vidare',
  ])

  expect((await visitor.get('/welcome')).status).toBe(404)
  expect((await visitor.post('/welcome', wishes)).status).toBe(404)
  expect((await visitor.post('/demo')).status).toBe(404)
  const later = browser(createApp(parts), new Map())
  expect((await later.get('/')).location).toBe('/sign-in')
  const signedIn = await later.post('/sign-in', { email: wishes.email, password: wishes.password })
  expect(signedIn.location).toBe('/schedule')
})

test('what is missing or wrong is said beside its field, and what was typed stays except the password', async () => {
  const { visitor, parts, db } = await emptyInstallation()
  const answer = await visitor.post('/welcome', {
    ...wishes,
    organisation: '',
    email: 'greta',
    password: 'lösenord',
    preset: 'made-up',
  })
  expect(answer.status).toBe(422)
  for (const field of ['organisation', 'email', 'password', 'preset'])
    expect(answer.text).toContain(`id="${field}-problem"`)
  expect(answer.text).toContain('value="Greta Påhittad"')
  expect(answer.text).not.toContain('lösenord"')
  expect(await organisationsHere(db, parts.secret)).toEqual([])
})

test('without the right code nothing is founded, and guessing is slowed', async () => {
  const { visitor, parts, db, clock } = await emptyInstallation()
  const answers = []
  for (let tries = 0; tries < 11; tries += 1)
    answers.push((await visitor.post('/welcome', { ...wishes, code: `AAAAA-AAAA${tries}` })).status)
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 422), 429])
  expect((await visitor.post('/welcome', wishes)).status).toBe(429)
  expect(await organisationsHere(db, parts.secret)).toEqual([])
  clock.advance({ seconds: 3 })
  expect((await visitor.post('/welcome', wishes)).status).toBe(303)
})

test('an installation without a code lets nobody found', () => {
  expect(isSetupCode('', '')).toBe(false)
  expect(isSetupCode('-', '')).toBe(false)
  expect(isSetupCode('abcdefghjk', setupCode)).toBe(true)
  expect(isSetupCode('abcdefghj', setupCode)).toBe(false)
})

test('of two who found at the same time, one does', async () => {
  const { app, parts, db } = await emptyInstallation()
  const answers = await Promise.all(
    [1, 2, 3, 4].map((who) =>
      browser(app, new Map()).post('/welcome', { ...wishes, email: `greta${who}@solliden.example` }),
    ),
  )
  expect(
    answers.filter((answer) => answer.status === 303 && answer.location === '/getting-started'),
  ).toHaveLength(1)
  expect(await organisationsHere(db, parts.secret)).toHaveLength(1)
})

test('a form from another website founds nothing', async () => {
  const { visitor, parts, db } = await emptyInstallation()
  expect((await visitor.post('/welcome', wishes, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect(await organisationsHere(db, parts.secret)).toEqual([])
})
