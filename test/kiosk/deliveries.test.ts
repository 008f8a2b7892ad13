import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../db/login.ts'
import { headCountOf, setHeadCount } from '../../server/attendance/head-count-queries.ts'
import { world, type World } from '../world.ts'
import { addSession } from './sessions.ts'
import { deliver, putBy } from './delivering.ts'
import { checkIn, ledgerOf, pairedTablet, presencesOf } from './tablet.ts'

const [morning, evening] = ['2026-03-17T09:20:00+01:00', '2026-03-17T18:00:00+01:00']
const noon = '2026-03-17T12:00:00+01:00'

type Unclear = {
  id: string
  kind: string
  problem: string
  participantId: string | null
  occurredAt: string
  skewSeconds: number | null
  settlement: string | null
}

async function unclearOf({ tenant }: Pick<World, 'tenant'>) {
  return tenant(
    (tx) => tx.hot<Unclear[]>`
      select id, kind, problem, participant_id as "participantId", skew_seconds as "skewSeconds", settlement,
        to_char(occurred_at at time zone 'Europe/Stockholm', 'HH24:MI') as "occurredAt"
      from unclear_check_in order by occurred_at, id`,
  )
}

test('what waited all day is placed by its own time, acknowledged by its id, and counts once however often it is sent', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const items = [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:40:00+01:00', sequence: 7 }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:28:00+01:00', sequence: 8 }),
    await putBy({ act: 'departures', code: here.codes.pelle, at: '2026-03-17T10:10:00+01:00', sequence: 9 }),
  ]
  here.clock.set(evening)
  const ids = items.map(({ id }) => id)
  for (let time = 0; time < 2; time++)
    expect(await deliver(tablet, evening, items)).toMatchObject({ status: 200, body: { acknowledged: ids } })
  const { pelle, amina } = here.ids.participants
  expect(await presencesOf(here, pelle)).toMatchObject([
    { status: 'left_early', checkedInAt: '09:40', checkedOutAt: '10:10', closedBy: 'departure' },
  ])
  expect(await presencesOf(here, amina)).toMatchObject([
    { status: 'present', checkedInAt: '09:28', checkedOutAt: '10:30', closedBy: 'session_end' },
  ])
  // The session was long over when the check-in came; then the departure said more.
  const kinds = (await ledgerOf(here, pelle)).map(({ kind }) => kind)
  expect(kinds.sort()).toEqual(['check_in', 'closing', 'departure'])
  expect(await unclearOf(here)).toEqual([])
})

test('what nobody can place lands before staff with its own time, is acknowledged like the rest, and blocks nothing', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { participants } = here.ids
  await here.tenant(
    (tx) => tx.hot`update enrolment set ends_on = '2026-03-10' where participant_id = ${participants.siv}`,
  )
  const at = (time: string) => `2026-03-17T${time}:00+01:00`
  const broken = await putBy({ code: here.codes.pelle, at: at('09:21') })
  const items = [
    await putBy({ code: '601479', at: at('09:20') }),
    { ...broken, sequence: 99 },
    await putBy({ code: here.codes.siv, at: at('09:22') }),
    await putBy({ code: here.codes.pelle, at: at('13:00') }),
    await putBy({ act: 'departures', code: here.codes.amina, at: at('09:23') }),
    await putBy({ act: 'departures', code: '601479', at: at('09:24') }),
    await putBy({ act: 'tidy', code: here.codes.pelle, at: at('09:25') }),
    await putBy({ code: here.codes.pelle, at: at('09:26') }),
  ]
  here.clock.set(evening)
  const { body } = await deliver(tablet, evening, items)
  expect(body.acknowledged).toEqual(items.map(({ id }) => id))
  expect(await unclearOf(here)).toMatchObject([
    { kind: 'check_in', problem: 'unknown_person', occurredAt: '09:20', participantId: null },
    { kind: 'unreadable', problem: 'unreadable', occurredAt: '09:21' },
    { kind: 'check_in', problem: 'not_enrolled', occurredAt: '09:22', participantId: participants.siv },
    { kind: 'departure', problem: 'not_in', occurredAt: '09:23', participantId: participants.amina },
    { kind: 'departure', problem: 'unknown_person', occurredAt: '09:24', participantId: null },
    { kind: 'unreadable', problem: 'unreadable', occurredAt: '09:25' },
    { kind: 'check_in', problem: 'no_session', occurredAt: '13:00', participantId: participants.pelle },
  ])
  expect(await presencesOf(here, participants.pelle)).toMatchObject([{ checkedInAt: '09:26' }])
  const kept = await here.tenant(
    (tx) => tx.hot`select to_jsonb(unclear_check_in)::text as row from unclear_check_in`,
  )
  expect(JSON.stringify(kept)).not.toContain('601479')
})

