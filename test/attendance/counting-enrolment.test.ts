import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { countingEnrolment } from '../../server/attendance/counting-enrolment.ts'
import { localDate } from '../../server/time/dates.ts'

const enrolment = (id: string, programmeId: string, startsOn: string, endsOn?: string) => ({
  id,
  programmeId,
  startsOn: localDate(startsOn),
  endsOn: endsOn === undefined ? null : localDate(endsOn),
})
const tuesday = { localDate: localDate('2026-03-17'), programmeIds: [] as string[] }
const promise = enrolment('b', 'promise', '2026-02-01')
const cresco = enrolment('a', 'cresco', '2026-03-01')

test('an activity for all counts in the enrolment that began first', () => {
  expect(countingEnrolment(tuesday, [cresco, promise])).toBe(promise)
})

test('an activity for some programmes counts in an enrolment of one of them, or nowhere', () => {
  expect(countingEnrolment({ ...tuesday, programmeIds: ['cresco', 'other'] }, [promise, cresco])).toBe(cresco)
  expect(countingEnrolment({ ...tuesday, programmeIds: ['other'] }, [promise, cresco])).toBeUndefined()
})

test('an enrolment runs from its first day to its last, both included', () => {
  const ended = (endsOn: string) => enrolment('c', 'promise', '2026-01-01', endsOn)
  expect(countingEnrolment(tuesday, [ended('2026-03-16')])).toBeUndefined()
  expect(countingEnrolment(tuesday, [ended('2026-03-17')])).toBeDefined()
  expect(countingEnrolment(tuesday, [enrolment('c', 'promise', '2026-03-18')])).toBeUndefined()
})

test('the order in which the enrolments come never matters, also when two began on one day', () => {
  const all = [promise, cresco, enrolment('d', 'track', '2026-02-01'), enrolment('c', 'track', '2026-02-01')]
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(countingEnrolment(tuesday, shuffled)).toBe(promise)
    }),
  )
})
