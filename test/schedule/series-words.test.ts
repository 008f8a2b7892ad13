import { expect, test } from 'vitest'
import { seriesInWords, weekdaysInWords } from '../../server/schedule/series-words.ts'
import { localTime, weekdays } from '../../server/time/dates.ts'

test('a series is said in a few words', () => {
  const yoga = { weekdays: [4, 2], startTime: localTime('09:30'), minutes: 60 } as const
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
  expect(seriesInWords({ weekdays: [5], startTime: localTime('22:00'), minutes: 180 }, 'sv')).toBe(
    'fredagar 22.00–01.00',
  )
})
