import { performance } from 'node:perf_hooks'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { Guesses } from '../../server/access/kiosk-guesses.ts'
import { world } from '../world.ts'
import { deliver, putBy } from './delivering.ts'
import { checkIn, outcomeOf, pairedTablet, presencesOf } from './tablet.ts'

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

const at = (time: string) => `2026-03-17T${time}+01:00`

const guessesPutBy = (count: number, from = 600_000) =>
  Promise.all(
    Array.from({ length: count }, (_, number) => putBy({ code: String(from + number), at: at('09:21:00') })),
  )

test('two hundred sealed guesses in four deliveries: ten are looked at, the rest stay with the tablet, which is told how long', async () => {
  const here = await world(at('10:00:00'))
  const [tablet, other] = [await pairedTablet(here), await pairedTablet(here, { name: 'Salen' })]
  const now = at('10:00:00')
  const all = await guessesPutBy(200)
  // Whoever guesses hides one that is right among them, and what follows on it.
  const right = await putBy({ code: here.codes.pelle, at: at('09:22:00') })
  const undone = await putBy({ act: 'withdrawals', because_of: right.id, at: at('09:22:10') })
  const guests = await putBy({ act: 'guests', at: at('09:23:00') })
  all.splice(20, 3, right, undone, guests)
  const acknowledged: string[] = []
  for (let from = 0; from < 200; from += 50) {
    const { status, body, headers } = await deliver(tablet, now, all.slice(from, from + 50))
    expect([status, headers.get('retry-after')]).toEqual([200, '2'])
    acknowledged.push(...body.acknowledged)
  }
  expect(acknowledged).toEqual([...all.slice(0, 10).map(({ id }) => id), guests.id])
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
  // The door has the same budget, and elsewhere nobody waits.
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('wait')
  expect(outcomeOf(await checkIn(other, here.codes.amina))).toBe('welcome')

  // Nothing is lost: it is taken in when its time has come.
  here.clock.advance({ seconds: 2 })
  expect((await deliver(tablet, now, [right, undone])).body.acknowledged).toEqual([right.id, undone.id])
  for (let number = 10; number < 20; number++) {
    const { body } = await deliver(tablet, now, [all[number]])
    expect(body.acknowledged).toEqual([all[number]!.id])
    here.clock.advance({ seconds: 30 })
  }
  expect((await here.astrid.get('/notices')).text).toContain('koder skrevs som ingen har')
  // What is known is acknowledged again for nothing, and one more is looked at.
  const known = await deliver(tablet, now, all.slice(0, 50))
  expect(known.body.acknowledged).toHaveLength(24)
})

test('right codes that waited are all taken in at once, however much is guessed at another tablet', async () => {
  const here = await world(at('10:00:00'))
  const [tablet, other] = [await pairedTablet(here), await pairedTablet(here, { name: 'Salen' })]
  for (let number = 0; number < 70; number++) {
    await deliver(other, at('10:00:00'), await guessesPutBy(1, 600_000 + number))
    here.clock.advance({ seconds: 30 })
  }
  const items = await Promise.all(
    Array.from({ length: 50 }, (_, number) =>
      putBy({ code: here.codes.pelle, at: at(`09:${String(20 + (number % 30))}:00`) }),
    ),
  )
  const { body, headers } = await deliver(tablet, at('10:35:00'), items)
  expect(body.acknowledged).toHaveLength(50)
  expect(headers.get('retry-after')).toBeNull()
})

test('a way that is off at the tablet opens nothing from its queue either: staff see whose it was', async () => {
  const here = await world(at('10:00:00'))
  const tablet = await pairedTablet(here)
  await here.tenant((tx) => tx.hot`update kiosk set ways = '{card}' where id = ${tablet.kioskId}`)
  const items = await Promise.all(
    Array.from({ length: 12 }, (_, second) =>
      putBy({ code: here.codes.pelle, at: at(`09:21:${String(10 + second)}`), kiosk: tablet.kioskId }),
    ),
  )
  const { body } = await deliver(tablet, at('10:00:00'), items)
  expect(body.acknowledged).toEqual(items.slice(0, 10).map(({ id }) => id))
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
  const unclear = await here.tenant(
    (tx) => tx.hot`select distinct problem, participant_id as whose from unclear_check_in`,
  )
  expect(unclear).toEqual([{ problem: 'unknown_person', whose: here.ids.participants.pelle }])
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
