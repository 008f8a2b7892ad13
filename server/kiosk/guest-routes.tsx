import { Hono } from 'hono'
import { CountedScreen, GuestChoiceScreen, NothingForGuestsScreen } from '../../views/kiosk/guest-screen.tsx'
import { countGuest } from '../attendance/head-count-queries.ts'
import { localDateOf } from '../time/zones.ts'
import type { Env } from '../web/env.ts'
import { guestFitOf } from './guest.ts'
import { sessionsOfToday } from './queries.ts'
import { answerTablet, atTablet, notHere, refuseMalformed, toldByTablet } from './tablet-door.tsx'

/** Somebody without a code: only counted, never known. */
export const guestRoutes = new Hono<Env>()

guestRoutes.post('/kiosk/guests', async (c) => {
  const { form, told } = await toldByTablet(c)
  const chosenId = form.optionalId('session_id')
  refuseMalformed(form)
  const { now } = c.var
  const result = await atTablet(c, told.id, async (tx, device) => {
    const today = localDateOf(now, device.timeZone)
    const fit = guestFitOf(await sessionsOfToday(tx, { today, ...device }), { ...device, now, chosenId })
    if (fit.kind !== 'count') return fit
    const counted = await countGuest(tx, {
      eventId: told.id,
      sessionId: fit.session.id,
      kioskId: device.id,
      occurredAt: told.deviceTime ?? now,
      receivedAt: now,
    })
    return counted === 'counted' ? fit : { kind: 'nothing_for_guests' as const }
  })
  switch (result.kind) {
    case 'not_paired':
    case 'revoked':
      return notHere(c, result.kind)
    case 'nothing_for_guests':
      return answerTablet(c, { kind: 'nothing_now', screen: <NothingForGuestsScreen /> })
    case 'guest_choice':
      return answerTablet(c, {
        kind: 'guest_choice',
        screen: <GuestChoiceScreen sessions={result.sessions} />,
      })
    case 'count':
      return answerTablet(c, {
        kind: 'counted',
        acknowledged: told.id,
        screen: <CountedScreen session={result.session} becauseOf={told.id} />,
      })
  }
})
