import type { JSX } from 'hono/jsx/jsx-runtime'
import { Temporal } from 'temporal-polyfill'
import type { ParticipantLanguage } from '../../server/language/text.ts'
import { localDate, localTime, type Minutes } from '../../server/time/dates.ts'
import {
  AlreadyInScreen,
  CancelledScreen,
  ChoiceScreen,
  FullScreen,
} from '../../views/kiosk/choice-screen.tsx'
import { CountedScreen, GuestChoiceScreen, NothingForGuestsScreen } from '../../views/kiosk/guest-screen.tsx'
import {
  AgainScreen,
  NothingNowScreen,
  NotInScreen,
  TooEarlyScreen,
} from '../../views/kiosk/message-screen.tsx'
import { AnsweredScreen, QuestionScreen } from '../../views/kiosk/question-screen.tsx'
import { GoodbyeScreen, WelcomeScreen } from '../../views/kiosk/thanks-screen.tsx'
import { TooLateScreen, WithdrawnScreen } from '../../views/kiosk/withdrawn-screen.tsx'
import { LanguageContext } from '../../views/language.tsx'

const session = (name: string, start: string, end: string) => ({
  id: `01890000-0000-7000-8000-0000000${start.replace(':', '')}0`,
  name,
  category: 'health_promotion' as const,
  place: 'Stora salen på bottenvåningen',
  locationId: null,
  localDate: localDate('2026-03-17'),
  localStart: localTime(start),
  localEnd: localTime(end),
  startsAt: Temporal.Instant.from(`2026-03-17T${start}+01:00`),
  endsAt: Temporal.Instant.from(`2026-03-17T${end}+01:00`),
  cancelledAt: null,
  headsOnly: false,
})

// As long as a name may well be.
const yoga = session('Medicinsk yoga för nybörjare', '09:30', '10:30')
const cooking = { ...session('Matlagning', '10:00', '12:00'), category: 'work_preparation' as const }
const walk = { ...session('Promenad', '10:15', '11:15'), category: 'social_preparation' as const }
const eventId = '01890000-0000-7000-8000-000000000000'
const ring = { minutes: 465 as Minutes, planned: 600 as Minutes, fraction: 0.77 }
const thanked = { firstName: 'Maria-Elisabet', session: yoga, ring, eventId }
const tomorrow = [yoga, cooking, walk]

/** Every screen that may follow on the first one, as full as it gets. */
export const screens: Record<string, JSX.Element> = {
  welcome: <WelcomeScreen {...thanked} tomorrow={tomorrow} asks />,
  'welcome without hours': (
    <WelcomeScreen {...thanked} firstName={null} ring={undefined} tomorrow={[]} asks={false} />
  ),
  goodbye: <GoodbyeScreen {...thanked} tomorrow={tomorrow} asks={false} />,
  choice: <ChoiceScreen sessions={[{ ...yoga, full: true }, cooking, walk]} />,
  'already in': <AlreadyInScreen session={yoga} others={[]} />,
  'already in, and more': <AlreadyInScreen session={yoga} others={[cooking, walk]} />,
  full: <FullScreen session={yoga} others={[]} />,
  'full, and room': <FullScreen session={yoga} others={[cooking, walk]} />,
  cancelled: <CancelledScreen session={yoga} others={[]} next={cooking} />,
  'cancelled, and more': <CancelledScreen session={yoga} others={[cooking, walk]} next={yoga} />,
  'too early': <TooEarlyScreen session={yoga} from={localTime('08:30')} />,
  'nothing now': <NothingNowScreen next={yoga} />,
  'nothing at all': <NothingNowScreen next={null} />,
  'not in': <NotInScreen />,
  again: <AgainScreen />,
  'taken back': <WithdrawnScreen what="check_in" name={yoga.name} />,
  'leaving taken back': <WithdrawnScreen what="departure" name={yoga.name} />,
  'guest taken back': <WithdrawnScreen what="guest" />,
  'too late': <TooLateScreen />,
  'how are you': <QuestionScreen question="health" becauseOf={eventId} />,
  'how was it': <QuestionScreen question="session" becauseOf={eventId} />,
  answered: <AnsweredScreen />,
  'which, for guests': <GuestChoiceScreen sessions={[yoga, cooking, walk]} />,
  counted: <CountedScreen session={yoga} becauseOf={eventId} />,
  'nothing for guests': <NothingForGuestsScreen />,
}

export function inLanguage(screen: JSX.Element, language: ParticipantLanguage): string {
  const spoken = <LanguageContext.Provider value={language}>{screen}</LanguageContext.Provider>
  return String(spoken)
}
