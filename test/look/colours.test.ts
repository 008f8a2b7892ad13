import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const tokens = readFileSync(new URL('../../static/styles/tokens.css', import.meta.url), 'utf8')
const colours = new Map(
  [...tokens.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, day, night]) => [name!, { day: day!, night: night! }],
  ),
)

/** WCAG's relative luminance and contrast. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

const grounds = ['paper', 'surface', 'raised', 'sunken']
const words = [
  ...grounds.flatMap((ground) => [
    ['ink', ground],
    ['ink-soft', ground],
    ['accent', ground],
    ['amber-ink', ground],
    ['brick', ground],
  ]),
  ...['cloudberry', 'moss', 'heather', 'amber'].flatMap((tone) => [
    [`${tone}-ink`, `${tone}-soft`],
    [`${tone}-ink`, 'surface'],
    [`${tone}-ink`, 'paper'],
    ['ink', `${tone}-soft`],
    ['ink-soft', `${tone}-soft`],
  ]),
  ['accent-strong', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['brick', 'brick-soft'],
] as [string, string][]
const shapes = [
  ...grounds.map((ground) => ['line-strong', ground]),
  ...['cloudberry', 'moss', 'heather', 'amber'].map((tone) => [`${tone}-strong`, 'surface']),
] as [string, string][]

describe.each(['day', 'night'] as const)('by %s', (time) => {
  const tooFaint = (pairs: [string, string][], least: number) =>
    pairs.filter(([one, other]) => contrast(colours.get(one)![time], colours.get(other)![time]) < least)

  test('every word can be read on every ground it stands on', () => {
    expect(tooFaint(words, 4.5)).toEqual([])
  })
  test('every edge and bar can be seen', () => {
    expect(tooFaint(shapes, 3)).toEqual([])
  })
})
