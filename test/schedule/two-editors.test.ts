import { expect, test } from 'vitest'
import { sessionAt } from '../../server/schedule/queries.ts'
import { world, type World } from '../world.ts'
import { confirmed } from './confirmed.ts'

const form = ({ ids }: World, changes: Record<string, string | number> = {}) => ({
  date: '2026-03-17',
  start_time: '09:30',
  end_time: '10:30',
  location_id: ids.locations.salen,
  leader_id: ids.staff.leif,
  places: '12',
  version: 1,
  ...changes,
})
const stored = ({ tenant, ids }: World) => tenant((tx) => sessionAt(tx, ids.sessions.yoga))
const address = ({ ids }: World) => `/sessions/${ids.sessions.yoga}`

test('of two editors the second keeps what they typed and takes the rest of what stands now', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  await karin.patch(address(here), form(here, { location_id: ids.locations.koket, end_time: '11:00' }))
  const second = await astrid.patch(address(here), form(here, { places: '20', end_time: '10:45' }))
  expect(second.status).toBe(409)
  expect(second.text).toContain('Någon annan har ändrat passet medan du skrev')
  // Untouched: the place. Touched by both: the end. Touched by the second alone: the places.
  expect(second.text).toMatch(new RegExp(`value="${ids.locations.koket}" selected`))
  expect(second.text).toMatch(/name="end_time"[^>]*value="10:45"/)
  expect(second.text).toMatch(/name="places"[^>]*value="20"/)
  expect(second.text).toMatch(/scope="row">Slutar<\/th><td data-label="Du skrev"><span[^>]*><strong>10.45/)
  expect(second.text).toContain('<td data-label="Står nu">11.00</td>')
  expect(second.text).toContain('name="version" value="2"')
  expect((await stored(here))!.version).toBe(2)

  const again = form(here, {
    location_id: ids.locations.koket,
    places: '20',
    end_time: '10:45',
    version: 2,
  })
  expect((await astrid.patch(address(here), again)).status).toBe(303)
  expect(await stored(here)).toMatchObject({
    locationName: 'Köket',
    places: 20,
    localEnd: '10:45',
    version: 3,
  })
})

test('the state that was seen is found behind several changes, and a cancellation meanwhile is told', async () => {
  const here = await world()
  const { karin, leif, astrid, ids } = here
  await karin.patch(address(here), form(here, { places: '14' }))
  await karin.patch(address(here), form(here, { places: '14', location_id: ids.locations.koket, version: 2 }))
  await leif.post(`${address(here)}/cancellation`, { reason: 'Ledaren är sjuk' })
  // Opened at version 2, when there were fourteen places.
  const second = await astrid.patch(address(here), form(here, { places: '14', leader_id: '', version: 2 }))
  expect(second.status).toBe(409)
  expect(second.text).toContain('Ledaren är sjuk')
  expect(second.text).toMatch(new RegExp(`value="${ids.locations.koket}" selected`))
  expect(second.text).not.toContain('<th scope="row">Antal platser</th>')
})

test('of two who change a series, the second takes over what they had not touched', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  const rule = (changes: Record<string, string> = {}) => ({
    version: '1',
    scope: 'all',
    repeat: 'weekly',
    every_weeks: '1',
    weekdays: '4',
    ends: 'on',
    ends_on: '2026-04-16',
    starts_on: '2026-03-19',
    start_time: '13:00',
    minutes: '60',
    location_id: ids.locations.salen,
    leader_id: ids.staff.leif,
    places: '12',
    ...changes,
  })
  const planned = await confirmed(karin, `/activities/${ids.activities.yoga}/series`, rule())
  const address = planned.location!
  const changed = rule({ start_time: '14:00', leader_id: ids.staff.karin })
  const preview = (await karin.patch(address, changed)).text
  const seen = /name="seen" value="([^"]*)"/.exec(preview)![1]!
  expect((await karin.patch(address, { ...changed, seen })).status).toBe(303)

  const second = await astrid.patch(address, rule({ places: '8', leader_id: '' }))
  expect(second.status).toBe(409)
  expect(second.text).toMatch(/name="start_time"[^>]*value="14:00"/)
  expect(second.text).toMatch(/name="places"[^>]*value="8"/)
  expect(second.text).not.toMatch(new RegExp(`value="${ids.staff.karin}" selected`))
  expect(second.text).toMatch(/scope="row">Tid<\/th><td data-label="Du skrev">13.00–14.00<\/td>/)
  expect(second.text).toMatch(/scope="row">Ledare<\/th><td data-label="Du skrev"><span[^>]*><strong>/)
})
