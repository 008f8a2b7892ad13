import { html } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import type { Category } from '../../server/schedule/categories.ts'
import type { HallState } from '../../server/schedule/hall-screen.ts'
import { asset } from '../../server/web/assets.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Mark } from '../parts/mark.tsx'
import { Tile } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'

export type HallPageProps = {
  /** Whose hall it is, and where. */
  place: string
  /** The server's clock in milliseconds, by which the screen sets its own. */
  now: number
  timeZone: string
  release: string
  clock: string
  /** Today, then tomorrow. */
  days: readonly ShownDay[]
}

type ShownDay = {
  date: string
  dateInWords: string
  closed: string | null
  sessions: readonly ShownSession[]
}

type ShownSession = {
  name: string
  /** Too many letters for one line. */
  isLong: boolean
  category: Category
  /** In milliseconds, for the screen's own clock. */
  startsAt: number
  endsAt: number
  times: string
  place: string | null
  outdoors: boolean
  cancelled: boolean
  state: HallState
}

/** Today and tomorrow, to be read from across the hall; static/hall/hall.ts keeps it fresh. */
export function HallPage(props: HallPageProps) {
  const { place, now, timeZone, release, clock, days } = props
  const { t, language } = useLanguage()
  return (
    <HallLayout title={t('hallScreen:shown.title')} script>
      <main
        id="hall"
        class="hall-screen"
        data-now={String(now)}
        data-zone={timeZone}
        data-release={release}
        data-text-today={t('hallScreen:shown.today')}
        data-text-updated={t('hallScreen:shown.updated', { when: '%when%' })}
      >
        <header class="hall-bar">
          <p class="hall-place">
            <Mark />
            <span>{place}</span>
          </p>
          <p id="hall-updated" class="hall-updated" role="status" />
          <p class="hall-clock">
            <time id="hall-clock" lang={language}>
              {clock}
            </time>
          </p>
        </header>
        {days.map((day, index) => (
          <Day day={day} isToday={index === 0} />
        ))}
      </main>
    </HallLayout>
  )
}

function Day({ day, isToday }: { day: ShownDay; isToday: boolean }) {
  const { t } = useLanguage()
  const Heading = isToday ? 'h1' : 'h2'
  return (
    <section
      class={isToday ? 'hall-day hall-today' : 'hall-day hall-tomorrow'}
      data-date={day.date}
      aria-labelledby={`day-${day.date}`}
    >
      <Heading id={`day-${day.date}`} class="hall-day-title">
        <span class="hall-day-name">
          {isToday ? t('hallScreen:shown.today') : t('hallScreen:shown.tomorrow')}
        </span>{' '}
        <span class="hall-day-date">{day.dateInWords}</span>
      </Heading>
      {day.closed && (
        <p class="hall-closed">
          <Icon name="door-closed" />
          {day.closed}
        </p>
      )}
      {day.sessions.length > 0 ? (
        <>
          <ul class="hall-sessions">
            {day.sessions.map((session) => (
              <Session session={session} />
            ))}
          </ul>
          <p class="hall-rest hall-over">{t('hallScreen:shown.overToday')}</p>
        </>
      ) : (
        !day.closed && (
          <p class="hall-rest">
            {isToday ? t('hallScreen:shown.nothingToday') : t('hallScreen:shown.nothingTomorrow')}
          </p>
        )
      )}
    </section>
  )
}

function Session({ session }: { session: ShownSession }) {
  const { t } = useLanguage()
  const { name, cancelled, state } = session
  const look = categoryLook[session.category]
  return (
    <li
      class={[
        'hall-session',
        `tone-${cancelled ? 'stone' : look.tone}`,
        `is-${state}`,
        cancelled && 'is-cancelled',
        session.isLong && 'is-long',
      ]
        .filter(Boolean)
        .join(' ')}
      data-starts={String(session.startsAt)}
      data-ends={String(session.endsAt)}
    >
      <div class="hall-card">
        <Tile tone={cancelled ? 'stone' : look.tone} icon={look.icon} />
        <p class="hall-times">{cancelled ? <s>{session.times}</s> : session.times}</p>
        <p class="hall-name">{cancelled ? <s>{name}</s> : name}</p>
        <p class="hall-facts">
          {cancelled ? (
            <strong>
              <Icon name="calendar-x" />
              {t('hallScreen:shown.cancelled')}
            </strong>
          ) : (
            <>
              {session.place && (
                <span>
                  <Icon name="map-pin" />
                  {session.place}
                </span>
              )}
              {session.outdoors && (
                <span>
                  <Icon name="tree-pine" />
                  {t('schedule:session.outdoors')}
                </span>
              )}
            </>
          )}
          <span class="hall-category">{t(look.word)}</span>
        </p>
        <p class="hall-mark hall-mark-now">{t('hallScreen:shown.now')}</p>
        <p class="hall-mark hall-mark-next">{t('hallScreen:shown.next')}</p>
      </div>
    </li>
  )
}

/** What an address shows that is worth nothing: neutral, whoever passes by. */
export function HallEndedPage() {
  const { t } = useLanguage()
  return (
    <HallLayout title={t('hallScreen:shown.endedTitle')}>
      <main id="hall-ended" class="hall-ended">
        <Mark />
        <h1>{t('hallScreen:shown.endedTitle')}</h1>
        <p>{t('hallScreen:shown.endedText')}</p>
      </main>
    </HallLayout>
  )
}

function HallLayout({ title, script, children }: PropsWithChildren<{ title: string; script?: boolean }>) {
  const { t, language, dir } = useLanguage()
  return (
    <>
      {html`<!doctype html>`}
      <html lang={language} dir={dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${t('common:product')}`}</title>
          <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={asset('hall.css')} />
          {script && <script type="module" src={asset('hall.js')} />}
          {script && (
            <noscript>
              <meta http-equiv="refresh" content="60" />
            </noscript>
          )}
        </head>
        <body class="hall">{children}</body>
      </html>
    </>
  )
}
