import { expect, test } from 'vitest'
import { world } from '../world.ts'

test('a letter that is loaded again gives nothing new: what was printed goes on working', async () => {
  const { karin, ids } = await world()
  const page = `/participants/${ids.participants.pelle}`
  const insteadOf = async () => /name="instead_of" value="([^"]*)"/.exec((await karin.get(page)).text)![1]!
  const form = { instead_of: await insteadOf() }
  const codeIn = (text: string) => /data-code="(\d{6})"/.exec(text)?.[1]
  const first = await karin.post(`${page}/code`, form)
  expect(codeIn(first.text)).toMatch(/^\d{6}$/)
  const again = await karin.post(`${page}/code`, form)
  expect([again.status, codeIn(again.text)]).toEqual([409, undefined])
  expect(codeIn((await karin.post(`${page}/code`, { instead_of: await insteadOf() })).text)).toMatch(
    /^\d{6}$/,
  )
})

test('without the participant’s yes there is no calendar address, and the sentence stands beside its box', async () => {
  const { karin, ids } = await world()
  const page = `/participants/${ids.participants.pelle}`
  const answer = await karin.post(`${page}/feed`, { scope: 'bookings' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Fråga deltagaren först.')
  expect(answer.text).toContain('aria-invalid="true"')
  expect(answer.text).not.toContain('data-feed')
  expect((await karin.post(`${page}/feed`, { scope: 'bookings', consent: 'yes' })).text).toContain(
    'data-feed',
  )
})
