import { expect, test } from 'vitest'
import { Fields } from '../../server/web/fields.ts'
import { world } from '../world.ts'

test.each(['text', 'lines'] as const)(
  '%s that holds an identity number is refused, wherever it is written',
  (kind) => {
    const form = new Fields({ note: ['Ringde, född 811228-9874'] })
    form[kind]('note', { max: 200 })
    expect(form.problems).toEqual([{ field: 'note', text: 'people:identityNumber' }])
  },
)

test('a code may look like one, and so may an address', () => {
  const form = new Fields({ code: ['8112289874'], email: ['8112289874@ekdalen.example'] })
  form.text('code', { max: 40, anyDigits: true })
  form.email('email')
  expect(form.problems).toEqual([])
})

test('the reason of a cancellation holds no identity number', async () => {
  const { karin, ids } = await world()
  const reason = 'Följer 811228-9874 till läkaren'
  const answer = await karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason })
  expect(answer.status).toBe(422)
})

test('a field may be called whatever an object has of its own', async () => {
  const { karin, visitor } = await world()
  for (const name of ['constructor', 'toString', '__proto__']) {
    const sent = { [name]: 'x', name: 'Amina' }
    expect((await karin.post('/participants/searches', sent)).status).toBe(200)
    expect((await visitor.post('/sign-in', sent)).status).toBe(422)
  }
})
