import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { questionAfter } from '../../server/kiosk/question.ts'
import { addDays, localDate } from '../../server/time/dates.ts'
import { fc } from '../properties.ts'
import { world, type Client, type World } from '../world.ts'
import { checkIn, checkOut, outcomeOf, pairedTablet } from './tablet.ts'

const day = localDate('2026-03-17')

test('nobody is asked more often than set, whatever the day and the interval', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 0, max: 400 }), (every, since) => {
      const asking = { question: 'health' as const, questionEveryDays: every, askedOn: addDays(day, -since) }
      expect(questionAfter('check_in', asking, day)).toBe(since >= every ? 'health' : undefined)
      expect(questionAfter('departure', asking, day)).toBeUndefined()
    }),
  )
})

const wants = ({ tenant }: World, question: string | null, days = 7) =>
  tenant((tx) => tx.hot`update programme set question = ${question}, question_every_days = ${days}`)
const ask = (tablet: Client, because_of: string) =>
  tablet.post('/kiosk/questions', { id: randomUUID(), because_of })
const reply = (tablet: Client, because_of: string, value?: string) =>
  tablet.post('/kiosk/answers', { id: randomUUID(), because_of, ...(value ? { value } : {}) })
const answersOf = ({ tenant }: World) =>
  tenant(
    (tx) => tx.hot<{ question: string; value: number | null }[]>`
      select question, value from answer order by answered_at`,
  )

test('after the check-in how somebody is, by five faces; after a week again, and not before', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await wants(here, 'health')
  const id = randomUUID()
  const welcome = await checkIn(tablet, here.codes.pelle, { id })
  expect(welcome.text).toContain('/kiosk/questions')
  const question = await ask(tablet, id)
  expect(outcomeOf(question)).toBe('question')
  expect(question.text).toContain('Hur mår du i dag?')
  expect(question.text.match(/class="kiosk-face"/g)).toHaveLength(5)
  expect(question.text).not.toContain('Pelle')
  expect(await answersOf(here)).toEqual([{ question: 'health', value: null }])

  expect(outcomeOf(await reply(tablet, id, '4'))).toBe('answered')
  expect(outcomeOf(await reply(tablet, id, '4'))).toBe('answered')
  expect(outcomeOf(await reply(tablet, id, '1'))).toBe('too_late')
  expect(await answersOf(here)).toEqual([{ question: 'health', value: 4 }])

  here.clock.advance({ minutes: 3 })
  const left = await checkOut(tablet, here.codes.pelle)
  expect(left.text).not.toContain('/kiosk/questions')
  here.clock.advance({ minutes: 3 })
  expect((await checkIn(tablet, here.codes.pelle)).text).not.toContain('/kiosk/questions')
})

test('a question that was skipped was asked, and one that nobody looked at was not', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await wants(here, 'session')
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 30 })
  const id = randomUUID()
  const goodbye = await checkOut(tablet, here.codes.pelle, { id })
  expect(goodbye.text).toContain('/kiosk/questions')
  expect(await answersOf(here)).toEqual([])
  expect((await ask(tablet, id)).text).toContain('Hur var det i dag?')
  expect(outcomeOf(await reply(tablet, id))).toBe('answered')
  expect(await answersOf(here)).toEqual([{ question: 'session', value: null }])
})

test('an answer is for a report of this tablet, in the last five minutes, from one to five, and only when asked', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const other = await pairedTablet(here, { name: 'Köket' })
  await wants(here, 'health')
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  expect(outcomeOf(await reply(tablet, id, '3'))).toBe('too_late')
  expect(outcomeOf(await ask(other, id))).toBe('nothing_asked')
  await ask(tablet, id)
  expect(outcomeOf(await reply(other, id, '3'))).toBe('too_late')
  expect((await reply(tablet, id, '6')).status).toBe(422)
  here.clock.advance({ minutes: 6 })
  expect(outcomeOf(await reply(tablet, id, '3'))).toBe('too_late')
  expect(await answersOf(here)).toEqual([{ question: 'health', value: null }])
})

test('a programme that asks nothing asks nothing', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  expect((await checkIn(tablet, here.codes.pelle, { id })).text).not.toContain('/kiosk/questions')
  expect(outcomeOf(await ask(tablet, id))).toBe('nothing_asked')
  expect(await answersOf(here)).toEqual([])
})

test('an administrator says what is asked and how often; what cannot be is refused, and nobody else may', async () => {
  const here = await world()
  const at = `/programmes/${here.ids.programme}`
  const page = await here.astrid.get(at)
  const version = /name="version" value="(\d+)"/.exec(page.text)![1]!
  const facts = {
    name: 'Promise',
    grace: 10,
    credit: 'scheduled',
    goal: 70,
    stages: 'Inskriven\nUpptrappning\n10 timmar\nGått vidare',
    weekly_target: 10,
    planned_weeks: 20,
  }
  const change = (more: Record<string, string | number>) =>
    here.astrid.put(at, { ...facts, version, ...more })
  expect((await change({ question: 'health', question_every_days: 0 })).status).toBe(422)
  expect((await change({ question: 'money', question_every_days: 7 })).status).toBe(422)
  expect((await change({ question: 'health', question_every_days: 14 })).status).toBe(303)
  const kept = await here.tenant(
    (tx) =>
      tx.hot`select question, question_every_days as days from programme where id = ${here.ids.programme}`,
  )
  expect(kept).toEqual([{ question: 'health', days: 14 }])
  const stale = await change({ question: 'none', question_every_days: 14 })
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('Hur mår du i dag? Efter incheckningen.')
  expect((await here.karin.put(at, { ...facts, question: 'none' })).status).toBe(403)
})

test('the coach and administrators read the answers on the participant’s page, and nobody else', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await wants(here, 'health')
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  await ask(tablet, id)
  await reply(tablet, id, '4')
  const at = `/participants/${here.ids.participants.pelle}`
  const seenBy = async (client: Client) => (await client.get(at)).text.includes('Svar vid incheckningen')
  expect([await seenBy(here.leif), await seenBy(here.astrid), await seenBy(here.karin)]).toEqual([
    true,
    true,
    false,
  ])
  expect((await here.leif.get(at)).text).toContain('Ganska bra')
  expect((await here.nils.get(at)).status).toBe(404)
  expect((await tablet.get('/kiosk')).text).not.toContain('Ganska bra')
})
