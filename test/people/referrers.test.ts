import { expect, test } from 'vitest'
import { world } from '../world.ts'

test('a referrer is added once, taken from the list, and offered again', async () => {
  const { karin } = await world()
  const wish = { name: 'Försäkringskassan Väst', kind: 'social_insurance_agency' }
  expect((await karin.post('/referrers', wish)).status).toBe(303)
  const twice = await karin.post('/referrers', wish)
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('id="name-problem"')
  const id = /action="\/referrers\/([0-9a-f-]{36})"/.exec((await karin.get('/referrers')).text)![1]!
  expect((await karin.get('/participants/new')).text).toContain(wish.name)
  await karin.delete(`/referrers/${id}`)
  expect((await karin.get('/participants/new')).text).not.toContain(wish.name)
  expect((await karin.post('/referrers', wish)).status).toBe(303)
  expect((await karin.get('/participants/new')).text).toContain(id)
})

test('what is wrong is said beside its field', async () => {
  const { karin } = await world()
  const answer = await karin.post('/referrers', { name: '', kind: 'friend' })
  expect(answer.status).toBe(422)
  for (const field of ['name', 'kind']) expect(answer.text).toContain(`id="${field}-problem"`)
})

test('readers and leaders do not keep the referrers, nor does another organisation see them', async () => {
  const { karin, leif, rut, nils } = await world()
  await karin.post('/referrers', { name: 'Vårdcentralen Björken', kind: 'primary_care' })
  for (const client of [leif, rut]) expect((await client.get('/referrers')).status).toBe(403)
  expect((await nils.get('/referrers')).text).not.toContain('Björken')
})
