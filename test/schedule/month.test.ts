import { expect, test } from 'vitest'
import { monthOfSessions } from '../../server/schedule/month.ts'
import { daysOfWeek, weeksOfList } from '../../server/schedule/week.ts'
import { localDate } from '../../server/time/dates.ts'
import { localMonth } from '../../server/time/months.ts'
import { isoWeek } from '../../server/time/weeks.ts'

const today = localDate('2026-03-17')
const on = (...dates: string[]) => dates.map((date, id) => ({ id, localDate: localDate(date) }))
const closed = [{ date: localDate('2026-03-19'), name: { sv: 'Planeringsdag', en: 'Planning day' } }]

test('a month is its weeks, Monday first, and days of other months are left out', () => {
  const { weeks } = monthOfSessions(localMonth('2026-03'), [], closed, today)
  expect(weeks.map(({ week }) => week)).toEqual([
    '2026-W09',
    '2026-W10',
    '2026-W11',
    '2026-W12',
    '2026-W13',
    '2026-W14',
  ])
  expect(weeks[0]!.days.map((day) => day?.date)).toEqual([...Array<undefined>(6), '2026-03-01'])
  expect(weeks.flatMap(({ days }) => days.filter(Boolean))).toHaveLength(31)
  expect(weeks[3]!.days[1]).toMatchObject({ date: today, today: true, past: false })
  expect(weeks[3]!.days[3]).toMatchObject({ closed: { sv: 'Planeringsdag' } })
})

test('the turn of a year keeps the numbers of its weeks', () => {
  const december = monthOfSessions(localMonth('2026-12'), [], [], today).weeks
  expect(december.at(-1)!.week).toBe('2026-W53')
  const january = monthOfSessions(localMonth('2027-01'), [], [], today).weeks
  expect(january[0]!.week).toBe('2026-W53')
})

test('of a full day as many are shown as fit, and the rest are counted', () => {
  const dayWith = (count: number) => {
    const held = on(...Array.from({ length: count }, () => '2026-03-17'))
    const { sessions, more } = monthOfSessions(localMonth('2026-03'), held, [], today).weeks[3]!.days[1]!
    return [sessions.length, more]
  }
  expect([0, 1, 4, 5, 9].map(dayWith)).toEqual([
    [0, 0],
    [1, 0],
    [4, 0],
    [3, 2],
    [3, 6],
  ])
})

test('a weekend is worth room only when something is held then', () => {
  expect(monthOfSessions(localMonth('2026-03'), on('2026-03-20'), [], today).weekend).toBe(false)
  expect(monthOfSessions(localMonth('2026-03'), on('2026-03-21'), [], today).weekend).toBe(true)
})

test('the list leaves out days without anything, but never today', () => {
  const held = on('2026-03-16', '2026-03-21', '2026-04-01')
  const weeks = weeksOfList([localDate('2026-03-16'), localDate('2026-04-05')], held, closed, today)
  expect(weeks.map(({ week, days }) => [week, days.map(({ date }) => date)])).toEqual([
    ['2026-W12', ['2026-03-16', '2026-03-17', '2026-03-19', '2026-03-21']],
    ['2026-W13', []],
    ['2026-W14', ['2026-04-01']],
  ])
  expect(weeks[0]!.days.map(({ past }) => past)).toEqual([true, false, false, false])
})

test('a week has its five days, and of the weekend what is needed', () => {
  const days = (dates: string[], now = today) =>
    daysOfWeek(isoWeek('2026-W12'), on(...dates), [], now).map(({ date }) => date.slice(8))
  expect(days([])).toEqual(['16', '17', '18', '19', '20'])
  expect(days(['2026-03-22'])).toEqual(['16', '17', '18', '19', '20', '22'])
  expect(days([], localDate('2026-03-21'))).toEqual(['16', '17', '18', '19', '20', '21'])
})
