import { expect, test } from 'vitest'
import { drawing, pictures } from '../../scripts/icons.ts'
import { icons } from '../../views/parts/icons.ts'

test('every picture is the one that lucide-static ships', () => {
  expect(icons).toEqual(Object.fromEntries(pictures.map((name) => [name, drawing(name)])))
})