test('what is no item at all is kept too, once, and acknowledged where it can be', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const good = await putBy({ code: here.codes.pelle, at: morning })
  const items = [
    null,
    'x',
    [1],
    {},
    { ...good, id: 'not an id' },
    { ...good, id: 17 },
    { ...good, device_time: 'förr' },
    { ...good, id: randomUUID(), sealed: 'A'.repeat(5000) },
    { id: 'x'.repeat(5000) },
  ]
  const { status, body } = await deliver(tablet, morning, items)
  expect([status, body.acknowledged]).toEqual([
    200,
    ['not an id', '17', good.id, (items[7] as { id: string }).id],
  ])
  const first = await unclearOf(here)
  expect(first.every(({ problem }) => problem === 'unreadable')).toBe(true)
  expect(first).toHaveLength(items.length)
  await deliver(tablet, morning, items)
  expect(await unclearOf(here)).toEqual(first)
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
})

test('a delivery that is no JSON, from elsewhere, or from no tablet of ours takes nothing in; an empty one is a sign of life', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const item = await putBy({ code: here.codes.pelle, at: morning })
  expect((await here.visitor.json('POST', '/kiosk/deliveries', { items: [item] })).status).toBe(401)
  expect((await here.karin.json('POST', '/kiosk/deliveries', { items: [item] })).status).toBe(401)
  const foreign = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }
  expect((await tablet.post('/kiosk/deliveries', {}, foreign)).status).toBe(403)
  expect((await tablet.post('/kiosk/deliveries', { items: '[]' })).status).toBe(400)
  expect((await tablet.json('POST', '/kiosk/deliveries', [])).status).toBe(400)
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])

  here.clock.set(evening)
  const fares = {
    release: '0.3.0',
    battery: 42,
    charging: false,
    sealed: 'no',
    waiting: 3,
    waiting_since: '2026-03-17T08:20:00Z',
  }
  expect((await deliver(tablet, '2026-03-17T18:03:00+01:00', [], fares)).status).toBe(200)
  expect(
    (await deliver(tablet, '2026-03-17T18:03:00+01:00', [], { sealed: 'no', battery: 'x', waiting: -1 }))
      .status,
  ).toBe(200)
  const [row] = await here.tenant(
    (tx) => tx.hot`select release, battery_percent, charging, keeps_offline, waiting, skew_seconds,
      to_char(last_seen_at at time zone 'Europe/Stockholm', 'HH24:MI') as seen,
      to_char(waiting_since at time zone 'Europe/Stockholm', 'HH24:MI') as since from kiosk`,
  )
  expect(row).toEqual({
    release: '0.3.0',
    battery_percent: 42,
    charging: false,
    keeps_offline: false,
    waiting: 3,
    skew_seconds: 180,
    seen: '18:00',
    since: '09:20',
  })
})

