import type { ParticipantSource, ParticipantTranslation } from '../text.ts'
import { kiosk } from './kiosk.ts'
import { myWeek } from './my-week.ts'
import { shared } from './shared.ts'

export const uk: { [Word in keyof ParticipantSource]: ParticipantTranslation<Word> } = {
  kiosk,
  myWeek,
  ...shared,
}
