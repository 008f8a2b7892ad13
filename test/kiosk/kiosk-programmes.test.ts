import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { kioskProgramme } from '../../db/schema/index.ts'
import { noteKioskHealth } from '../../server/access/kiosk-queries.ts'
import { world, type World } from '../world.ts'
import { addSession } from './sessions.ts'
import { checkIn, outcomeOf, pairedTablet } from './tablet.ts'

test('a tablet for one programme shows and opens what that programme may come to, and nothing else', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const other = await addOtherProgramme(here)
  await addSession(here, {
    name: 'Promise-frukost',
    start: '09:00',
    end: '10:00',
    programmeId: here.ids.programme,
  })
  await addSession(here, { name: 'Spårmöte', start: '09:00', end: '10:00', programmeId: other })
  await onlyFor(here, tablet.kioskId, other)

  const idle = await tablet.get('/kiosk')
  expect(idle.text).toContain('Yoga')
  expect(idle.text).toContain('Spårmöte')
  expect(idle.text).not.toContain('Promise-frukost')
  const answer = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(answer)).toBe('welcome')
  expect(answer.text).toContain('Du är incheckad på Yoga.')
})

test('a tablet without programmes is for all of them', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await addSession(here, {
    name: 'Promise-frukost',
    start: '09:00',
    end: '10:00',
    programmeId: here.ids.programme,
  })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('choice')
})

test('what a tablet does not tell of itself stands as it did, and nothing waits since never', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  const at = (text: string) => Temporal.Instant.from(text)
  const told = async () => {
    const [row] = await here.tenant(
      (tx) => tx.hot`select release, battery_percent as battery, charging, waiting, skew_seconds as skew,
        waiting_since is not null as "since" from kiosk where id = ${kioskId}`,
    )
    return row
  }
  const first = at('2026-03-17T08:20:00Z')
  await here.tenant((tx) =>
    noteKioskHealth(tx, kioskId, {
      at: first,
      release: 'abc',
      batteryPercent: 80,
      charging: true,
      waiting: 3,
      waitingSince: first,
      skewSeconds: 200,
    }),
  )
  expect(await told()).toEqual({
    release: 'abc',
    battery: 80,
    charging: true,
    waiting: 3,
    skew: 200,
    since: true,
  })
  await here.tenant((tx) => noteKioskHealth(tx, kioskId, { at: first.add({ minutes: 1 }), waiting: 0 }))
  expect(await told()).toEqual({
    release: 'abc',
    battery: 80,
    charging: true,
    waiting: 0,
    skew: 200,
    since: false,
  })
})

async function addOtherProgramme({ tenant }: World): Promise<string> {
  const [row] = await tenant(
    (tx) => tx.hot<{ id: string }[]>`
      insert into programme (id, preset, name) values (gen_random_uuid(), 'track', 'Spåret') returning id`,
  )
  return row!.id
}

async function onlyFor({ tenant }: World, kioskId: string, programmeId: string): Promise<void> {
  await tenant((tx) => tx.insert(kioskProgramme).values({ kioskId, programmeId }))
}
