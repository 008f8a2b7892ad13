import { expect, test } from 'vitest'
import { whyNotActivity } from '../../server/schedule/activity.ts'
import { categories } from '../../server/schedule/categories.ts'

const yoga = { name: 'Yoga', category: 'health_promotion', usualMinutes: 60, places: 12, fewest: null }

test('every category may be offered', () => {
  for (const category of categories) expect(whyNotActivity({ ...yoga, category })).toEqual([])
  expect(whyNotActivity({ ...yoga, places: null })).toEqual([])
})

test('an activity has a name of at most eighty characters', () => {
  expect(whyNotActivity({ ...yoga, name: ' ' })).toEqual([{ field: 'name', text: 'common:problem.required' }])
  expect(whyNotActivity({ ...yoga, name: 'å'.repeat(80) })).toEqual([])
  expect(whyNotActivity({ ...yoga, name: 'å'.repeat(81) })).toEqual([
    { field: 'name', text: 'common:problem.tooLong', values: { max: 80 } },
  ])
})

test('it usually takes five minutes to twelve hours', () => {
  for (const usualMinutes of [5, 720]) expect(whyNotActivity({ ...yoga, usualMinutes })).toEqual([])
  for (const usualMinutes of [4, 721, 7.5, Number.NaN])
    expect(whyNotActivity({ ...yoga, usualMinutes })).toEqual([
      { field: 'usual_minutes', text: 'common:problem.between', values: { min: 5, max: 720 } },
    ])
})

test('an unknown category and no places are told together', () => {
  expect(whyNotActivity({ ...yoga, category: 'fun', places: 0 }).map(({ field }) => field)).toEqual([
    'category',
    'places',
  ])
})

test('the least number of people fits within the places', () => {
  for (const fewest of [1, 12]) expect(whyNotActivity({ ...yoga, fewest })).toEqual([])
  expect(whyNotActivity({ ...yoga, places: null, fewest: 13 })).toEqual([])
  expect(whyNotActivity({ ...yoga, fewest: 13 })).toEqual([
    { field: 'fewest', text: 'schedule:activities.fewestTooMany' },
  ])
  for (const fewest of [0, 501, 1.5])
    expect(whyNotActivity({ ...yoga, fewest }).map(({ text }) => text)).toEqual(['common:problem.between'])
})
