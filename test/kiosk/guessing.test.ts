import { performance } from 'node:perf_hooks'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { Guesses } from '../../server/access/kiosk-guesses.ts'
import { world } from '../world.ts'
import { checkIn, outcomeOf, pairedTablet } from './tablet.ts'

type Tablet = { id: string; organisationId: string }

/**
 * Somebody tries 2,000 codes, at each tablet in turn, each as soon as it is let: as fast as can be. Meanwhile, after
 * every seventh, somebody comes to `quiet` with a code of their own, and waits as they are told.
 */
function attack(tablets: readonly Tablet[], quiet: Tablet) {
  const guesses = new Guesses()
  const started = Temporal.Instant.from('2026-03-17T08:00Z')
  let now = started
  let firstHour = 0
  let longestWait = 0
  for (let number = 0; number < 2000; number++) {
    const tablet = tablets[number % tablets.length]!
    now = now.add({ seconds: guesses.wait(tablet, now) })
    guesses.note(tablet, now)
    if (now.since(started).total('hours') <= 1) firstHour++
    if (number % 7 === 0) longestWait = Math.max(longestWait, guesses.wait(quiet, now))
  }
  const told = [...tablets, quiet].filter((tablet) => guesses.isWorthTelling(tablet, now)).length
  const later = now.add({ minutes: 60 })
  const shutOut = tablets.filter((tablet) => guesses.wait(tablet, later) > 0).length
  return {
    hours: Math.round(now.since(started).total('hours') * 10) / 10,
    firstHour,
    longestWait,
    told,
    shutOut,
  }
}

const tablet = (number: number): Tablet => ({ id: `tablet ${number}`, organisationId: 'Ekdalen' })

// The numbers stand in docs/decisions/009-slowing-guesses.md.
test('2,000 codes at one tablet take most of a day, and a right code waits half a minute at most', () => {
  const measured = attack([tablet(1)], tablet(1))
  expect(measured).toEqual({ hours: 16.6, firstHour: 133, longestWait: 30, told: 2, shutOut: 0 })
})

test('2,000 codes at six tablets: the organisation has a budget too, and where nobody guesses nobody waits', () => {
  const measured = attack([1, 2, 3, 4, 5, 6].map(tablet), tablet(7))
  expect(measured).toEqual({ hours: 8.1, firstHour: 302, longestWait: 0, told: 7, shutOut: 0 })
})

test('a further tablet adds its few fumbles and no more', () => {
  const all = Array.from({ length: 32 }, (_, number) => tablet(number))
  const { hours, firstHour } = attack(all, tablet(99))
  expect({ hours, firstHour }).toEqual({ hours: 5, firstHour: 480 })
})

test('codes guessed at two tablets are told of at both, and a right code is let in after its wait', async () => {
  const here = await world()
  const tablets = [await pairedTablet(here, { name: 'Hallen' }), await pairedTablet(here, { name: 'Salen' })]
  for (let number = 0; number < 44; number++) {
    const answer = await checkIn(tablets[number % 2]!, String(600_000 + number))
    const wait = Number(answer.headers.get('retry-after'))
    here.clock.advance({ seconds: 16 + wait })
  }
  const notices = await here.astrid.get('/notices')
  expect(notices.text.match(/koder skrevs som ingen har/g)).toHaveLength(2)
  const stopped = await checkIn(tablets[0]!, here.codes.pelle)
  here.clock.advance({ seconds: Number(stopped.headers.get('retry-after')) })
  expect(outcomeOf(await checkIn(tablets[0]!, here.codes.pelle))).not.toBe('wait')
})

test('a code that nobody has and one that cannot be a code are answered alike, word for word and in the same time', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const times: Record<string, number[]> = { unknown: [], wrong: [] }
  const answers = new Set<string>()
  for (let round = 0; round < 40; round++) {
    // Past the window: nothing is slowed here.
    here.clock.advance({ hours: 1 })
    for (const [kind, code] of Object.entries({ unknown: '601479', wrong: '601478' })) {
      const begun = performance.now()
      const answer = await checkIn(tablet, code)
      times[kind]!.push(performance.now() - begun)
      answers.add(`${answer.status} ${outcomeOf(answer)} ${answer.text}`)
    }
  }
  expect(answers.size).toBe(1)
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
  const ratio = median(times['unknown']!) / median(times['wrong']!)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})
