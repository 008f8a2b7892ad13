import { expect, test } from 'vitest'
import { localDate } from '../../server/time/dates.ts'
import { swedishHolidayOn, swedishHolidays, swedishHolidaysBetween } from '../../server/time/holidays.ts'

const dates = (year: number) => swedishHolidays(year).map(({ date, name }) => `${name.sv} ${date.slice(5)}`)

test('the holidays of 2026, eves on which everything is closed among them', () => {
  expect(swedishHolidays(2026).map(({ date, name }) => `${date} ${name.sv} · ${name.en}`)).toEqual([
    "2026-01-01 nyårsdagen · New Year's Day",
    '2026-01-06 trettondedag jul · Epiphany',
    '2026-04-03 långfredagen · Good Friday',
    '2026-04-05 påskdagen · Easter Sunday',
    '2026-04-06 annandag påsk · Easter Monday',
    '2026-05-01 första maj · Labour Day',
    '2026-05-14 Kristi himmelsfärdsdag · Ascension Day',
    '2026-05-24 pingstdagen · Pentecost',
    '2026-06-06 nationaldagen · National Day',
    '2026-06-19 midsommarafton · Midsummer Eve',
    '2026-06-20 midsommardagen · Midsummer Day',
    "2026-10-31 alla helgons dag · All Saints' Day",
    '2026-12-24 julafton · Christmas Eve',
    '2026-12-25 juldagen · Christmas Day',
    '2026-12-26 annandag jul · Boxing Day',
    "2026-12-31 nyårsafton · New Year's Eve",
  ])
})

test('holidays that move lie right in other years', () => {
  expect(dates(2024)).toContain('påskdagen 03-31')
  expect(dates(2025)).toContain('midsommarafton 06-20')
  expect(dates(2027)).toContain('Kristi himmelsfärdsdag 05-06')
  expect(dates(2038)).toContain('påskdagen 04-25')
  expect(dates(2027)).toContain('alla helgons dag 11-06')
})

test('a day is a holiday or not', () => {
  expect(swedishHolidayOn(localDate('2026-06-19'))?.name.sv).toBe('midsommarafton')
  expect(swedishHolidayOn(localDate('2026-06-18'))).toBeUndefined()
  expect(swedishHolidayOn(localDate('2026-12-13'))).toBeUndefined()
})

test('a week around New Year gathers the holidays of both years', () => {
  const inWeek53 = swedishHolidaysBetween(localDate('2026-12-28'), localDate('2027-01-03'))
  expect(inWeek53.map(({ date }) => date)).toEqual(['2026-12-31', '2027-01-01'])
  expect(swedishHolidaysBetween(localDate('2026-12-28'), localDate('2026-12-01'))).toEqual([])
})
