import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { whyNotEnrol, type EnrolmentWish, type OtherEnrolment } from '../../server/programme/enrolment.ts'
import { addDays, datesBetween, localDate } from '../../server/time/dates.ts'

const today = localDate('2026-11-22')
const wish: EnrolmentWish = {
  programmeId: 'promise',
  startsOn: localDate('2026-11-23'),
  endsOn: null,
  plannedWeeks: 20,
  weeklyTargetMinutes: 600,
}
const why = (changes: Partial<EnrolmentWish>, others: OtherEnrolment[] = []) =>
  whyNotEnrol({ ...wish, ...changes }, others, today).map(({ field, text }) => `${field} ${text}`)
const other = (startsOn: string, endsOn: string | null, programmeId = 'promise'): OtherEnrolment => ({
  programmeId,
  startsOn: localDate(startsOn),
  endsOn: endsOn === null ? null : localDate(endsOn),
})

test('a participant is enrolled from Monday', () => {
  expect(why({})).toEqual([])
  expect(why({ plannedWeeks: null, weeklyTargetMinutes: null, endsOn: wish.startsOn })).toEqual([])
})

test('the programme must be there', () => {
  expect(why({ programmeId: undefined })).toEqual(['programme_id common:problem.choice'])
})

test('a start in another century or years ahead is a slip of the hand', () => {
  for (const date of ['1999-12-31', '2027-11-24', '2126-11-23'])
    expect(why({ startsOn: localDate(date) })).toEqual(['starts_on programme:enrolment.startFarOff'])
  for (const date of ['2000-01-01', '2027-11-23']) expect(why({ startsOn: localDate(date) })).toEqual([])
})

test('the end is not before the start', () => {
  expect(why({ endsOn: localDate('2026-11-22') })).toEqual(['ends_on programme:enrolment.endsBeforeItStarts'])
})

test('a weekly target is from nothing to forty hours', () => {
  for (const target of [0, 2400]) expect(why({ weeklyTargetMinutes: target })).toEqual([])
  for (const target of [-1, 2401, 10.5, Number.NaN])
    expect(why({ weeklyTargetMinutes: target })).toEqual(['weekly_target programme:enrolment.target'])
})

test('a planned length is one week to five years', () => {
  for (const weeks of [1, 260]) expect(why({ plannedWeeks: weeks })).toEqual([])
  for (const weeks of [0, 261])
    expect(why({ plannedWeeks: weeks })).toEqual(['planned_weeks common:problem.between'])
})

test('nobody is in the same programme twice at a time, but may come back, and be in another one', () => {
  const already = ['starts_on programme:enrolment.already']
  expect(why({}, [other('2026-01-01', null)])).toEqual(already)
  expect(why({}, [other('2026-01-01', '2026-11-23')])).toEqual(already)
  expect(why({}, [other('2026-01-01', '2026-11-22')])).toEqual([])
  expect(why({}, [other('2026-01-01', null, 'cresco_plus')])).toEqual([])
  expect(why({}, [other('2027-02-01', null)])).toEqual(already)
  expect(why({ endsOn: localDate('2027-01-31') }, [other('2027-02-01', null)])).toEqual([])
})

test('two spans overlap exactly when they share a day', () => {
  const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([start, length]) => ({
    startsOn: addDays(today, start),
    endsOn: addDays(today, start + length),
  }))
  fc.assert(
    fc.property(span, span, (one, two) => {
      const days = new Set(datesBetween(one.startsOn, one.endsOn))
      const isShared = datesBetween(two.startsOn, two.endsOn).some((day) => days.has(day))
      expect(why(one, [{ ...two, programmeId: 'promise' }]).length > 0).toBe(isShared)
    }),
  )
})
