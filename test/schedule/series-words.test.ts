import { expect, test } from 'vitest'
import { everyWeek } from '../../server/schedule/recurrence.ts'
import {
  endInWords,
  ruleInWords,
  seriesInWords,
  weekdaysInWords,
} from '../../server/schedule/series-words.ts'
import { localDate, localTime, weekdays } from '../../server/time/dates.ts'

test('a series is said in a few words', () => {
  const yoga = { ...everyWeek, weekdays: [4, 2], startTime: localTime('09:30'), minutes: 60 } as const
  expect(seriesInWords(yoga, 'sv')).toBe('tisdagar och torsdagar 09.30–10.30')
  expect(seriesInWords(yoga, 'en')).toBe('Tuesdays and Thursdays 09:30–10:30')
})

test('one day, several days, all days', () => {
  expect(weekdaysInWords([3], 'sv')).toBe('onsdagar')
  expect(weekdaysInWords([1, 3, 5, 3], 'sv')).toBe('måndagar, onsdagar och fredagar')
  expect(weekdaysInWords([6, 7], 'sv')).toBe('lördagar och söndagar')
  expect(weekdaysInWords([1, 3, 5], 'en')).toBe('Mondays, Wednesdays and Fridays')
  expect(weekdaysInWords([1, 2, 3, 4, 5], 'sv')).toBe('vardagar')
  expect(weekdaysInWords(weekdays, 'sv')).toBe('alla dagar')
})

test('a series past midnight ends on the clock of the next day', () => {
  expect(
    seriesInWords({ ...everyWeek, weekdays: [5], startTime: localTime('22:00'), minutes: 180 }, 'sv'),
  ).toBe('fredagar 22.00–01.00')
})

test('every so many weeks', () => {
  const tuesdays = (every: number) => ({ ...everyWeek, every, weekdays: [2] }) as const
  expect(ruleInWords(tuesdays(2), 'sv')).toBe('varannan vecka på tisdagar')
  expect(ruleInWords(tuesdays(3), 'sv')).toBe('var tredje vecka på tisdagar')
  expect(ruleInWords(tuesdays(6), 'sv')).toBe('var 6:e vecka på tisdagar')
  expect(ruleInWords(tuesdays(21), 'sv')).toBe('var 21:a vecka på tisdagar')
  expect(ruleInWords(tuesdays(2), 'en')).toBe('every other week on Tuesdays')
  expect(ruleInWords(tuesdays(22), 'en')).toBe('every 22nd week on Tuesdays')
})

test('a day of the month', () => {
  const first = { frequency: 'monthly', every: 1, weekdays: [1], ordinal: 1 } as const
  expect(ruleInWords(first, 'sv')).toBe('första måndagen i månaden')
  expect(ruleInWords({ ...first, weekdays: [4, 1], ordinal: -1 }, 'sv')).toBe(
    'sista måndagen och sista torsdagen i månaden',
  )
  expect(ruleInWords({ ...first, every: 2 }, 'sv')).toBe('första måndagen varannan månad')
  expect(ruleInWords({ ...first, every: 3, ordinal: 4 }, 'en')).toBe('the fourth Monday every third month')
})

test('how long it goes on', () => {
  expect(endInWords({ endsOn: localDate('2026-04-16'), times: null }, 'sv')).toBe(
    'till och med 16 april 2026',
  )
  expect(endInWords({ endsOn: null, times: 10 }, 'sv')).toBe('10 gånger')
  expect(endInWords({ endsOn: null, times: 1 }, 'sv')).toBe('1 gång')
  expect(endInWords({ endsOn: null, times: null }, 'sv')).toBe('tills vidare')
  expect(endInWords({ endsOn: null, times: null }, 'en')).toBe('until further notice')
})