test('a clock that is minutes off is only marked; one that is hours off, or ahead of itself, is for staff', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina, siv } = here.ids.participants
  here.clock.set('2026-03-17T12:00:00+01:00')
  const slow = await putBy({ code: here.codes.pelle, at: '2026-03-17T09:12:00+01:00' })
  await deliver(tablet, '2026-03-17T11:50:00+01:00', [slow])
  expect(await presencesOf(here, pelle)).toMatchObject([{ checkedInAt: '09:12', status: 'present' }])

  const wild = await putBy({ code: here.codes.amina, at: '2026-03-17T09:12:00+01:00' })
  await deliver(tablet, '2026-03-17T15:30:00+01:00', [wild])
  const ahead = await putBy({ code: here.codes.siv, at: '2026-03-17T12:20:00+01:00' })
  await deliver(tablet, '2026-03-17T12:00:00+01:00', [ahead])
  expect(await unclearOf(here)).toMatchObject([
    { problem: 'clock', participantId: amina, occurredAt: '09:12', skewSeconds: 12_600 },
    { problem: 'clock', participantId: siv, occurredAt: '12:20', skewSeconds: 0 },
  ])
  const [event] = await here.tenant(
    (tx) => tx.hot`select skew_seconds, sequence, way from attendance_event where participant_id = ${pelle}
      and kind = 'check_in'`,
  )
  expect(event).toEqual({ skew_seconds: -600, sequence: 1, way: 'code' })
})

test('a tablet out of use hands in what it had; what it took in afterwards is for staff', async () => {
  const here = await world()
  const [tablet, other] = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })]
  const [before, after] = [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:35:00+01:00' }),
  ]
  const [fromOther, asOther] = [
    await putBy({ code: here.codes.siv, at: '2026-03-17T09:25:00+01:00', kiosk: other.kioskId }),
    await putBy({ code: here.codes.pelle, at: '2026-03-17T10:05:00+01:00', kiosk: other.kioskId }),
  ]
  here.clock.set('2026-03-17T09:30:00+01:00')
  await here.tenant(
    (tx) => tx.hot`update kiosk set revoked_at = '2026-03-17T09:30:00+01:00' where id = ${tablet.kioskId}`,
  )
  here.clock.set(evening)
  expect(
    (await deliver(tablet, evening, [before, after, fromOther, asOther])).body.acknowledged,
  ).toHaveLength(4)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedInAt: '09:25' }])
  expect(await presencesOf(here, here.ids.participants.siv)).toMatchObject([{ checkedInAt: '09:25' }])
  expect(await unclearOf(here)).toMatchObject([
    { problem: 'revoked', participantId: here.ids.participants.amina },
    { problem: 'revoked', participantId: here.ids.participants.pelle, occurredAt: '10:05' },
  ])
  expect((await checkIn(tablet, here.codes.siv)).status).toBe(401)
})

test('a code that was good then opens what was told then; a tablet of another organisation stands for nothing', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await here.tenant(
    (tx) => tx.hot`update personal_code set revoked_at = '2026-03-17T09:30:00+01:00'
      where participant_id in (${here.ids.participants.pelle}, ${here.ids.participants.amina})`,
  )
  here.clock.set(evening)
  await deliver(tablet, evening, [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00', kiosk: randomUUID() }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:35:00+01:00' }),
  ])
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedInAt: '09:25' }])
  const ledger = await ledgerOf(here, here.ids.participants.pelle)
  expect(ledger.find(({ kind }) => kind === 'check_in')?.kioskId).toBe(tablet.kioskId)
  expect(await unclearOf(here)).toMatchObject([{ problem: 'unknown_person', occurredAt: '09:35' }])
})

test('two tablets offline with the same person: one attendance from when they first came, and both in the ledger', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const here = await world()
    const tablets = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })]
    const items = [
      await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' }),
      await putBy({ code: here.codes.pelle, at: '2026-03-17T09:45:00+01:00' }),
    ]
    here.clock.set(evening)
    for (const n of order) {
      const { body } = await deliver(tablets[n]!, evening, [items[n]])
      expect(body.acknowledged).toEqual([items[n]!.id])
    }
    expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
      { checkedInAt: '09:25', status: 'present', checkedOutAt: '10:30', closedBy: 'session_end' },
    ])
    const ledger = await here.tenant(
      (tx) =>
        tx.hot<
          { id: string }[]
        >`select id from attendance_event where kind = 'check_in' order by occurred_at`,
    )
    expect(ledger.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    expect(await unclearOf(here)).toEqual([])
  }
})

