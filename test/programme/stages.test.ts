import { expect, test } from 'vitest'
import { arrange, namesFrom, whyNotArrange } from '../../server/programme/stages.ts'

const ladder = [
  { id: 'a', name: 'Inskriven' },
  { id: 'b', name: 'Upptrappning' },
  { id: 'c', name: 'Vidare' },
]
const ids = (names: string[]) => arrange(ladder, names).stages.map((stage) => stage.id)

test('a step keeps who it is when it moves', () => {
  expect(ids(['Vidare', 'Inskriven', 'Upptrappning'])).toEqual(['c', 'a', 'b'])
})

test('a new name in the place of a step that is gone renames it', () => {
  const arranged = arrange(ladder, ['Inskriven', 'På väg', 'Vidare'])
  expect(arranged.stages).toEqual([
    { id: 'a', name: 'Inskriven', position: 1 },
    { id: 'b', name: 'På väg', position: 2 },
    { id: 'c', name: 'Vidare', position: 3 },
  ])
  expect(arranged.removed).toEqual([])
})

test('a new name between steps that are still there is a new step', () => {
  expect(ids(['Inskriven', 'Prova på', 'Upptrappning', 'Vidare'])).toEqual(['a', undefined, 'b', 'c'])
})

test('a line taken away is a step removed, unless somebody stands on it', () => {
  const names = namesFrom(' Inskriven \n\n Vidare\n')
  const arranged = arrange(ladder, names)
  expect(arranged.removed).toEqual([ladder[1]])
  expect(whyNotArrange(names, arranged, [])).toEqual([])
  expect(whyNotArrange(names, arranged, ['b'])).toMatchObject([{ field: 'stages' }])
})

test('no step at all, and two of one name, are refused', () => {
  expect(whyNotArrange([], arrange(ladder, []), [])).toHaveLength(1)
  const twice = ['Vidare', 'Vidare']
  expect(whyNotArrange(twice, arrange(ladder, twice), [])).toMatchObject([{ values: { name: 'Vidare' } }])
})
