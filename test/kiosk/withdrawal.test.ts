import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { withdrawalOf, type ToldBefore } from '../../server/kiosk/withdrawal.ts'
import { fc } from '../properties.ts'
import { world } from '../world.ts'
import { deliver, putBy } from './delivering.ts'
import { addSession } from './sessions.ts'
import { checkIn, checkOut, ledgerOf, outcomeOf, pairedTablet, presencesOf } from './tablet.ts'

const noon = Temporal.Instant.from('2026-03-17T11:00Z')
const told: ToldBefore = {
  kioskId: 'hall',
  occurredAt: noon,
  receivedAt: noon,
  takenBackBy: null,
  overtaken: false,
}
const after = (tablet: number, us = tablet) => ({
  id: 'undo',
  kioskId: 'hall',
  occurredAt: noon.add({ milliseconds: tablet * 1000 }),
  receivedAt: noon.add({ milliseconds: us * 1000 }),
  online: true,
})

test('twenty seconds by the tablet and sixty by us, whatever the two clocks say of each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }), (tablet, us) => {
      expect(withdrawalOf(told, after(tablet, us))).toBe(tablet <= 20 && us <= 60 ? 'take_back' : 'too_late')
      const late = { ...after(tablet, us * 10_000), online: false }
      expect(withdrawalOf(told, late)).toBe(tablet <= 20 ? 'take_back' : 'too_late')
    }),
  )
})

test('only at the same tablet, once, and not after staff have said something', () => {
  expect(withdrawalOf(undefined, after(1))).toBe('too_late')
  expect(withdrawalOf({ ...told, kioskId: 'kitchen' }, after(1))).toBe('too_late')
  expect(withdrawalOf({ ...told, overtaken: true }, after(1))).toBe('too_late')
  expect(withdrawalOf({ ...told, takenBackBy: 'another' }, after(1))).toBe('too_late')
  expect(withdrawalOf({ ...told, takenBackBy: 'undo' }, after(500))).toBe('done')
})

const undo = (
  tablet: Awaited<ReturnType<typeof pairedTablet>>,
  because_of: string,
  more: Record<string, string> = {},
) => tablet.post('/kiosk/withdrawals', { id: randomUUID(), because_of, ...more })

test('a check-in is taken back: nobody was there, and the ledger tells both', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  const welcome = await checkIn(tablet, here.codes.pelle, { id })
  expect(welcome.text).toContain('/kiosk/withdrawals')
  expect(welcome.text).toContain(id)
  here.clock.advance({ seconds: 8 })
  const answer = await undo(tablet, id)
  expect([answer.status, outcomeOf(answer)]).toEqual([200, 'withdrawn'])
  expect(answer.text).toContain('Du är inte incheckad på Yoga.')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'unknown', checkedInAt: null, checkedOutAt: null },
  ])
  expect((await ledgerOf(here, here.ids.participants.pelle)).map(({ kind }) => kind)).toEqual([
    'check_in',
    'withdrawal',
  ])
  // And they may come again.
  here.clock.advance({ seconds: 5 })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('welcome')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'present', checkedInAt: '09:20' },
  ])
})

test('a check-out is taken back: in as before', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  const before = await presencesOf(here, here.ids.participants.pelle)
  here.clock.advance({ minutes: 20 })
  const id = randomUUID()
  await checkOut(tablet, here.codes.pelle, { id })
  const answer = await undo(tablet, id)
  expect(answer.text).toContain('Du är fortfarande incheckad på Yoga.')
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual(before)
})

test('what a check-in closed is open again once it is taken back', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const walk = await addSession(here, { name: 'Promenad', start: '10:00', end: '11:00' })
  await checkIn(tablet, here.codes.pelle, { session_id: here.ids.sessions.yoga })
  const before = await presencesOf(here, here.ids.participants.pelle)
  here.clock.set('2026-03-17T10:05:00+01:00')
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id, session_id: walk })
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { name: 'Yoga', closedBy: 'next_check_in' },
    { name: 'Promenad', checkedOutAt: null },
  ])
  await undo(tablet, id)
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([
    ...before,
    expect.objectContaining({ name: 'Promenad', status: 'unknown', checkedInAt: null }) as object,
  ])
})

test('a double tap is taken back whole', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ seconds: 1 })
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  here.clock.advance({ seconds: 3 })
  expect(outcomeOf(await undo(tablet, id))).toBe('withdrawn')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'unknown', checkedInAt: null },
  ])
})

test('told twice, one after the other and at once, it is taken back once and thanked each time', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const [came, id] = [randomUUID(), randomUUID()]
  await checkIn(tablet, here.codes.pelle, { id: came })
  const answers = [
    ...(await Promise.all([undo(tablet, came, { id }), undo(tablet, came, { id })])),
    await undo(tablet, came, { id }),
  ]
  expect(answers.map(outcomeOf)).toEqual(['withdrawn', 'withdrawn', 'withdrawn'])
  expect(answers.map((answer) => answer.headers.get('stegvis-acknowledged'))).toEqual([id, id, id])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(2)
  expect(outcomeOf(await undo(tablet, came))).toBe('too_late')
})

