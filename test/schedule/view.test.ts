import { fc } from '../properties.ts'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '../../server/time/dates.ts'
import { categories } from '../../server/schedule/categories.ts'
import {
  addressOf,
  isFiltered,
  isShown,
  parseView,
  seenAs,
  stepped,
  unfiltered,
  viewKinds,
  withKnownChoices,
  without,
} from '../../server/schedule/view.ts'

const today = localDate('2026-03-17')
const asked = (query: string) => parseView(new URLSearchParams(query), today)
const [one, other] = ['0198a5a0-0000-7000-8000-000000000001', '0198a5a0-0000-7000-8000-000000000002']

describe('an address says which days are seen, and as what', () => {
  test.each([
    ['', 'week', '2026-03-16', '2026-03-22'],
    ['week=2026-W53', 'week', '2026-12-28', '2027-01-03'],
    ['view=month&month=2026-02', 'month', '2026-02-01', '2026-02-28'],
    ['view=month', 'month', '2026-03-01', '2026-03-31'],
    ['view=list', 'list', '2026-03-16', '2026-04-12'],
    ['view=list&week=2026-W20', 'list', '2026-05-11', '2026-06-07'],
    ['view=day', 'day', '2026-03-17', '2026-03-17'],
    ['view=day&date=2026-05-01', 'day', '2026-05-01', '2026-05-01'],
    ['view=day&week=2026-W20', 'day', '2026-05-11', '2026-05-11'],
    ['view=day&week=2026-W12', 'day', '2026-03-17', '2026-03-17'],
    ['view=month&month=2026-05&week=2026-W12', 'month', '2026-05-01', '2026-05-31'],
  ])('%j is the %s from %s to %s', (query, kind, from, to) => {
    expect(asked(query)).toMatchObject({ kind, from, to })
  })
  test.each([
    'view=year',
    'view=calendar',
    'view=',
    'week=2026-W54',
    'week=<script>',
    'week=2026-W12&week=2026-W99',
    'date=2026-02-30',
    'month=0202-01',
    'view=week&view=month',
    'category=sleeping',
    'leader=leif',
    'leader[]=x',
    `location=${one}'--`,
  ])('what makes no sense is passed over: %s', (query) => {
    expect(asked(query)).toMatchObject({ kind: 'week', from: '2026-03-16', to: '2026-03-22' })
    expect(isFiltered(asked(query))).toBe(false)
  })
})

test('a filter of thousands is cut, and one chosen twice counts once', () => {
  const many = Array.from(
    { length: 2000 },
    (_, at) => `0198a5a0-0000-7000-8000-${String(at).padStart(12, '0')}`,
  )
  expect(asked(many.map((id) => `leader=${id}`).join('&')).filter.leader).toHaveLength(50)
  expect(asked(`leader=${one}&leader=${one.toUpperCase()}`).filter.leader).toEqual([one])
})

const anyView = fc.record({
  kind: fc.constantFrom(...viewKinds),
  days: fc.integer({ min: -20_000, max: 20_000 }),
  category: fc.subarray([...categories]),
  leader: fc.subarray([one, other]),
  location: fc.subarray([one, other]),
})

test('the address of a view leads back to it, and the steps there and back too', () => {
  fc.assert(
    fc.property(anyView, ({ kind, days, category, leader, location }) => {
      const date = addDays(today, days)
      const query = new URLSearchParams([
        ['view', kind],
        ['date', date],
        ...category.map((value) => ['category', value]),
        ...leader.map((value) => ['leader', value]),
        ...location.map((value) => ['location', value]),
      ])
      const view = parseView(query, today)
      expect(view.from <= date && date <= view.to).toBe(true)
      const again = asked(addressOf(view).split('?')[1]!)
      expect(again).toMatchObject({ kind, from: view.from, to: view.to, filter: view.filter })
      const next = stepped(view, 1)
      expect(next).toMatchObject({ kind, from: addDays(view.to, 1), filter: view.filter })
      expect(stepped(next, -1)).toMatchObject({ from: view.from, to: view.to })
    }),
  )
})

test('seen as another kind of view, today stays in sight; otherwise the first day does', () => {
  expect(seenAs(asked('view=month&month=2026-03'), 'week', today)).toMatchObject({ from: '2026-03-16' })
  expect(seenAs(asked('view=month&month=2026-05'), 'week', today)).toMatchObject({ from: '2026-04-27' })
  expect(seenAs(asked('view=week&week=2026-W12'), 'day', today).date).toBe(today)
  expect(seenAs(asked(`view=list&leader=${one}`), 'month', today).filter.leader).toEqual([one])
})

test('a choice is taken out of the filter, or all of them', () => {
  const view = asked(`leader=${one}&leader=${other}&category=work_preparation`)
  expect(without(view, 'leader', one).filter).toMatchObject({
    leader: [other],
    category: ['work_preparation'],
  })
  expect(isFiltered(unfiltered(view))).toBe(false)
  expect(addressOf(unfiltered(view))).toBe('/schedule?view=week&week=2026-W12')
})

test('what does not exist here filters nothing, and is told', () => {
  const known = { programme: [], leader: [{ id: one }], location: [] }
  expect(withKnownChoices(asked(`leader=${one}`), known)).toMatchObject({ unknown: false })
  const partly = withKnownChoices(asked(`leader=${one}&location=${other}`), known)
  expect(partly.unknown).toBe(true)
  expect(partly.view.filter).toMatchObject({ leader: [one], location: [] })
})

describe('of a filter, one choice under each name is enough, and every name counts', () => {
  const yoga = { activityId: 'yoga', category: 'health_promotion', leaderId: one, locationId: null } as const
  const openTo = new Map([['yoga', ['promise']]])
  const shown = (query: string, programme: string[] = []) =>
    isShown(yoga, { ...asked(query).filter, programme }, openTo)

  test.each([
    ['', true],
    [`leader=${one}&leader=${other}`, true],
    [`leader=${other}`, false],
    [`leader=${one}&category=work_preparation`, false],
    [`location=${one}`, false],
  ])('%j: %s', (query, answer) => {
    expect(shown(query)).toBe(answer)
  })
  test('an activity open to some programmes is shown for those, one open to all for every one', () => {
    expect([shown('', ['promise']), shown('', ['cresco']), shown('', ['cresco', 'promise'])]).toEqual([
      true,
      false,
      true,
    ])
    const filter = { ...asked('').filter, programme: ['cresco'] }
    expect(isShown({ ...yoga, activityId: 'breakfast' }, filter, openTo)).toBe(true)
  })
})
