import { expect, test } from 'vitest'
import { inEachOrganisation } from '../../server/jobs/each-organisation.ts'
import { organisationsHere } from '../../server/organisation/queries.ts'
import { closeForgottenDepartures } from '../../server/jobs/forgotten-departures.ts'
import { startWorker } from '../../server/jobs/worker.ts'
import { checkIn, checkOut, ledgerOf, outcomeOf, pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { announcements, world } from '../world.ts'

test('a forgotten check-out is closed at the session’s end and marked as such', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.set('2026-03-17T10:29:00+01:00')
  await closeForgottenDepartures(here.parts)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedOutAt: null }])

  here.clock.set('2026-03-17T10:31:00+01:00')
  const heard = announcements(here)
  await closeForgottenDepartures(here.parts)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'present', checkedOutAt: '10:30', closedBy: 'session_end' },
  ])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toMatchObject([
    { kind: 'check_in', source: 'kiosk' },
    { kind: 'closing', source: 'system', skewSeconds: 60 },
  ])
  await expect.poll(() => heard).toContain('attendance')
})

test('four processes at once close it once', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  for (const code of Object.values(here.codes)) await checkIn(tablet, code)
  here.clock.set('2026-03-17T10:31:00+01:00')
  await Promise.all([1, 2, 3, 4].map(() => closeForgottenDepartures(here.parts)))
  for (const id of Object.values(here.ids.participants))
    expect((await ledgerOf(here, id)).map((line) => line.kind)).toEqual(['check_in', 'closing'])
})

test('who checks out after it was closed is told goodbye, and left when they say: the end was only presumed', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.set('2026-03-17T10:35:00+01:00')
  await closeForgottenDepartures(here.parts)
  expect(outcomeOf(await checkOut(tablet, here.codes.pelle))).toBe('goodbye')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { checkedOutAt: '10:35', closedBy: 'departure' },
  ])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(3)
})

test('a fault in one organisation keeps no other waiting, and is told when all have had their turn', async () => {
  const here = await world()
  let turns = 0
  const job = inEachOrganisation('stumbling', here.parts, () => {
    turns += 1
    return turns === 1 ? Promise.reject(new Error('the first one')) : Promise.resolve()
  })
  await expect(job).rejects.toThrow('the first one')
  expect(turns).toBe((await organisationsHere(here.db, here.parts.secret)).length)
  expect(turns).toBeGreaterThan(1)
})

test('the worker goes on after a turn that failed, and stops when the turn under way is over', async () => {
  const here = await world()
  let turns = 0
  const job = {
    name: 'stumbling',
    everySeconds: 0.01,
    run: async () => {
      turns += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      throw new Error('with something personal in it')
    },
  }
  const worker = startWorker(here.parts, [job])
  await expect.poll(() => turns).toBeGreaterThan(2)
  await worker.stop()
  const atStop = turns
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(turns).toBe(atStop)
  expect(here.logged[0]).toMatchObject({ job: 'stumbling', kind: 'Error' })
  expect(JSON.stringify(here.logged)).not.toContain('personal')
})
