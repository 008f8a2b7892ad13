import { absence } from './absence.ts'
import type { Source, Translation } from '../text.ts'
import { access } from './access.ts'
import { attendance } from './attendance.ts'
import { common } from './common.ts'
import { feeds } from './feeds.ts'
import { founding } from './founding.ts'
import { hallScreen } from './hall-screen.ts'
import { history } from './history.ts'
import { hours } from './hours.ts'
import { kiosk } from './kiosk.ts'
import { myWeek } from './my-week.ts'
import { ways } from './ways.ts'
import { notices } from './notices.ts'
import { organisation } from './organisation.ts'
import { outcomes } from './outcomes.ts'
import { people } from './people.ts'
import { poster } from './poster.ts'
import { programme } from './programme.ts'
import { schedule } from './schedule.ts'
import { weeks } from './weeks.ts'
import { series } from './series.ts'

export const en: { [Word in keyof Source]: Translation<Word> } = {
  common,
  organisation,
  people,
  access,
  programme,
  schedule,
  weeks,
  series,
  history,
  attendance,
  absence,
  hours,
  outcomes,
  notices,
  myWeek,
  kiosk,
  ways,
  feeds,
  founding,
  poster,
  hallScreen,
}
