import { fc } from '../properties.ts'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { categories } from '../../server/schedule/categories.ts'
import type { Drawing, Measure, PosterSession } from '../../server/schedule/poster-card.ts'
import { posterColours } from '../../server/schedule/poster-colours.ts'
import {
  directions,
  papers,
  posterOf,
  smallestType,
  type PosterContent,
  type PosterDay,
  type PosterPage,
} from '../../server/schedule/poster-layout.ts'
import { letterMeasure, runsOf } from '../../server/schedule/poster-letters.ts'

/** Every letter as wide as a broad one: what fits then fits in the typeface too. */
const broad: Measure = (text, size, weight) => [...text].length * size * (weight === 'bold' ? 0.6 : 0.55)

const session = (id: string, about: Partial<PosterSession> = {}): PosterSession => ({
  id,
  name: 'Skapande verkstad',
  times: '13.00–15.00',
  category: 'social_preparation',
  categoryWord: 'Socialt förberedande',
  place: 'Verkstaden',
  outdoors: null,
  leader: 'Nadia',
  cancelled: null,
  ...about,
})

const week = (days: PosterSession[][], about: Partial<PosterContent> = {}): PosterContent => ({
  title: 'Vecka 47',
  dates: '16–22 november 2026',
  organisation: 'Ekdalens kommun (påhittad)',
  part: null,
  printed: 'Utskriven 16 november 2026 08.00',
  nothing: null,
  days: days.map((sessions, index): PosterDay => ({
    weekday: ['Måndag', 'Tisdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lördag', 'Söndag'][index]!,
    date: `${16 + index} november`,
    closed: null,
    empty: 'Inga aktiviteter',
    sessions,
  })),
  ...about,
})

const drawingsOf = (page: PosterPage): Drawing[] => [
  page.head,
  page.foot,
  ...page.days.flatMap(({ heading, items }) => [heading, ...items.map(({ drawing }) => drawing)]),
]

const hair = 0.01
const holds = (outer: Box, inner: Box) =>
  inner.x >= outer.x - hair &&
  inner.y >= outer.y - hair &&
  inner.x + inner.width <= outer.x + outer.width + hair &&
  inner.y + inner.height <= outer.y + outer.height + hair
const overlap = (one: Box, other: Box) =>
  one.x + one.width > other.x + hair &&
  other.x + other.width > one.x + hair &&
  one.y + one.height > other.y + hair &&
  other.y + other.height > one.y + hair
type Box = { x: number; y: number; width: number; height: number }

/** What is wrong with a poster, in words. */
function faults(
  content: PosterContent,
  paper: (typeof papers)[number],
  direction: (typeof directions)[number],
) {
  const poster = posterOf(content, paper, direction, broad)
  const found: string[] = []
  for (const [number, page] of poster.pages.entries()) {
    const paperBox = { x: 18, y: 18, width: poster.width - 36, height: poster.height - 36 }
    const drawings = drawingsOf(page)
    for (const [index, drawing] of drawings.entries()) {
      if (!holds(paperBox, drawing)) found.push(`page ${number}: off the paper`)
      for (const other of drawings.slice(index + 1))
        if (overlap(drawing, other)) found.push(`page ${number}: one over another`)
      for (const { x, y, width, size } of drawing.texts) {
        if (size < smallestType[paper] - hair) found.push(`page ${number}: letters of ${size}`)
        if (!holds(drawing, { x, y: y - size * 0.7, width, height: size * 0.9 }))
          found.push(`page ${number}: words outside of their place`)
      }
      for (const icon of drawing.icons)
        if (!holds(drawing, { ...icon, width: icon.size, height: icon.size }))
          found.push(`page ${number}: a picture outside of its place`)
    }
  }
  const shown = poster.pages.flatMap(({ days }) =>
    days.flatMap(({ items }) => items.map((one) => one.session?.id)),
  )
  const meant = content.days.flatMap(({ sessions }) => sessions.map(({ id }) => id))
  if (
    shown
      .filter((id) => id !== undefined)
      .toSorted()
      .join() !== meant.toSorted().join()
  )
    found.push('not every session once')
  return found
}

const words = (most: number) =>
  fc
    .array(fc.stringMatching(/^[a-zåäö]{1,30}$/), { minLength: 1, maxLength: 9 })
    .map((all) => all.join(' ').slice(0, most).trim() || 'x')
const anySession = fc.record({
  name: words(80),
  times: fc.constantFrom('08.30–09.15', '00.00–24.00'),
  category: fc.constantFrom(...categories),
  categoryWord: fc.constantFrom('Socialt förberedande', 'Work preparation'),
  place: fc.option(words(80)),
  outdoors: fc.option(fc.constant('Utomhus')),
  leader: fc.option(words(40)),
  cancelled: fc.option(fc.constant('Inställt'), { freq: 5 }),
})
const anyWeek = fc
  .record({
    days: fc.array(fc.array(anySession, { maxLength: 13 }), { minLength: 5, maxLength: 7 }),
    organisation: words(120),
    part: fc.option(words(100)),
    closed: fc.option(words(80)),
  })
  .map(({ days, organisation, part, closed }) => {
    const numbered = days.map((day, at) => day.map((one, index) => ({ ...one, id: `${at}-${index}` })))
    const content = week(numbered, { organisation, part })
    content.days[2]!.closed = closed
    return content
  })