test('at two tablets at the same moment the same person is taken in once', async () => {
  const here = await world()
  const tablets = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })]
  const items = await Promise.all(
    ['09:25', '09:26', '09:27', '09:28'].map((time) =>
      putBy({ code: here.codes.pelle, at: `2026-03-17T${time}:00+01:00` }),
    ),
  )
  here.clock.set(evening)
  await Promise.all(
    [0, 1, 0, 1].map((n) => deliver(tablets[n]!, evening, n === 0 ? items : items.toReversed())),
  )
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ checkedInAt: '09:25' }])
  expect(await unclearOf(here)).toEqual([])
})

test('a departure told before its check-in waits for it, and then needs nobody to look at it', async () => {
  const here = await world()
  const tablets = [await pairedTablet(here), await pairedTablet(here, { name: 'Köket' })]
  const came = await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' })
  const left = await putBy({ act: 'departures', code: here.codes.pelle, at: '2026-03-17T10:00:00+01:00' })
  here.clock.set(noon)
  await deliver(tablets[1]!, noon, [left])
  expect(await unclearOf(here)).toMatchObject([{ problem: 'not_in', settlement: null }])
  await deliver(tablets[0]!, noon, [came])
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { checkedInAt: '09:25', checkedOutAt: '10:00', closedBy: 'departure', status: 'left_early' },
  ])
  expect(await unclearOf(here)).toMatchObject([{ id: left.id, problem: 'not_in', settlement: 'assigned' }])
  expect((await here.astrid.get('/unclear-check-ins')).text).toMatch(
    /Hittade sin plats av sig själv [^:]+: Yoga/,
  )
})

test('an older check-in never ends a younger one but is ended by it, and a late departure counts before the system’s word', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await addSession(here, { name: 'Musik', start: '10:30', end: '11:30' })
  here.clock.set('2026-03-17T10:35:00+01:00')
  await checkIn(tablet, here.codes.pelle)
  here.clock.set(evening)
  await deliver(tablet, evening, [await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' })])
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { name: 'Yoga', checkedInAt: '09:25', checkedOutAt: '10:30', closedBy: 'session_end' },
    { name: 'Musik', checkedInAt: '10:35', checkedOutAt: '11:30', closedBy: 'session_end' },
  ])
  await deliver(tablet, evening, [
    await putBy({ act: 'departures', code: here.codes.pelle, at: '2026-03-17T10:05:00+01:00' }),
  ])
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { name: 'Yoga', checkedOutAt: '10:05', closedBy: 'departure', status: 'left_early' },
    { name: 'Musik', checkedInAt: '10:35', checkedOutAt: '11:30' },
  ])
})

test('what staff have said stands: a late report is in the ledger, and before them where it says otherwise', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  await here.tenant(async (tx) => {
    await tx.hot`insert into attendance (id, session_id, participant_id, enrolment_id, status, confirmed_at)
      values (${randomUUID()}, ${here.ids.sessions.yoga}, ${pelle}, ${here.ids.enrolments.pelle}, 'absent', '2026-03-17T11:00:00+01:00'),
        (${randomUUID()}, ${here.ids.sessions.yoga}, ${amina}, ${here.ids.enrolments.amina}, 'present', '2026-03-17T11:00:00+01:00')`
  })
  here.clock.set(evening)
  await deliver(tablet, evening, [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:50:00+01:00' }),
  ])
  expect(await presencesOf(here, pelle)).toMatchObject([{ status: 'absent', checkedInAt: null }])
  expect(await presencesOf(here, amina)).toMatchObject([{ status: 'present', checkedInAt: null }])
  expect((await ledgerOf(here, pelle)).map(({ kind }) => kind)).toEqual(['check_in'])
  expect(await unclearOf(here)).toMatchObject([{ problem: 'staff_said_otherwise', participantId: pelle }])
})

