import { expect, test } from 'vitest'
import { excusedWeeks } from '../../server/hours/excused-weeks.ts'
import { localDate } from '../../server/time/dates.ts'
import { isoWeek, weeksFrom } from '../../server/time/weeks.ts'

const turnOfTheYear = weeksFrom(isoWeek('2026-W50'), isoWeek('2027-W01'))
const closed = (from: string, to: string) => ({ startsOn: localDate(from), endsOn: localDate(to) })

test('a week is excused when staff say so for the participant', () => {
  const stated = [{ monday: localDate('2026-12-07'), reason: 'illness' as const }]
  expect([...excusedWeeks(turnOfTheYear, stated, [])]).toEqual([['2026-W50', 'illness']])
})

test('a week in which everything is closed from Monday to Friday is excused for all', () => {
  expect([...excusedWeeks(turnOfTheYear, [], [closed('2026-12-28', '2027-01-01')])]).toEqual([
    ['2026-W53', 'closed'],
  ])
})

test('the Swedish holidays fill what the closed days leave open', () => {
  // Monday to Wednesday closed; Thursday is nyårsafton, Friday nyårsdagen.
  expect([...excusedWeeks(turnOfTheYear, [], [closed('2026-12-28', '2026-12-30')])]).toEqual([
    ['2026-W53', 'closed'],
  ])
})

const closedOver = (from: string, to: string) => excusedWeeks([isoWeek('2026-W50')], [], [closed(from, to)])

test('one open day makes it an ordinary week', () => {
  expect(closedOver('2026-12-07', '2026-12-11').size).toBe(1)
  expect(closedOver('2026-12-08', '2026-12-11').size).toBe(0)
  expect(closedOver('2026-12-07', '2026-12-10').size).toBe(0)
})

test('what staff say about the participant stands before that it was closed', () => {
  const stated = [{ monday: localDate('2026-12-28'), reason: 'illness' as const }]
  expect(
    excusedWeeks(turnOfTheYear, stated, [closed('2026-12-20', '2027-01-10')]).get(isoWeek('2026-W53')),
  ).toBe('illness')
})
