import { Hono, type Context } from 'hono'
import { AnsweredScreen, QuestionScreen } from '../../views/kiosk/question-screen.tsx'
import { localDateOf } from '../time/zones.ts'
import { speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { eventToAskAfter, noteAnswer, noteAsked, type AskedAfter } from './answer-queries.ts'
import { mayAnswer, questionAfter } from './question.ts'
import {
  answerTablet,
  atTablet,
  languageNamed,
  notHere,
  refuseMalformed,
  toldByTablet,
} from './tablet-door.tsx'

/** The one question after a check-in or a check-out. It was asked once it has been shown; no answer is one too. */
export const questionRoutes = new Hono<Env>()

questionRoutes.post('/kiosk/questions', async (c) => {
  const { form } = await toldByTablet(c)
  const becauseOf = form.id('because_of')
  refuseMalformed(form)
  const { now } = c.var
  const result = await atTablet(c, becauseOf, async (tx, device) => {
    const after = await eventToAskAfter(tx, becauseOf, device.timeZone)
    if (!after || !mayAnswer(after, { kioskId: device.id, now })) return { kind: 'nothing' as const }
    const due = questionAfter(after.kind, after, localDateOf(now, device.timeZone))
    // Asked again for the same check-in it is the same question.
    const question = after.asked?.question ?? due
    if (question === undefined) return { kind: 'nothing' as const }
    if (after.asked === null) await noteAsked(tx, becauseOf, { ...after, question }, now)
    return { kind: 'question' as const, after, question }
  })
  if (result.kind === 'not_paired' || result.kind === 'revoked') return notHere(c, result.kind)
  if (result.kind === 'nothing') return answerTablet(c, { kind: 'nothing_asked', screen: <AnsweredScreen /> })
  speakToThem(c, result.after)
  const screen = <QuestionScreen question={result.question} becauseOf={becauseOf} />
  return answerTablet(c, { kind: 'question', screen })
})

questionRoutes.post('/kiosk/answers', async (c) => {
  const { form, told } = await toldByTablet(c)
  const becauseOf = form.id('because_of')
  const value = form.optionalWhole('value', { min: 1, max: 5 })
  refuseMalformed(form)
  const { now } = c.var
  const result = await atTablet(c, becauseOf, async (tx, device) => {
    const after = await eventToAskAfter(tx, becauseOf, device.timeZone)
    if (!after?.asked || !mayAnswer(after, { kioskId: device.id, now })) return { kind: 'refused' as const }
    if (after.asked.value !== null && value !== after.asked.value) return { kind: 'refused' as const }
    if (value !== undefined) await noteAnswer(tx, becauseOf, value)
    return { kind: 'answered' as const, after }
  })
  if (result.kind === 'not_paired' || result.kind === 'revoked') return notHere(c, result.kind)
  if (result.kind === 'refused')
    return answerTablet(c, { kind: 'too_late', status: 409, screen: <AnsweredScreen /> })
  speakToThem(c, result.after)
  return answerTablet(c, { kind: 'answered', acknowledged: told.id, screen: <AnsweredScreen /> })
})

function speakToThem(c: Context<Env>, { language }: AskedAfter): void {
  const known = languageNamed(language ?? undefined)
  if (known) speakTo(c, known)
}