test('what was taken back at once is in the ledger and as if it had never been; what came before it stands', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  const put = (act: string, who: 'pelle' | 'amina' | 'nobody', time: string, because_of?: string) =>
    putBy({
      act,
      at: `2026-03-17T${time}+01:00`,
      kiosk: tablet.kioskId,
      ...(because_of ? { because_of } : { code: who === 'nobody' ? '601479' : here.codes[who] }),
    })
  const came = await put('check-ins', 'pelle', '09:20:00')
  const again = await put('check-ins', 'pelle', '09:40:00')
  const left = await put('departures', 'pelle', '09:50:00')
  const mistaken = await put('check-ins', 'amina', '09:41:00')
  const tapped = await put('check-ins', 'amina', '09:41:05')
  const unknown = await put('check-ins', 'nobody', '09:45:00')
  const items = [
    came,
    again,
    await put('withdrawals', 'pelle', '09:40:10', again.id),
    left,
    await put('withdrawals', 'pelle', '09:50:15', left.id),
    mistaken,
    tapped,
    await put('withdrawals', 'amina', '09:41:12', tapped.id),
    unknown,
    await put('withdrawals', 'nobody', '09:45:03', unknown.id),
  ]
  here.clock.set(evening)
  for (let time = 0; time < 2; time++)
    expect((await deliver(tablet, evening, items)).body.acknowledged).toEqual(items.map(({ id }) => id))
  expect(await presencesOf(here, pelle)).toMatchObject([
    { checkedInAt: '09:20', checkedOutAt: '10:30', closedBy: 'session_end', status: 'present' },
  ])
  expect(await presencesOf(here, amina)).toMatchObject([
    { checkedInAt: null, checkedOutAt: null, status: 'unknown' },
  ])
  expect((await ledgerOf(here, pelle)).filter(({ kind }) => kind === 'withdrawal')).toHaveLength(2)
  expect(await unclearOf(here)).toMatchObject([{ problem: 'unknown_person', settlement: 'dismissed' }])

  // Long afterwards, or of nothing that we know, nothing is taken back.
  const late = await put('withdrawals', 'pelle', '09:50:40', came.id)
  const ofNothing = await put('withdrawals', 'pelle', '09:50:41', randomUUID())
  await deliver(tablet, evening, [late, ofNothing])
  expect(await presencesOf(here, pelle)).toMatchObject([{ checkedInAt: '09:20' }])
  expect((await unclearOf(here)).filter(({ problem }) => problem === 'unreadable')).toHaveLength(2)

  // What comes later still knows that it was taken back.
  await deliver(tablet, evening, [await put('departures', 'amina', '09:55:00')])
  expect(await presencesOf(here, amina)).toMatchObject([{ checkedInAt: null }])
})

test('guests who came while there was no network are counted once, and one who was no guest is not', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const put = (act: string, time: string, more: Record<string, string> = {}) =>
    putBy({ act, at: `2026-03-17T${time}+01:00`, kiosk: tablet.kioskId, ...more })
  const [first, second] = [await put('guests', '09:20:00'), await put('guests', '09:21:00')]
  const items = [
    first,
    second,
    await put('guest-withdrawals', '09:21:08', { because_of: second.id }),
    await put('guests', '15:00:00'),
  ]
  here.clock.set(evening)
  for (let time = 0; time < 2; time++)
    expect((await deliver(tablet, evening, items)).body.acknowledged).toEqual(items.map(({ id }) => id))
  const counts = await here.tenant((tx) => tx.hot`select session_id, guests from head_count`)
  expect(counts).toEqual([{ session_id: here.ids.sessions.yoga, guests: 1 }])
  expect(await unclearOf(here)).toMatchObject([
    { kind: 'check_in', problem: 'no_session', occurredAt: '15:00', participantId: null },
  ])
})

