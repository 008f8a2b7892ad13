import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { everyWeek } from '../../server/schedule/recurrence.ts'
import {
  lengthOf,
  whyNotPlanSeries,
  whyNotPlanSession,
  type SeriesWish,
  type SessionWish,
} from '../../server/schedule/planning.ts'
import { localDate, localTime, timeAtMinute, type LocalDate } from '../../server/time/dates.ts'

const yoga: SessionWish = {
  date: localDate('2026-11-24'),
  startTime: localTime('09:30'),
  endTime: localTime('10:30'),
  places: 12,
}
const from = (start: string, end: string): SessionWish => ({
  ...yoga,
  startTime: localTime(start),
  endTime: localTime(end),
})
const lasting = (minutes: number): SessionWish => ({
  date: yoga.date,
  startTime: yoga.startTime,
  minutes,
  places: null,
})
const zone = 'Europe/Stockholm'
const texts = (wish: SessionWish) =>
  whyNotPlanSession(wish, zone).map(({ field, text }) => `${field} ${text}`)

test('an hour of yoga for twelve may be planned', () => {
  expect(whyNotPlanSession(yoga, zone)).toEqual([])
  expect(whyNotPlanSession({ ...yoga, places: null }, zone)).toEqual([])
})

test('the end must come after the start, but a night may pass midnight', () => {
  expect(texts(from('10:30', '09:30'))).toEqual(['end_time schedule:session.endsBeforeItStarts'])
  expect(texts(from('10:30', '10:30'))).toEqual(['end_time schedule:session.endsBeforeItStarts'])
  expect(texts(from('22:00', '01:00'))).toEqual([])
  expect(lengthOf(from('22:00', '01:00'))).toBe(180)
})

test('twelve hours at most, five minutes at least', () => {
  expect(texts(from('08:00', '20:00'))).toEqual([])
  expect(texts(from('08:00', '20:01'))).toEqual(['end_time schedule:session.tooLong'])
  expect(texts(from('20:00', '08:00'))).toEqual([])
  expect(texts(from('08:00', '08:04'))).toEqual(['end_time schedule:session.tooShort'])
  expect(texts(lasting(720))).toEqual([])
  expect(texts(lasting(721))).toEqual(['minutes schedule:session.tooLong'])
  for (const minutes of [4, 0, -60, 7.5, Number.NaN])
    expect(texts(lasting(minutes))).toEqual(['minutes schedule:session.tooShort'])
})

test('a year of another century is a slip of the hand', () => {
  for (const date of ['1999-12-31', '2101-01-01'])
    expect(texts({ ...yoga, date: localDate(date) })).toEqual(['date schedule:session.year'])
  for (const date of ['2000-01-01', '2100-12-31'])
    expect(texts({ ...yoga, date: localDate(date) })).toEqual([])
})

test('the night the clocks go forward, a session neither begins nor ends at an hour that is never shown', () => {
  const night = (start: string, end: string) => ({ ...from(start, end), date: localDate('2026-03-29') })
  expect(texts(night('02:30', '04:00'))).toEqual(['start_time schedule:session.noSuchTime'])
  expect(texts(night('01:00', '02:00'))).toEqual(['end_time schedule:session.noSuchTime'])
  expect(texts(night('01:30', '03:00'))).toEqual([])
  expect(texts({ ...from('22:00', '02:30'), date: localDate('2026-03-28') })).toEqual([
    'end_time schedule:session.noSuchTime',
  ])
  // In autumn an hour comes twice, and both of it are shown.
  expect(texts({ ...from('02:30', '04:00'), date: localDate('2026-10-25') })).toEqual([])
})

test('one to five hundred places', () => {
  for (const places of [0, -1, 501, 1.5])
    expect(texts({ ...yoga, places })).toEqual(['places common:problem.between'])
  for (const places of [1, 500]) expect(texts({ ...yoga, places })).toEqual([])
})

test('every problem is told at once', () => {
  expect(texts({ ...from('10:30', '09:30'), date: localDate('1999-01-01'), places: 0 })).toHaveLength(3)
})

test('whatever is allowed lasts five minutes to twelve hours', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(minute, minute, (start, end) => {
      const wish = from(timeAtMinute(start)!, timeAtMinute(end)!)
      const isAllowed = whyNotPlanSession(wish, zone).length === 0
      expect(isAllowed).toBe(lengthOf(wish) >= 5 && lengthOf(wish) <= 720)
    }),
  )
})

const serie: SeriesWish = {
  ...everyWeek,
  weekdays: [2, 4],
  startsOn: localDate('2026-11-24'),
  endsOn: localDate('2027-06-10'),
  startTime: localTime('09:30'),
  endTime: localTime('10:30'),
  places: null,
}
const seriesTexts = (wish: Partial<SeriesWish>, closed: LocalDate[] = []) =>
  whyNotPlanSeries({ ...serie, ...wish } as SeriesWish, {
    today: localDate('2026-11-22'),
    closed: new Set(closed),
  }).map(({ field, text }) => `${field} ${text}`)

test('a spring of yoga may be planned, with or without an end', () => {
  expect(seriesTexts({})).toEqual([])
  expect(seriesTexts({ endsOn: null })).toEqual([])
  expect(seriesTexts({ endsOn: serie.startsOn })).toEqual([])
})

test('a series that begins beyond the horizon waits for it', () => {
  expect(seriesTexts({ startsOn: localDate('2028-01-01'), endsOn: null })).toEqual([])
})

test('a series needs a weekday, an end after its start and a day that occurs', () => {
  expect(seriesTexts({ weekdays: [] })).toEqual(['weekdays schedule:series.noWeekday'])
  expect(seriesTexts({ endsOn: localDate('2026-11-23') })).toEqual([
    'ends_on schedule:series.endsBeforeItStarts',
  ])
  expect(seriesTexts({ endsOn: localDate('2026-11-25'), weekdays: [5] })).toEqual([
    'ends_on series:problem.endsBeforeFirst',
  ])
  expect(seriesTexts({ endsOn: serie.startsOn }, [serie.startsOn])).toEqual([
    'weekdays schedule:series.noOccurrence',
  ])
})

test('a series of more than a thousand sessions is refused and does not hang', () => {
  expect(seriesTexts({ endsOn: localDate('2036-11-24') })).toEqual(['ends_on schedule:series.tooMany'])
  expect(seriesTexts({ weekdays: [1, 2, 3, 4, 5, 6, 7], endsOn: localDate('2100-12-31') })).toEqual([
    'ends_on schedule:series.tooMany',
  ])
})

test('a series that would go on for more than twenty years is refused where that is said', () => {
  const monthly = { frequency: 'monthly', ordinal: 1, weekdays: [1] } as const
  expect(seriesTexts({ ...monthly, endsOn: localDate('2047-11-24') })).toEqual([
    'ends_on series:problem.tooFar',
  ])
  expect(seriesTexts({ ...monthly, endsOn: null, times: 300 })).toEqual(['times series:problem.tooFar'])
  expect(seriesTexts({ ...monthly, endsOn: null, times: 200 })).toEqual([])
  expect(seriesTexts({ every: 0 })).toEqual(['every common:problem.between'])
  expect(seriesTexts({ ...monthly, ordinal: null })).toEqual(['ordinal common:problem.required'])
})

test('a series is also checked as each of its sessions', () => {
  expect(seriesTexts({ startsOn: localDate('1926-11-24'), places: 0, endTime: localTime('09:00') })).toEqual([
    'starts_on schedule:session.year',
    'end_time schedule:session.endsBeforeItStarts',
    'places common:problem.between',
  ])
})
