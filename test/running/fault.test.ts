import { expect, test } from 'vitest'
import { participant } from '../../db/schema/index.ts'
import { traceOf } from '../../server/trace.ts'
import { world } from '../world.ts'

test('a fault is logged with its kind and place, and with no name that somebody typed', async () => {
  const here = await world()
  here.app.get('/fault', async (c) => {
    const again = { id: here.ids.participants.pelle, firstName: 'Påhittade', lastName: 'Påhittsson' }
    await c.var.db((tx) => tx.insert(participant).values(again))
    return c.text('never')
  })
  const answer = await here.karin.get('/fault')
  expect(answer.status).toBe(500)
  expect(answer.text).not.toContain('Påhitt')
  const [line] = here.logged
  expect(line).toMatchObject({ level: 'error', route: '/fault', code: '23505', kind: 'Error' })
  expect(line?.['where']).toMatch(/^at /)
  expect(JSON.stringify(here.logged)).not.toMatch(/Påhitt|insert into/)
})

test('a message that looks like a place is still a message', () => {
  const { where } = traceOf(new Error('wrong\n    at Påhittade Påhittsson (811228-9874)'))
  expect(where).toMatch(/^at .*fault\.test/)
  expect(where).not.toContain('Påhitt')
})
