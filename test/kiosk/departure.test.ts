import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { announcements, world } from '../world.ts'
import { checkIn, checkOut, ledgerOf, outcomeOf, pairedTablet, presencesOf } from './tablet.ts'

test('who leaves before the end has left early, and hears nothing but goodbye and the hours so far', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.set('2026-03-17T10:00:00+01:00')
  const heard = announcements(here)
  const id = randomUUID()
  const answer = await tablet.post('/kiosk/departures', { id, code: here.codes.pelle })
  expect(answer.headers.get('stegvis-acknowledged')).toBe(id)
  expect(answer.text).toContain('Hej då, Pelle!')
  expect(answer.text).toContain('30 min av 5 tim den här veckan')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'left_early', checkedOutAt: '10:00', closedBy: 'departure' },
  ])
  await expect.poll(() => heard).toContain('attendance')
})

test('who leaves when it is over was there', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.set('2026-03-17T10:40:00+01:00')
  expect((await checkOut(tablet, here.codes.pelle)).text).toContain('1 tim av 5 tim')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'present', checkedOutAt: '10:40', closedBy: 'departure' },
  ])
})

test('a check-out never checks anybody in, and a check-in never anybody out', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  expect(outcomeOf(await checkOut(tablet, here.codes.pelle))).toBe('not_in')
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 20 })
  await checkIn(tablet, here.codes.pelle)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedOutAt: null }])
})

test('the same check-out twice, one after the other and at once, is one departure with one goodbye', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.set('2026-03-17T10:00:00+01:00')
  const id = randomUUID()
  const send = () => tablet.post('/kiosk/departures', { id, code: here.codes.pelle })
  const answers = [...(await Promise.all([send(), send()])), await send()]
  here.clock.advance({ minutes: 5 })
  answers.push(await checkOut(tablet, here.codes.pelle))
  expect(answers.map(outcomeOf)).toEqual(['goodbye', 'goodbye', 'goodbye', 'goodbye'])
  expect(new Set(answers.map((answer) => answer.text.replaceAll(/[0-9a-f-]{36}/g, 'its id'))).size).toBe(1)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedOutAt: '10:00' }])
  expect((await ledgerOf(here, here.ids.participants.pelle)).map((line) => line.kind)).toEqual([
    'check_in',
    'departure',
    'departure',
  ])
})

test('a check-in’s id is no check-out’s', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle })
  expect(outcomeOf(await tablet.post('/kiosk/departures', { id, code: here.codes.pelle }))).toBe('again')
})

test('an unknown code is answered at the check-out as at the check-in', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const [out, into] = [await checkOut(tablet, '601479'), await checkIn(tablet, '601479')]
  expect([out.status, out.text]).toEqual([into.status, into.text])
})
