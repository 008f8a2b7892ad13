import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  toldComing,
  toldLeaving,
  type ChangedPresence,
  type StandingPresence,
} from '../../server/kiosk/late-presences.ts'
import type { ToldEvent, ToldSession } from '../../server/kiosk/retold.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { fc } from '../properties.ts'

const morning = Temporal.Instant.from('2026-03-17T08:00:00Z')
const evening = Temporal.Instant.from('2026-03-17T20:00:00Z')
const session = (id: string, from: number, minutes: number): ToldSession => ({
  id,
  startsAt: addMinutes(morning, from),
  endsAt: addMinutes(morning, from + minutes),
})
const sessions = [session('a', 60, 60), session('b', 90, 60), session('c', 150, 30), session('d', 240, 120)]

/** As a tablet tells it; a departure does not say from what. */
type Item = { id: string; at: Temporal.Instant; session: ToldSession | undefined }

const item = fc
  .record({
    id: fc.uuid(),
    minute: fc.integer({ min: 0, max: 400 }),
    where: fc.option(fc.constantFrom(...sessions)),
  })
  .map(({ id, minute, where }): Item => ({
    id,
    at: addMinutes(morning, minute),
    session: where ?? undefined,
  }))
  .filter(({ at, session }) => session === undefined || isOpen(session, at))

const isOpen = ({ startsAt, endsAt }: ToldSession, at: Temporal.Instant) =>
  at.epochMilliseconds >= addMinutes(startsAt, -60).epochMilliseconds &&
  at.epochMilliseconds < endsAt.epochMilliseconds

/** What the database would hold after each of these, one after the other. */
function after(items: readonly Item[], now: Temporal.Instant) {
  const told: ToldEvent[] = []
  let standing: StandingPresence[] = []
  let waiting: { id: string; at: Temporal.Instant }[] = []
  const known = new Set<string>()
  const write = (changes: readonly ChangedPresence[]) => {
    for (const change of changes) {
      const others = standing.filter((presence) => presence.session.id !== change.session.id)
      standing = [...others, { ...change, confirmedAt: null, graceMinutes: 10 }]
    }
  }
  const sessionWith = (id: string) => sessions.find((one) => one.id === id)!
  for (const { id, at, session: entered } of items) {
    if (known.has(id)) continue
    known.add(id)
    if (entered) {
      const own: ToldEvent = { id, kind: 'check_in', session: entered, at }
      const { changes, found } = toldComing(own, 10, { told, standing, waiting }, now)
      told.push(
        own,
        ...found.map((one): ToldEvent => ({
          ...one,
          kind: 'departure',
          session: sessionWith(one.sessionId),
        })),
      )
      waiting = waiting.filter((one) => !found.some((other) => other.id === one.id))
      write(changes)
    } else {
      const left = toldLeaving({ id, at }, { told, standing }, now)
      if (left) told.push({ id, kind: 'departure', session: sessionWith(left.sessionId), at })
      else waiting.push({ id, at })
      write(left?.changes ?? [])
    }
  }
  return standing
    .map(({ session: { id }, status, checkedInAt, checkedOutAt, closedBy }) => ({
      id,
      status,
      closedBy,
      in: checkedInAt?.toString(),
      out: checkedOutAt?.toString(),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

test('in whatever order and however often it is told, one person’s day comes out the same', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(item, { maxLength: 7, selector: ({ id }) => id })
        .chain((items) =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 }),
            fc.constantFrom(evening, addMinutes(morning, 180)),
          ),
        ),
      ([items, others, now]) => {
        expect(after(others, now)).toEqual(after(items, now))
      },
    ),
    { numRuns: 500 },
  )
})

test('nobody is in two places, nobody leaves before they came, and whoever came is there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(item, { maxLength: 7, selector: ({ id }) => id }), (items) => {
      const presences = after(items, addMinutes(morning, 100))
      expect(presences.filter(({ out }) => out === undefined).length).toBeLessThanOrEqual(1)
      for (const presence of presences) expect((presence.out ?? 'z') >= presence.in!).toBe(true)
      const entered = new Set(items.flatMap(({ session }) => (session ? [session.id] : [])))
      expect(presences.map(({ id }) => id)).toEqual([...entered].sort())
    }),
    { numRuns: 300 },
  )
})

const came = (id: string, where: ToldSession, minute: number): Item => ({
  id,
  session: where,
  at: addMinutes(morning, minute),
})
const left = (id: string, minute: number): Item => ({
  id,
  session: undefined,
  at: addMinutes(morning, minute),
})
const [yoga, , music] = sessions as [ToldSession, ToldSession, ToldSession]

test('who came, left, came back and went on was in the first until they went on', () => {
  const day = [came('1', yoga, 55), left('2', 70), came('3', yoga, 80), came('4', music, 118), left('5', 178)]
  expect(after(day, evening)).toMatchObject([
    {
      id: 'a',
      in: '2026-03-17T08:55:00Z',
      out: '2026-03-17T09:58:00Z',
      closedBy: 'next_check_in',
      status: 'left_early',
    },
    {
      id: 'c',
      in: '2026-03-17T09:58:00Z',
      out: '2026-03-17T10:58:00Z',
      closedBy: 'departure',
      status: 'left_early',
    },
  ])
})

test('by two clocks a minute apart nobody leaves before they came; long after the end nobody leaves at all', () => {
  expect(after([came('1', yoga, 60), left('2', 200)], evening)).toMatchObject([
    { out: '2026-03-17T10:00:00Z', closedBy: 'session_end', status: 'present' },
  ])
  expect(after([came('1', yoga, 60), left('2', 150)], evening)).toMatchObject([
    { out: '2026-03-17T10:30:00Z', closedBy: 'departure', status: 'present' },
  ])
})

test('staff’s word stands for all that was before it, and what comes after it is news', () => {
  const word: StandingPresence = {
    session: yoga,
    status: 'present',
    checkedInAt: addMinutes(morning, 65),
    checkedOutAt: null,
    closedBy: null,
    confirmedAt: addMinutes(morning, 90),
    graceMinutes: 10,
  }
  const known = { told: [], standing: [word], waiting: [] }
  const early: ToldEvent = { id: '1', kind: 'check_in', session: yoga, at: addMinutes(morning, 58) }
  expect(toldComing(early, 10, known, evening)).toEqual({ changes: [], found: [], isContradicted: false })
  const absent = { ...word, status: 'absent' as const, checkedInAt: null }
  expect(toldComing(early, 10, { ...known, standing: [absent] }, evening).isContradicted).toBe(true)
  expect(toldLeaving({ id: '2', at: addMinutes(morning, 110) }, known, evening)?.changes).toMatchObject([
    {
      checkedInAt: word.checkedInAt,
      checkedOutAt: addMinutes(morning, 110),
      closedBy: 'departure',
      status: 'left_early',
    },
  ])
  expect(toldLeaving({ id: '2', at: addMinutes(morning, 80) }, known, evening)?.changes).toEqual([])
})
