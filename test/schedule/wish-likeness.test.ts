import { expect, test } from 'vitest'
import { likenesses } from '../../server/schedule/wish-likeness.ts'

const wished = (...all: string[]) => all.map((words, index) => ({ id: String(index), words }))
const alike = (...all: string[]) => likenesses(wished(...all), [])

test('a word joins wishes, whatever its case, its rings and its ending', () => {
  expect(alike('Måla tavlor', 'MALA!', 'målning', 'yoga')).toEqual([
    { name: 'Måla', groupId: null, wishIds: ['0', '1', '2'] },
  ])
  expect(alike('simma', 'simning i sjön')).toMatchObject([{ wishIds: ['0', '1'] }])
  expect(alike('hundar', 'promenad med hunden')).toMatchObject([{ wishIds: ['0', '1'] }])
})

test('a word is found at the beginning of a longer one, unless it is too short to mean the same', () => {
  expect(alike('gjuta i betong', 'Betonggjutning')).toMatchObject([{ name: 'Betong', wishIds: ['0', '1'] }])
  expect(alike('bad', 'badminton')).toEqual([])
})

test('words that say little join nothing', () => {
  expect(alike('jag vill gärna prova bowling', 'jag vill gärna prova keramik')).toEqual([])
  expect(alike('', '?!', '1 2 3')).toEqual([])
})

test('each wish is suggested once, with the most others', () => {
  const found = alike('baka bröd', 'baka bullar', 'bullar till fikat', 'bakning')
  expect(found).toEqual([{ name: 'Baka', groupId: null, wishIds: ['0', '1', '3'] }])
})

test('a wish goes to the group whose name it resembles, and only what is left makes a new one', () => {
  const groups = [{ id: 'g', name: 'Betonggjutning' }]
  const found = likenesses(wished('betonggjutningen igen', 'fiska', 'fisketur', 'schack'), groups)
  expect(found).toEqual([
    { name: 'Betonggjutning', groupId: 'g', wishIds: ['0'] },
    { name: 'Fiska', groupId: null, wishIds: ['1', '2'] },
  ])
})
