import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { localDate, localTime, minutes, weekdays } from '../../server/time/dates.ts'
import { participantLanguages, type ParticipantLanguage } from '../../server/language/text.ts'
import { isoWeek } from '../../server/time/weeks.ts'
import {
  dateAndYearInWords,
  dateInWords,
  datesInWords,
  dayMonthYear,
  hoursInWords,
  minutesInWords,
  momentInWords,
  shortDate,
  shortWeek,
  timeInWords,
  timesInWords,
  weekAndYearInWords,
  weekdayInWords,
  weekInWords,
} from '../../server/time/words.ts'
import { fc } from '../properties.ts'

const tuesday = localDate('2026-03-17')

test('dates in words', () => {
  expect(dateInWords(tuesday, 'sv')).toBe('tisdag 17 mars')
  expect(dateInWords(tuesday, 'en')).toBe('Tuesday 17 March')
  expect(dateAndYearInWords(tuesday, 'sv')).toBe('tisdag 17 mars 2026')
  expect(dayMonthYear(tuesday, 'en')).toBe('17 March 2026')
  expect(shortDate(tuesday, 'sv')).toBe('tis 17 mars')
  expect(shortDate(localDate('2026-01-01'), 'en')).toBe('Thu 1 Jan')
})

test('a span of days says only what differs', () => {
  expect(datesInWords(tuesday, localDate('2026-03-23'), 'sv')).toBe('17–23 mars 2026')
  expect(datesInWords(localDate('2026-03-30'), localDate('2026-04-05'), 'sv')).toBe('30 mars – 5 april 2026')
  expect(datesInWords(localDate('2026-12-28'), localDate('2027-01-03'), 'en')).toBe(
    '28 December 2026 – 3 January 2027',
  )
  expect(datesInWords(tuesday, tuesday, 'sv')).toBe('17 mars 2026')
  expect(datesInWords(tuesday, localDate('2026-03-23'), 'ar')).toMatch(/^\u206617–23\u2069 \S+ 2026$/)
  expect(datesInWords(localDate('2025-03-17'), tuesday, 'sv')).toBe('17 mars 2025 – 17 mars 2026')
})

test('the week begins with måndag', () => {
  expect(weekdays.map((day) => weekdayInWords(day, 'sv')).join(' ')).toBe(
    'måndag tisdag onsdag torsdag fredag lördag söndag',
  )
  expect(weekdays.map((day) => weekdayInWords(day, 'en', 'short')).join(' ')).toBe(
    'Mon Tue Wed Thu Fri Sat Sun',
  )
})

test('Swedish writes a point in the time, English a colon', () => {
  expect(timeInWords(localTime('09:30'), 'sv')).toBe('09.30')
  expect(timesInWords(localTime('09:30'), localTime('10:30'), 'sv')).toBe('09.30–10.30')
  expect(timesInWords(localTime('09:30'), localTime('10:30'), 'en')).toBe('09:30–10:30')
  const moment = Temporal.Instant.from('2026-03-17T08:30:00Z')
  expect(momentInWords(moment, 'Europe/Stockholm', 'sv')).toBe('17 mars 2026 09.30')
})

test('minutes in words', () => {
  expect(minutesInWords(minutes(150), 'sv')).toBe('2 tim 30 min')
  expect(minutesInWords(minutes(150), 'en')).toBe('2 h 30 min')
  expect(minutesInWords(minutes(120), 'sv')).toBe('2 tim')
  expect(minutesInWords(minutes(45), 'sv')).toBe('45 min')
  expect(minutesInWords(minutes(0), 'sv')).toBe('0 min')
})

test('hours are never rounded up to a level that was not reached', () => {
  expect(hoursInWords(minutes(150), 'sv')).toBe('2,5')
  expect(hoursInWords(minutes(150), 'en')).toBe('2.5')
  expect(hoursInWords(minutes(75), 'sv')).toBe('1,25')
  expect(hoursInWords(minutes(600), 'sv')).toBe('10')
  expect(hoursInWords(minutes(599), 'sv')).toBe('9,98')
  expect(hoursInWords(minutes(598), 'sv')).toBe('9,96')
})

test('weeks by their number', () => {
  expect(weekInWords(isoWeek('2026-W47'), 'sv')).toBe('vecka 47')
  expect(weekInWords(isoWeek('2026-W07'), 'en')).toBe('week 7')
  expect(weekAndYearInWords(isoWeek('2026-W53'), 'sv')).toBe('vecka 53 2026')
  expect(shortWeek(isoWeek('2026-W47'), 'sv')).toBe('v. 47')
})

test('dates, times and durations in each of the participants’ languages', () => {
  const day = localDate('2026-03-17')
  const said = (language: ParticipantLanguage) => [
    dateInWords(day, language),
    timesInWords(localTime('09:30'), localTime('10:30'), language),
    minutesInWords(minutes(150), language),
  ]
  expect(said('sv-easy')).toEqual(['tisdag 17 mars', '09.30–10.30', '2 timmar och 30 minuter'])
  expect(said('ar')).toEqual(['الثلاثاء 17 مارس', '\u206609:30–10:30\u2069', 'ساعتان و30 دقيقة'])
  expect(said('so')).toEqual(['Talaado 17 Maarso', '09:30–10:30', '2 saacadood iyo 30 daqiiqadood'])
  expect(said('uk')).toEqual(['вівторок, 17 березня', '09:30–10:30', '2 год 30 хв'])
  expect(said('ti')).toEqual(['ሰሉስ 17 መጋቢት', '09:30–10:30', '2 ሰዓት 30 ደቒቕ'])
  expect(said('prs')).toEqual(['سه‌شنبه 17 مارچ', '\u206609:30–10:30\u2069', '2 ساعت و 30 دقیقه'])
})

test('Arabic says one and two by the noun, a few in the plural, and from eleven the singular again', () => {
  const said = [60, 120, 180, 600, 660, 1].map((count) => minutesInWords(minutes(count), 'ar'))
  expect(said).toEqual(['ساعة', 'ساعتان', '3 ساعات', '10 ساعات', '11 ساعة', 'دقيقة'])
})

test('every weekday and month has a name of its own in every language, and digits are those on the wall', () => {
  for (const language of participantLanguages) {
    const names = new Set(weekdays.map((one) => weekdayInWords(one, language)))
    const shortNames = new Set(weekdays.map((one) => weekdayInWords(one, language, 'short')))
    expect([language, names.size, shortNames.size]).toEqual([language, 7, 7])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), (month, dayOfMonth) => {
        const two = (number: number) => String(number).padStart(2, '0')
        const words = dateAndYearInWords(localDate(`2026-${two(month)}-${two(dayOfMonth)}`), language)
        expect(words).toContain(String(dayOfMonth))
        expect(words).toContain('2026')
        expect(words).not.toMatch(/[٠-٩۰-۹]/)
        expect(words).not.toMatch(/undefined/)
      }),
    )
  }
})