test('one that meets a fault is not acknowledged and holds up its own person only; one that can never be taken is for staff', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  const owner = connect(here.database.owner, { max: 1, onnotice: () => undefined })
  onTestFinished(() => owner.end())
  await owner.unsafe(`
    create function trip() returns trigger language plpgsql as $$ begin
      if new.sequence = 66 then raise exception 'a fault' using errcode = 'XX000'; end if;
      if new.sequence = 77 then raise exception 'never' using errcode = '23514', constraint = 'never'; end if;
      return new;
    end $$;
    create trigger trip before insert on attendance_event for each row execute function trip()`)
  const items = [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:20:00+01:00', sequence: 66 }),
    await putBy({ act: 'departures', code: here.codes.pelle, at: '2026-03-17T10:00:00+01:00', sequence: 67 }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:21:00+01:00', sequence: 77 }),
    await putBy({ code: here.codes.siv, at: '2026-03-17T09:22:00+01:00', sequence: 78 }),
  ]
  here.clock.set(evening)
  const { body } = await deliver(tablet, evening, items)
  expect(body.acknowledged).toEqual([items[2]!.id, items[3]!.id])
  expect(await presencesOf(here, pelle)).toEqual([])
  expect(await unclearOf(here)).toMatchObject([
    { id: items[2]!.id, problem: 'unreadable', occurredAt: '09:21' },
  ])
  expect(JSON.stringify(here.logged)).not.toContain('a fault')

  await owner.unsafe('drop trigger trip on attendance_event; drop function trip()')
  expect((await deliver(tablet, evening, items)).body.acknowledged).toEqual(items.map(({ id }) => id))
  expect(await presencesOf(here, pelle)).toMatchObject([{ checkedInAt: '09:20', checkedOutAt: '10:00' }])
  expect(await presencesOf(here, amina)).toEqual([])
})

test('who was there is in, in whatever order it is told; beyond the places staff are told of it beside', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const here = await world()
    const tablet = await pairedTablet(here)
    await here.tenant((tx) => tx.hot`update session set places = 1 where id = ${here.ids.sessions.yoga}`)
    const items = [
      await putBy({ code: here.codes.pelle, at: '2026-03-17T09:20:00+01:00', kiosk: tablet.kioskId }),
      await putBy({ code: here.codes.amina, at: '2026-03-17T09:25:00+01:00', kiosk: tablet.kioskId }),
    ]
    here.clock.set('2026-03-17T09:40:00+01:00')
    for (const n of order) await deliver(tablet, '2026-03-17T09:40:00+01:00', [items[n]])
    const { pelle, amina } = here.ids.participants
    expect(await presencesOf(here, pelle)).toMatchObject([{ checkedInAt: '09:20' }])
    expect(await presencesOf(here, amina)).toMatchObject([{ checkedInAt: '09:25' }])
    const beyond = items[order[1]!]!
    expect(await unclearOf(here)).toMatchObject([{ id: beyond.id, problem: 'full', settlement: null }])
    await deliver(tablet, '2026-03-17T09:41:00+01:00', [
      await putBy({
        act: 'withdrawals',
        because_of: beyond.id,
        at: beyond.device_time,
        kiosk: tablet.kioskId,
      }),
    ])
    expect(await unclearOf(here)).toMatchObject([{ settlement: 'dismissed' }])
  }
})