test.each(papers.flatMap((paper) => directions.map((direction) => [paper, direction] as const)))(
  'on %s in %s, whatever the week holds: all of it stands there once, on the paper, nothing over anything else',
  (paper, direction) => {
    fc.assert(
      fc.property(anyWeek, (content) => {
        expect(faults(content, paper, direction)).toEqual([])
      }),
      { numRuns: 25 },
    )
  },
  60_000,
)

describe('with the real letters', async () => {
  const measure = await letterMeasure()
  const full = (count: number) =>
    week(
      [0, 1, 2, 3, 4].map((day) =>
        Array.from({ length: count / 5 }, (_, index) =>
          session(
            `${day}-${index}`,
            [{}, { name: 'Yoga' }, { name: 'Matlagningstimma', outdoors: 'Utomhus' }][index % 3],
          ),
        ),
      ),
    )

  test.each(papers.flatMap((paper) => directions.map((direction) => [paper, direction] as const)))(
    'forty sessions fit on one page of %s in %s',
    (paper, direction) => {
      expect(posterOf(full(40), paper, direction, measure).pages).toHaveLength(1)
    },
  )

  test('the fewer there are, the larger they are written', () => {
    const sizes = [10, 20, 30, 40].map((count) => posterOf(full(count), 'a4', 'landscape', measure).size)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(sizes[0]).toBeGreaterThanOrEqual(13)
  })

  test('what cannot be written any smaller goes on to another page, under the same days', () => {
    for (const direction of directions) {
      const poster = posterOf(full(120), 'a4', direction, measure)
      expect(poster.pages.length).toBeGreaterThan(1)
      expect(poster.size).toBeGreaterThanOrEqual(smallestType.a4)
      const [first, second] = poster.pages
      expect(first!.foot.texts.map(({ text }) => text)).toContain(`1 (${poster.pages.length})`)
      expect(second!.days[0]!.heading.texts[0]!.text).toMatch(/dag$/)
    }
  })

  test('no word that could stand whole is parted, and the longest ones are with a hyphen', () => {
    const content = week([
      [
        session('a', { name: 'Matlagningstimma' }),
        session('b', { name: 'Arbetsmarknadsintroduktionsförberedelsekurs' }),
      ],
      ...Array.from({ length: 6 }, () => []),
    ])
    const lines = posterOf(content, 'a4', 'landscape', measure).pages[0]!.days[0]!.items.flatMap(
      ({ drawing }) => drawing.texts.map(({ text }) => text),
    )
    expect(lines).toContain('Matlagningstimma')
    expect(lines.filter((line) => line.endsWith('-')).length).toBeGreaterThan(0)
    expect(lines.join('').replaceAll('-', '')).toContain('Arbetsmarknadsintroduktionsförberedelsekurs')
  })

  test('a word of A3 is as much larger as its paper', () => {
    const [a4, a3] = papers.map((paper) => posterOf(full(20), paper, 'landscape', measure))
    expect(a3!.size / a4!.size).toBeCloseTo(Math.SQRT2, 1)
    expect(a3!.width).toBeCloseTo(1190.55)
  })
})

test('letters from further away come from their own file, and what cannot be written is seen to be missing', () => {
  expect(runsOf('Zoë Łódź', 'bold')).toEqual([
    { text: 'Zoë ', letters: 'bold-latin' },
    { text: 'Ł', letters: 'bold-latin-ext' },
    { text: 'ód', letters: 'bold-latin' },
    { text: 'ź', letters: 'bold-latin-ext' },
  ])
  expect(runsOf('a語', 'regular')).toEqual([{ text: 'a\ufffd', letters: 'regular-latin' }])
})

test('the poster has the colours of the day', () => {
  const tokens = readFileSync(new URL('../../static/styles/tokens.css', import.meta.url), 'utf8')
  const day = (name: string) => new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6})`).exec(tokens)?.[1]
  const tones = {
    social_preparation: 'cloudberry',
    health_promotion: 'moss',
    work_preparation: 'heather',
  } as const
  for (const category of categories) {
    expect(posterColours[`${category}Soft`]).toBe(day(`${tones[category]}-soft`))
    expect(posterColours[`${category}Strong`]).toBe(day(`${tones[category]}-strong`))
    expect(posterColours[`${category}Ink`]).toBe(day(`${tones[category]}-ink`))
  }
  expect([posterColours.ink, posterColours.soft, posterColours.accent]).toEqual(
    ['ink', 'ink-soft', 'accent'].map(day),
  )
})
