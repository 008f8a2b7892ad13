import type { ClosedDay } from '../../server/organisation/closed-days.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { Free, Held, OnTheDay, Room, RoomsOfDay } from '../../server/schedule/rooms.ts'
import type { View } from '../../server/schedule/view.ts'
import { timeAtMinute, type LocalDate, type LocalTime } from '../../server/time/dates.ts'
import { timeInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { followsSchedule } from './follows.ts'
import { Legend } from './legend.tsx'
import { SessionLink, SessionName } from './session-name.tsx'
import { sessionClass, sessionLook } from './session-look.ts'

export type RoomsProps = {
  view: View
  rooms: RoomsOfDay<SessionFacts>
  closed: ClosedDay['name'] | undefined
  canPlan: boolean
}

/** One day with its rooms beside each other, so that the free ones are seen; on a phone, room after room. */
export function RoomsView({ view, rooms, closed, canPlan }: RoomsProps) {
  const { t, language } = useLanguage()
  const { firstHour, lastHour } = rooms
  const hours = Array.from({ length: lastHour - firstHour }, (_, hour) => firstHour + hour)
  return (
    <div id="rooms" class="rooms-part" {...followsSchedule(view)}>
      {closed && (
        <Notice kind="warning">
          <p>{t('schedule:week.closed', { name: closed[language] })}</p>
        </Notice>
      )}
      {rooms.rooms.length === 0 ? (
        <EmptyState
          icon="columns-3"
          title={t('schedule:rooms.none')}
          text={t('schedule:locations.emptyText')}
        />
      ) : (
        <div
          class={`rooms first-hour-${firstHour} last-hour-${lastHour}`}
          role="region"
          tabindex={0}
          aria-label={t('schedule:rooms.title')}
        >
          <div class="rooms-hours" aria-hidden="true">
            {hours.map((hour) => (
              <span>{timeInWords(timeAtMinute(hour * 60)!, language)}</span>
            ))}
          </div>
          {rooms.rooms.map((room, index) => (
            <RoomColumn {...{ room, canPlan, index }} date={view.date} />
          ))}
        </div>
      )}
      <Legend />
    </div>
  )
}

type ColumnProps = { room: Room<SessionFacts>; date: LocalDate; canPlan: boolean; index: number }

function RoomColumn({ room, date, canPlan, index }: ColumnProps) {
  const { t, language } = useLanguage()
  const { place, held, free, untouched } = room
  return (
    <section class={untouched ? 'room room-untouched' : 'room'} aria-labelledby={`room-${index}`}>
      <header class="room-header">
        <h2 id={`room-${index}`}>{place?.name ?? t('schedule:rooms.noPlace')}</h2>
        {untouched && <p>{t('schedule:rooms.freeAllDay')}</p>}
      </header>
      <div class="room-day">
        {place && canPlan && (
          <ul class="room-slots">
            {free.flatMap(({ slots }) =>
              slots.map(({ start, at }, number) => (
                <li class={hoursOf(at)}>
                  <a
                    href={planAt(date, start, place.id)}
                    tabindex={number > 0 ? -1 : undefined}
                    aria-label={words(start)}
                  >
                    <Icon name="plus" />
                  </a>
                </li>
              )),
            )}
          </ul>
        )}
        <ul class="room-sessions">
          {held.map((one) => (
            <li class={hoursOf(one.at)}>
              <Block {...one} />
            </li>
          ))}
        </ul>
      </div>
      {place && free.length > 0 && <FreeTimes {...{ free, date, canPlan, place }} />}
    </section>
  )

  function words(start: LocalTime): string {
    return t('schedule:rooms.plan', { time: timeInWords(start, language), place: place?.name ?? '' })
  }
}

/** In words, where there is no room to see it. */
function FreeTimes(props: { free: Free[]; date: LocalDate; canPlan: boolean; place: { id: string } }) {
  const { free, date, canPlan, place } = props
  const { t, language } = useLanguage()
  return (
    <p class="room-free">
      <span>{t('schedule:rooms.free')}</span>
      {free.map(({ start, end }) =>
        canPlan ? (
          <a href={planAt(date, start, place.id)}>
            <Icon name="plus" />
            {timesInWords(start, end, language)}
          </a>
        ) : (
          <span class="room-free-time">{timesInWords(start, end, language)}</span>
        ),
      )}
    </p>
  )
}

function Block({ session, shown, short }: Held<SessionFacts>) {
  const { t, language } = useLanguage()
  const look = sessionLook(session)
  const looks = ['room-session', short && 'room-session-short', !shown && 'room-session-beside']
  return (
    <SessionLink class={sessionClass(looks.filter(Boolean).join(' '), session)} session={session}>
      <span class="room-time">
        {short ? (
          <>
            {timeInWords(session.localStart, language)}
            <span class="unseen">{`–${timeInWords(session.localEnd, language)}`}</span>
          </>
        ) : (
          timesInWords(session.localStart, session.localEnd, language)
        )}
      </span>
      <span class="room-name">
        <Icon name={look.icon} />
        <SessionName session={session} />
      </span>
      {session.cancelledAt !== null && (
        <span>
          {t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' })}
        </span>
      )}
      {session.leaderName && <span>{session.leaderName}</span>}
      {look.word && <span class="room-category">{t(look.word)}</span>}
    </SessionLink>
  )
}

const hoursOf = ({ fromHour, fromMinute, toHour, toMinute }: OnTheDay): string =>
  `from-hour-${fromHour} from-minute-${fromMinute} to-hour-${toHour} to-minute-${toMinute}`

const planAt = (date: LocalDate, start: LocalTime, place: string): string =>
  `/sessions/new?${new URLSearchParams({ date, start_time: start, location_id: place, place: 'chosen' })}`
