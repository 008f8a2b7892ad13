import type { SessionFacts } from '../../server/schedule/queries.ts'
import { timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Tile } from '../parts/pill.tsx'
import { SessionLink, SessionName } from './session-name.tsx'
import { WhereAndWhom } from './where-and-whom.tsx'
import { sessionClass, sessionLook } from './session-look.ts'

/** One session of a list: its time, what it is, where and with whom. */
export function SessionRow({ session }: { session: SessionFacts }) {
  const { t, language } = useLanguage()
  const look = sessionLook(session)
  const cancelled = session.cancelledAt !== null
  return (
    <article class={sessionClass('session-row', session)}>
      <p class="session-time">{timesInWords(session.localStart, session.localEnd, language)}</p>
      <Tile tone={look.tone} icon={look.icon} />
      <div class="session-words">
        <h3>
          <SessionLink session={session}>
            <SessionName session={session} />
          </SessionLink>
        </h3>
        {cancelled && (
          <p class="session-cancellation">
            <Icon name="calendar-x" />
            {t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' })}
          </p>
        )}
        <ul class="session-facts">
          {look.word && <li class="session-category">{t(look.word)}</li>}
          <WhereAndWhom
            place={session.locationName}
            outdoors={session.outdoors}
            leader={session.leaderName}
          />
          {session.doubleBookedBecause && (
            <li>
              <Icon name="layers" />
              {t('schedule:session.doubled')}
            </li>
          )}
          {session.places !== null && session.places > 1 && (
            <li>
              <Icon name="users-round" />
              {t('schedule:session.placesCount', { count: session.places })}
            </li>
          )}
        </ul>
      </div>
    </article>
  )
}
