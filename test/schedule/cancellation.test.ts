import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { whyNotCancel, whyNotReinstate } from '../../server/schedule/cancellation.ts'

const now = Temporal.Instant.from('2026-11-24T08:45:00Z')
const yoga = { endsAt: now.add({ minutes: 45 }), cancelledAt: null }
const cancelled = { ...yoga, cancelledAt: now.subtract({ hours: 1 }) }
const over = { ...yoga, endsAt: now }

test('a session that has begun may still be cancelled, with a reason', () => {
  expect(whyNotCancel(yoga, 'Ledaren är sjuk', now)).toEqual([])
  expect(whyNotCancel(yoga, ' å'.repeat(100), now)).toEqual([])
})

test('a reason is needed, and it is short', () => {
  expect(whyNotCancel(yoga, ' \n', now)).toEqual([
    { field: 'reason', text: 'schedule:cancellation.reasonMissing' },
  ])
  expect(whyNotCancel(yoga, 'å'.repeat(201), now)).toEqual([
    { field: 'reason', text: 'common:problem.tooLong', values: { max: 200 } },
  ])
})

test('what is cancelled is not cancelled again, and what is over is over', () => {
  expect(whyNotCancel(cancelled, 'Ledaren är sjuk', now)).toEqual([
    { field: 'session', text: 'schedule:cancellation.already' },
  ])
  expect(whyNotCancel(over, 'Ledaren är sjuk', now)).toEqual([
    { field: 'session', text: 'schedule:cancellation.over' },
  ])
})

test('a cancelled session is reinstated while people can still come', () => {
  expect(whyNotReinstate(cancelled, now)).toEqual([])
  expect(whyNotReinstate(yoga, now)).toEqual([{ field: 'session', text: 'schedule:cancellation.none' }])
  expect(whyNotReinstate({ ...cancelled, endsAt: now }, now)).toEqual([
    { field: 'session', text: 'schedule:cancellation.over' },
  ])
})
