import type { ParticipantSource, ParticipantTranslation } from '../text.ts'
import { kiosk } from './kiosk.ts'
import { myWeek } from './my-week.ts'
import { ways } from './ways.ts'
import { shared } from './shared.ts'

export const svEasy: { [Word in keyof ParticipantSource]: ParticipantTranslation<Word> } = {
  kiosk,
  ways,
  myWeek,
  ...shared,
}