test('too late, at another tablet, of nothing, or after a word of staff: nothing is changed', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const other = await pairedTablet(here, { name: 'Köket' })
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  const stands = await presencesOf(here, here.ids.participants.pelle)
  const refused = [await undo(other, id), await undo(tablet, randomUUID())]
  here.clock.advance({ seconds: 21 })
  refused.push(await undo(tablet, id))
  expect(refused.map((answer) => [answer.status, outcomeOf(answer)])).toEqual(
    [409, 409, 409].map((status) => [status, 'too_late']),
  )
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual(stands)
  const later = randomUUID()
  await checkOut(tablet, here.codes.pelle, { id: later })
  here.clock.advance({ seconds: 2 })
  await here.tenant(
    (
      tx,
    ) => tx.hot`insert into attendance_event (id, session_id, participant_id, kind, source, occurred_at, received_at, status)
      values (${randomUUID()}, ${here.ids.sessions.yoga}, ${here.ids.participants.pelle}, 'mark', 'staff', now(),
        ${here.clock.now().toString()}, 'present')`,
  )
  expect(outcomeOf(await undo(tablet, later))).toBe('too_late')
})

test('a revoked tablet takes nothing back, and a malformed request is refused', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  expect((await tablet.post('/kiosk/withdrawals', { id: randomUUID(), because_of: 'x' })).status).toBe(422)
  await here.astrid.delete(`/kiosks/${tablet.kioskId}/pairing`)
  expect(outcomeOf(await undo(tablet, id))).toBe('revoked')
})

test('what another tablet hands in meanwhile stands when a check-in or a departure is taken back', async () => {
  const here = await world()
  const tablets = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })] as const
  const [tablet, kitchen] = tablets
  const { pelle, amina } = here.ids.participants
  const [came, left] = [randomUUID(), randomUUID()]
  await checkIn(tablet, here.codes.pelle, { id: came })
  await deliver(kitchen, '2026-03-17T09:20:05+01:00', [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:14:00+01:00', kiosk: kitchen.kioskId }),
  ])
  expect(outcomeOf(await undo(tablet, came))).toBe('withdrawn')
  expect(await presencesOf(here, pelle)).toMatchObject([{ status: 'present', checkedInAt: '09:14' }])

  await checkIn(tablet, here.codes.amina)
  here.clock.set('2026-03-17T10:00:00+01:00')
  await checkOut(tablet, here.codes.amina, { id: left })
  await deliver(kitchen, '2026-03-17T10:00:05+01:00', [
    await putBy({ act: 'departures', code: here.codes.amina, at: '2026-03-17T09:50:00+01:00' }),
  ])
  expect(outcomeOf(await undo(tablet, left))).toBe('withdrawn')
  expect(await presencesOf(here, amina)).toMatchObject([
    { status: 'left_early', checkedOutAt: '09:50', closedBy: 'departure' },
  ])
})

test('where staff had said when somebody was in, taking back what a tablet told leaves that', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  const [yoga, enrolments] = [here.ids.sessions.yoga, here.ids.enrolments]
  await here.tenant(
    (tx) => tx.hot`insert into attendance
        (id, session_id, participant_id, enrolment_id, status, checked_in_at, checked_out_at, closed_by)
      values (${randomUUID()}, ${yoga}, ${pelle}, ${enrolments.pelle}, 'left_early', '2026-03-17T09:05:00+01:00',
          '2026-03-17T09:10:00+01:00', 'departure'),
        (${randomUUID()}, ${yoga}, ${amina}, ${enrolments.amina}, 'present', '2026-03-17T09:05:00+01:00', null, null)`,
  )
  const stood = [await presencesOf(here, pelle), await presencesOf(here, amina)]
  const [came, left] = [randomUUID(), randomUUID()]
  await checkIn(tablet, here.codes.pelle, { id: came })
  await checkOut(tablet, here.codes.amina, { id: left })
  here.clock.advance({ seconds: 4 })
  for (const id of [came, left]) expect(outcomeOf(await undo(tablet, id))).toBe('withdrawn')
  expect([await presencesOf(here, pelle), await presencesOf(here, amina)]).toEqual(stood)
})

test('what staff say while something is told late or taken back stands', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  const id = randomUUID()
  await checkIn(tablet, here.codes.pelle, { id })
  const say = (participantId: string, tell: () => Promise<unknown>) =>
    here.tenant(async (tx) => {
      const at = here.clock.now().toString()
      await tx.hot`
        insert into attendance (id, session_id, participant_id, status, confirmed_at)
        values (${randomUUID()}, ${here.ids.sessions.yoga}, ${participantId}, 'absent', ${at})
        on conflict (organisation_id, session_id, participant_id) do update
        set status = 'absent', checked_in_at = null, confirmed_at = ${at}, version = attendance.version + 1`
      await tx.hot`
        insert into attendance_event (id, session_id, participant_id, kind, source, occurred_at, received_at, status)
        values (${randomUUID()}, ${here.ids.sessions.yoga}, ${participantId}, 'mark', 'staff', ${at}, ${at}, 'absent')`
      const told = tell()
      await setTimeout(400)
      return [told] as const
    })
  const item = await putBy({ code: here.codes.amina, at: '2026-03-17T09:14:00+01:00' })
  const [undone] = await say(pelle, () => undo(tablet, id))
  const [late] = await say(amina, () => deliver(tablet, '2026-03-17T09:20:00+01:00', [item]))
  expect(await undone).toMatchObject({ status: 409 })
  expect(await late).toMatchObject({ body: { acknowledged: [item.id] } })
  for (const participantId of [pelle, amina])
    expect(await presencesOf(here, participantId)).toMatchObject([{ status: 'absent', checkedInAt: null }])
  const unclear = await here.tenant((tx) => tx.hot`select problem from unclear_check_in`)
  expect(unclear).toEqual([{ problem: 'staff_said_otherwise' }])
})