test('guests told of late are not added to what staff have counted since, nor taken from it; nor beyond the most there can be', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { yoga } = here.ids.sessions
  const count = (number: number, time: string, version: number) =>
    here.tenant((tx) =>
      setHeadCount(tx, {
        eventId: randomUUID(),
        sessionId: yoga,
        kind: 'guests',
        number,
        version,
        staffId: here.ids.staff.leif,
        at: Temporal.Instant.from(`2026-03-17T${time}+01:00`),
      }),
    )
  const guests = async () => (await here.tenant((tx) => headCountOf(tx, yoga))).guests
  const put = (act: string, time: string, because_of?: string) =>
    putBy({
      act,
      at: `2026-03-17T${time}+01:00`,
      kiosk: tablet.kioskId,
      ...(because_of ? { because_of } : {}),
    })
  expect(await count(3, '09:30:00', 0)).toBe(true)
  const [before, after] = [await put('guests', '09:25:00'), await put('guests', '09:35:00')]
  here.clock.set('2026-03-17T10:00:00+01:00')
  const sent = '2026-03-17T10:00:00+01:00'
  await deliver(tablet, sent, [before])
  // Whoever has the number on the screen may still correct it.
  expect(await count(3, '09:30:30', 1)).toBe(true)
  await deliver(tablet, sent, [before, after])
  expect(await guests()).toBe(4)
  await deliver(tablet, sent, [await put('guest-withdrawals', '09:25:09', before.id)])
  expect(await guests()).toBe(4)
  await deliver(tablet, sent, [await put('guest-withdrawals', '09:35:09', after.id)])
  expect(await guests()).toBe(3)

  await here.tenant((tx) => tx.hot`update head_count set guests = 500 where session_id = ${yoga}`)
  const tooMany = await put('guests', '09:50:00')
  await deliver(tablet, sent, [tooMany])
  expect(await unclearOf(here)).toMatchObject([{ id: tooMany.id, kind: 'check_in', problem: 'full' }])
})

test('what waited for more than sixty days, or comes into a roll call that was closed without them, is for staff', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina, siv } = here.ids.participants
  const { yoga } = here.ids.sessions
  await here.tenant(async (tx) => {
    await tx.hot`insert into roll_call_closing (id, session_id, closed_at, closed_by)
      values (${randomUUID()}, ${yoga}, '2026-03-17T10:20:00+01:00', ${here.ids.staff.leif})`
    await tx.hot`insert into attendance (id, session_id, participant_id, enrolment_id, status, confirmed_at)
      values (${randomUUID()}, ${yoga}, ${amina}, ${here.ids.enrolments.amina}, 'present', '2026-03-17T10:20:00+01:00')`
  })
  here.clock.set(evening)
  await deliver(tablet, evening, [
    await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' }),
    await putBy({ code: here.codes.amina, at: '2026-03-17T09:26:00+01:00' }),
    await putBy({ code: here.codes.siv, at: '2026-03-17T10:25:00+01:00' }),
  ])
  expect(await presencesOf(here, pelle)).toEqual([])
  expect(await presencesOf(here, amina)).toMatchObject([{ status: 'present' }])
  expect(await presencesOf(here, siv)).toMatchObject([{ checkedInAt: '10:25' }])
  expect(await unclearOf(here)).toMatchObject([
    { problem: 'staff_said_otherwise', participantId: pelle, occurredAt: '09:25' },
  ])
  const late = '2026-05-17T10:00:00+02:00'
  here.clock.set(late)
  await deliver(tablet, late, [await putBy({ code: here.codes.siv, at: '2026-03-17T09:27:00+01:00' })])
  expect(await presencesOf(here, siv)).toMatchObject([{ checkedInAt: '10:25' }])
  expect(await unclearOf(here)).toMatchObject([{}, { problem: 'clock', participantId: siv }])
})

test('a code that was another’s then lets the one wait whose it was then', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  await here.tenant(async (tx) => {
    await tx.hot`update personal_code set revoked_at = '2026-03-17T10:00:00+01:00' where participant_id = ${pelle}`
    await tx.hot`update personal_code set code_hash = (select code_hash from personal_code
      where participant_id = ${pelle}) where participant_id = ${amina}`
  })
  here.clock.set(evening)
  const item = await putBy({ code: here.codes.pelle, at: '2026-03-17T09:25:00+01:00' })
  const [told, isHeard] = await here.tenant(async (tx) => {
    await tx.hot`select pg_advisory_xact_lock(hashtextextended(${pelle}, 0))`
    let heard = false
    const telling = deliver(tablet, evening, [item]).then(() => (heard = true))
    await setTimeout(400)
    return [telling, heard] as const
  })
  await told
  expect(isHeard).toBe(false)
  expect(await presencesOf(here, pelle)).toMatchObject([{ checkedInAt: '09:25' }])
})
