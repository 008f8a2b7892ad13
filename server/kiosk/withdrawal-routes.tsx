import { Hono } from 'hono'
import { TooLateScreen, WithdrawnScreen } from '../../views/kiosk/withdrawn-screen.tsx'
import { guestCountedBy, uncountGuest } from '../attendance/head-count-queries.ts'
import { speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { skewOf } from './moment.ts'
import {
  answerTablet,
  atTablet,
  languageNamed,
  notHere,
  refuseMalformed,
  toldByTablet,
} from './tablet-door.tsx'
import { takeBackEvent } from './withdrawal-door.ts'
import { eventToWithdraw } from './withdrawal-queries.ts'
import { withdrawalOf } from './withdrawal.ts'

/** What was just done at the tablet is taken back there. */
export const withdrawalRoutes = new Hono<Env>()

withdrawalRoutes.post('/kiosk/withdrawals', async (c) => {
  const { form, told } = await toldByTablet(c)
  const becauseOf = form.id('because_of')
  refuseMalformed(form)
  const { now } = c.var
  const result = await atTablet(c, becauseOf, async (tx, device) => {
    const event = await eventToWithdraw(tx, becauseOf)
    const withdrawal = {
      id: told.id,
      becauseOf,
      kioskId: device.id,
      occurredAt: told.deviceTime ?? now,
      receivedAt: now,
      sequence: told.sequence,
      skewSeconds: skewOf(told.sentAt, now) ?? undefined,
    }
    const answer = withdrawalOf(event, { ...withdrawal, online: true })
    if (answer === 'take_back' && event) await takeBackEvent(tx, event, withdrawal, now)
    return { kind: answer, event }
  })
  if (result.kind === 'not_paired' || result.kind === 'revoked') return notHere(c, result.kind)
  const { kind, event } = result
  if (kind === 'too_late' || event === undefined)
    return answerTablet(c, { kind: 'too_late', status: 409, screen: <TooLateScreen /> })
  const language = languageNamed(event.language ?? undefined)
  if (language) speakTo(c, language)
  return answerTablet(c, {
    kind: 'withdrawn',
    acknowledged: told.id,
    screen: <WithdrawnScreen what={event.kind} name={event.session.name} />,
  })
})

withdrawalRoutes.post('/kiosk/guest-withdrawals', async (c) => {
  const { form, told } = await toldByTablet(c)
  const becauseOf = form.id('because_of')
  refuseMalformed(form)
  const { now } = c.var
  const result = await atTablet(c, becauseOf, async (tx, device) => {
    const guest = await guestCountedBy(tx, becauseOf)
    const withdrawal = {
      eventId: told.id,
      kioskId: device.id,
      occurredAt: told.deviceTime ?? now,
      receivedAt: now,
    }
    const kind = withdrawalOf(guest, { ...withdrawal, id: told.id, online: true })
    if (kind === 'take_back' && guest)
      await uncountGuest(tx, { ...withdrawal, becauseOf, sessionId: guest.sessionId })
    return { kind }
  })
  if (result.kind === 'not_paired' || result.kind === 'revoked') return notHere(c, result.kind)
  if (result.kind === 'too_late')
    return answerTablet(c, { kind: 'too_late', status: 409, screen: <TooLateScreen /> })
  return answerTablet(c, {
    kind: 'withdrawn',
    acknowledged: told.id,
    screen: <WithdrawnScreen what="guest" />,
  })
})
