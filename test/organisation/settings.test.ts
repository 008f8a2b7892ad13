import { expect, test } from 'vitest'
import { organisation } from '../../db/schema/index.ts'
import { world } from '../world.ts'

const facts = {
  name: 'Ekdalen',
  language: 'en',
  time_zone: 'Europe/Helsinki',
  neutral_titles: 'yes',
  version: 1,
}

test('settings are changed, and every calendar is told', async () => {
  const { astrid, tenant } = await world()
  const read = () => tenant((tx) => tx.select().from(organisation)).then((rows) => rows[0]!)
  const before = await read()
  expect((await astrid.put('/organisation', facts)).status).toBe(303)
  const after = await read()
  expect(after).toMatchObject({ name: 'Ekdalen', language: 'en', timeZone: 'Europe/Helsinki' })
  expect(after.neutralTitlesSince?.toString()).toBe('2026-03-17T08:20:00Z')
  expect(after.scheduleVersion).toBeGreaterThan(before.scheduleVersion)
  await astrid.put('/organisation', { ...facts, neutral_titles: '', version: 2 })
  expect((await read()).neutralTitlesSince).toBeNull()
})

test('what is wrong is said beside its field', async () => {
  const { astrid } = await world()
  const answer = await astrid.put('/organisation', { name: ' ', language: 'xx', time_zone: 'Mars/Olympus' })
  expect(answer.status).toBe(422)
  for (const field of ['name', 'language', 'time_zone'])
    expect(answer.text).toContain(`id="${field}-problem"`)
  expect((await astrid.put('/organisation', { ...facts, time_zone: '+02:00' })).status).toBe(422)
})

test('of two who change the settings, the second is told what the first wrote and loses nothing typed', async () => {
  const { astrid } = await world()
  expect((await astrid.get('/organisation')).text).toContain('name="version" value="1"')
  expect((await astrid.put('/organisation', facts)).status).toBe(303)
  const late = { ...facts, name: 'Nya Ekdalen', time_zone: 'Europe/Stockholm' }
  for (const version of [1, ''] as const) {
    const told = await astrid.put('/organisation', { ...late, version })
    expect(told.status).toBe(409)
    expect(told.text).toContain('Någon annan har ändrat inställningarna medan du skrev')
    expect(told.text).toContain('<dd>Ekdalen</dd>')
    expect(told.text).toContain('<dd>Europe/Helsinki</dd>')
    expect(told.text).toContain('value="Nya Ekdalen"')
    expect(told.text).toContain('name="version" value="2"')
  }
  expect((await astrid.get('/organisation')).text).toContain('value="Ekdalen"')
  expect((await astrid.put('/organisation', { ...late, version: 2 })).status).toBe(303)
  // Whoever wrote the same has nothing to be told.
  expect((await astrid.put('/organisation', { ...late, version: 1 })).status).toBe(303)
})

test('administrators change settings, nobody else', async () => {
  const { karin, leif, rut } = await world()
  for (const client of [karin, leif, rut]) {
    expect((await client.get('/organisation')).status).toBe(403)
    expect((await client.put('/organisation', facts)).status).toBe(403)
  }
})

test('every place the settings lead to is there', async () => {
  const { astrid } = await world()
  const page = await astrid.get('/organisation')
  for (const path of [
    '/programmes',
    '/staff',
    '/referrers',
    '/closed-periods',
    '/access-log',
    '/getting-started',
  ]) {
    expect(page.text).toContain(`href="${path}"`)
    expect((await astrid.get(path)).status).toBe(200)
  }
})
