import { expect, test } from 'vitest'
import { organisation } from '../../db/schema/index.ts'
import { world } from '../world.ts'

const facts = { name: 'Ekdalen', language: 'en', time_zone: 'Europe/Helsinki', neutral_titles: 'yes' }

test('settings are changed, and every calendar is told', async () => {
  const { astrid, tenant } = await world()
  const read = () => tenant((tx) => tx.select().from(organisation)).then((rows) => rows[0]!)
  const before = await read()
  expect((await astrid.put('/organisation', facts)).status).toBe(303)
  const after = await read()
  expect(after).toMatchObject({ name: 'Ekdalen', language: 'en', timeZone: 'Europe/Helsinki' })
  expect(after.neutralTitlesSince?.toString()).toBe('2026-03-17T08:20:00Z')
  expect(after.scheduleVersion).toBeGreaterThan(before.scheduleVersion)
  await astrid.put('/organisation', { ...facts, neutral_titles: '' })
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
