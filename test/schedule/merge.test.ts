import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { merged } from '../../server/schedule/merge.ts'

const base = { start: '09:30', place: 'Salen', leader: 'Leif', weekdays: ['2', '4'] }

test('what I did not touch takes what stands now, what I typed stays', () => {
  const theirs = { ...base, place: 'Köket' }
  const mine = { ...base, start: '10:00' }
  expect(merged(base, theirs, mine)).toEqual({
    values: { ...base, start: '10:00', place: 'Köket' },
    apart: [
      { field: 'start', holds: 'mine' },
      { field: 'place', holds: 'theirs' },
    ],
  })
})

test('where both have written, mine stays and both are named', () => {
  const { values, apart } = merged(base, { ...base, place: 'Köket' }, { ...base, place: 'Parken' })
  expect([values.place, apart]).toEqual(['Parken', [{ field: 'place', holds: 'mine' }]])
})

test('where both have written the same, there is nothing to say', () => {
  const both = { ...base, place: 'Köket', weekdays: ['4', '2'] }
  expect(merged(base, { ...both, weekdays: ['2', '4'] }, both).apart).toEqual([])
})

test('without knowing what I saw, all of it counts as typed', () => {
  const theirs = { ...base, place: 'Köket', weekdays: ['2'] }
  expect(merged(undefined, theirs, base)).toEqual({
    values: base,
    apart: [
      { field: 'place', holds: 'mine' },
      { field: 'weekdays', holds: 'mine' },
    ],
  })
})

test('whatever two people write, nothing typed is lost, and saved again it holds', () => {
  const value = fc.constantFrom('a', 'b', 'c')
  const form = fc.record({ one: value, two: value, three: value })
  fc.assert(
    fc.property(form, form, form, (seen, theirs, mine) => {
      const { values, apart } = merged(seen, theirs, mine)
      for (const field of ['one', 'two', 'three'] as const) {
        const touched = mine[field] !== seen[field]
        expect(values[field]).toBe(touched ? mine[field] : theirs[field])
        expect(apart.some((row) => row.field === field)).toBe(mine[field] !== theirs[field])
      }
      // What is saved again, with the new version seen, is what stood in the form.
      expect(merged(theirs, theirs, values).values).toEqual(values)
    }),
  )
})
