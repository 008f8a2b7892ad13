import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { fc } from '../properties.ts'
import { world } from '../world.ts'
import { deliver, putBy } from './delivering.ts'
import { addSession } from './sessions.ts'
import { pairedTablet, presencesOf } from './tablet.ts'

const evening = '2026-03-17T18:00:00+01:00'

/** A day of two people at two doors, as it happened. */
const day = [
  { who: 'pelle', act: 'check-ins', time: '09:21' },
  { who: 'amina', act: 'check-ins', time: '09:25' },
  { who: 'pelle', act: 'check-ins', time: '09:40' },
  { who: 'pelle', act: 'departures', time: '09:55' },
  { who: 'pelle', act: 'check-ins', time: '09:58' },
  { who: 'amina', act: 'check-ins', time: '10:28' },
  { who: 'amina', act: 'departures', time: '10:50' },
  { who: 'amina', act: 'departures', time: '10:52' },
  { who: 'pelle', act: 'check-ins', time: '12:50' },
  { who: 'pelle', act: 'departures', time: '14:20' },
  { who: 'siv', act: 'check-ins', time: '09:22' },
  { who: 'siv', act: 'withdrawals', time: '09:22:09', of: 10 },
  { who: 'amina', act: 'check-ins', time: '13:05' },
  { who: 'amina', act: 'departures', time: '13:30' },
  { who: 'amina', act: 'withdrawals', time: '13:30:12', of: 13 },
] as const

test(
  'in whatever order and however often two tablets hand in a day, it was the same day',
  { timeout: 120_000 },
  async () => {
    const orders = fc.sample(
      fc.shuffledSubarray([...day.keys(), ...day.keys()], { minLength: day.length * 2 }),
      { seed: 20260317, numRuns: 6 },
    )
    const days = []
    for (const order of [[...day.keys()], ...orders]) {
      const here = await world()
      await addSession(here, { name: 'Musik', start: '10:30', end: '11:30' })
      await addSession(here, { name: 'Lunch', start: '13:00', end: '14:00' })
      const tablets = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })]
      const ids = day.map(() => randomUUID())
      const items = await Promise.all(
        day.map(({ who, act, time, ...more }, sequence) =>
          putBy({
            id: ids[sequence]!,
            act,
            sequence,
            kiosk: tablets[0]!.kioskId,
            ...('of' in more ? { because_of: ids[more.of]! } : { code: here.codes[who] }),
            at: `2026-03-17T${time.padEnd(8, ':00')}+01:00`,
          }),
        ),
      )
      here.clock.set(evening)
      for (const [n, index] of order.entries()) {
        const { body } = await deliver(tablets[n % 2]!, evening, [items[index]])
        expect(body.acknowledged).toEqual([items[index]!.id])
      }
      const [told] = await here.tenant(
        (tx) =>
          tx.hot`select (select count(*)::int from unclear_check_in where settled_at is null) as unclear`,
      )
      const times = async (who: 'pelle' | 'amina' | 'siv') =>
        (await presencesOf(here, here.ids.participants[who])).map((presence) =>
          [
            presence.name,
            presence.checkedInAt,
            presence.checkedOutAt,
            presence.closedBy,
            presence.status,
          ].join(' '),
        )
      days.push({ told, pelle: await times('pelle'), amina: await times('amina'), siv: await times('siv') })
    }
    expect(days[0]).toEqual({
      told: { unclear: 0 },
      pelle: ['Yoga 09:21 10:30 session_end present', 'Lunch 12:50 14:20 departure present'],
      amina: [
        'Yoga 09:25 10:28 next_check_in left_early',
        'Musik 10:28 10:50 departure left_early',
        'Lunch 13:05 14:00 session_end present',
      ],
      siv: ['Yoga    unknown'],
    })
    for (const other of days) expect(other).toEqual(days[0])
  },
)
