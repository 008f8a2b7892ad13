import type { Child, PropsWithChildren } from 'hono/jsx'
import {
  isRefusal,
  type OwnAnswer,
  type OwnChoice,
  type OwnDay,
  type OwnSession,
} from '../../server/my-week/week.ts'
import type { Problem } from '../../server/problem.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, datesInWords, timesInWords } from '../../server/time/words.ts'
import { HereCard } from '../kiosk/here-card.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Layout } from '../layout.tsx'
import { OwnLanguages } from './own-languages.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill, Tile } from '../parts/pill.tsx'
import { categoryLook } from '../schedule/category.ts'
import { WhereAndWhom } from '../schedule/where-and-whom.tsx'
import { TellAbsence, type TypedAbsence } from './absence.tsx'

type Shown = OwnSession & { choice: OwnChoice }

type Props = {
  organisation: string
  /** The page's own secret address. */
  path: string
  from: LocalDate
  to: LocalDate
  today: LocalDate
  /** Today, with what one is booked on and what else there is. */
  dayNow: OwnDay<Shown> | undefined
  /** The participant is booked on something, or waits for it. */
  hasOwn: boolean
  /** What the participant is booked on or waits for on other days. */
  mine: readonly OwnDay<Shown>[]
  /** What else there is to come to on other days. */
  open: readonly OwnDay<Shown>[]
  /** What came of what was just done, and of which session. */
  answer: { said: OwnAnswer; session: OwnSession } | undefined
  earlier: LocalDate | undefined
  later: LocalDate | undefined
  wishes: readonly { id: string; words: string; becameActivity: string | null }[]
  values: FormValues
  problems: readonly Problem[]
  /** Which session or day a form that came back was about; without one it was a wish. */
  about: string | undefined
  /** Set where one may check in with the phone somewhere: the report's own id. */
  here: string | undefined
  /** Something runs or soon begins where one may check in with the phone. */
  mayComeNow: boolean
}

export function MyWeekPage(props: Props) {
  const { organisation, dayNow, hasOwn, mine, answer, here, mayComeNow } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('myWeek:title')} ownLanguages>
      <OwnLanguages path={props.path} />
      {answer && <Answer {...answer} />}
      <PageHeader title={t('myWeek:title')} lead={organisation} />
      {here !== undefined &&
        (mayComeNow ? (
          <HereCard path={props.path} id={here} />
        ) : (
          <p>
            <LinkButton icon="smartphone" href="#here">
              {t('ways:here.title')}
            </LinkButton>
          </p>
        ))}
      {!hasOwn && (
        <EmptyState
          icon="calendar-days"
          title={t('myWeek:nothingBooked')}
          text={t('myWeek:nothingBookedText')}
        />
      )}
      {dayNow && <Day day={dayNow} {...props} />}
      {mine.map((day) => (
        <Day day={day} {...props} />
      ))}
      {here !== undefined && !mayComeNow && <HereCard path={props.path} id={here} />}
      <Open {...props} />
      <Wishes {...props} />
    </Layout>
  )
}

function Answer({ said, session }: NonNullable<Props['answer']>) {
  const { t, language } = useLanguage()
  const name = session.isTalk ? t('myWeek:talk') : session.name
  const date = dateInWords(session.localDate, language)
  const when = `${date} ${timesInWords(session.localStart, session.localEnd, language)}`
  const title = said === 'absentDay' ? date : `${name}, ${when}`
  return (
    <Notice kind={isRefusal(said) ? 'info' : 'done'} title={title} live>
      <p>{t(`myWeek:answer.${said}`)}</p>
    </Notice>
  )
}

function Day({
  day,
  path,
  today,
  ...typed
}: { day: OwnDay<Shown> } & Pick<Props, 'path' | 'today'> & TypedAbsence) {
  const { t, language } = useLanguage()
  const { date, sessions } = day
  return (
    <section class={date === today ? 'day day-today' : 'day'} aria-labelledby={`day-${date}`}>
      <header class="day-header">
        <h2 id={`day-${date}`}>
          {date === today && `${t('myWeek:today')} · `}
          {dateInWords(date, language)}
        </h2>
      </header>
      <Rows sessions={sessions} path={path} typed={typed} />
      {day.mayTellAbsence && (
        <TellAbsence path={path} about={{ day: date }} typed={typed}>
          {t('myWeek:absence.tellDay')}
          <span class="unseen"> {dateInWords(date, language)}</span>
        </TellAbsence>
      )}
    </section>
  )
}

/** What else there is, a day at a time, so that the own days stand first and the page stays short. */
function Open({ path, from, to, today, dayNow, open, earlier, later, ...typed }: Props) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('myWeek:open')} id="open">
      <div class="bar own-weeks">
        <p>{datesInWords(from, to, language)}</p>
        <nav class="bar-end cluster" aria-label={t('myWeek:weeks')}>
          {earlier && (
            <LinkButton icon="chevron-left" href={`${path}?from=${earlier}#open`}>
              {t('myWeek:earlier')}
            </LinkButton>
          )}
          {later && (
            <LinkButton icon="chevron-right" href={`${path}?from=${later}#open`}>
              {t('myWeek:later')}
            </LinkButton>
          )}
        </nav>
      </div>
      {open.length === 0 && !(dayNow && from === today) && <p>{t('myWeek:nothing')}</p>}
      {open.map(({ date, sessions }) => (
        <details class="more" open={date === today}>
          <summary>
            {dateInWords(date, language)} · {t('myWeek:count', { count: sessions.length })}
          </summary>
          <Rows sessions={sessions} path={path} typed={typed} />
        </details>
      ))}
    </Card>
  )
}

type OnPage = { path: string; typed: TypedAbsence }

function Rows({ sessions, ...onPage }: { sessions: readonly Shown[] } & OnPage) {
  return (
    <ul class="day-sessions">
      {sessions.map((session) => (
        <li>
          <OwnRow session={session} {...onPage} />
        </li>
      ))}
    </ul>
  )
}

function OwnRow({ session, ...onPage }: { session: Shown } & OnPage) {
  const { t, language } = useLanguage()
  const look = categoryLook[session.category]
  const cancelled = session.cancellationReason !== null
  const name = session.isTalk ? t('myWeek:talk') : session.name
  return (
    <article
      class={['session-row', `tone-${look.tone}`, cancelled && 'session-cancelled'].filter(Boolean).join(' ')}
    >
      <p class="session-time">{timesInWords(session.localStart, session.localEnd, language)}</p>
      <Tile tone={look.tone} icon={look.icon} />
      <div class="session-words">
        <h3>{cancelled ? <s>{name}</s> : name}</h3>
        {cancelled && (
          <p class="session-cancellation">
            <Icon name="calendar-x" />
            {t('myWeek:cancelledBecause', { reason: session.cancellationReason ?? '' })}
          </p>
        )}
        <ul class="session-facts">
          {session.absent && !cancelled && (
            <li>
              <Pill tone="heather" icon="mail">
                {t('myWeek:absence.told')}
              </Pill>
            </li>
          )}
          {session.state === 'booked' && !session.absent && !cancelled && (
            <li>
              <Pill tone="lake" icon="circle-check">
                {t('myWeek:booked')}
              </Pill>
            </li>
          )}
          {session.state === 'waiting' && (
            <li>
              <Pill icon="hourglass">{t('myWeek:waiting')}</Pill>
            </li>
          )}
          <WhereAndWhom place={session.placeName} outdoors={session.outdoors} leader={session.leaderName} />
          {!session.isTalk && !cancelled && (
            <li>
              <Icon name="users-round" />
              {session.choice.mayBook === 'line'
                ? t('myWeek:full')
                : t('myWeek:people', { count: session.taken })}
            </li>
          )}
        </ul>
        {session.choice.large && <p class="soft">{t('myWeek:large')}</p>}
        {session.isTalk && !cancelled && <p class="soft">{t('myWeek:talkHint')}</p>}
      </div>
      <Choices session={session} name={name} {...onPage} />
    </article>
  )
}

function Choices({ session, path, name, typed }: { session: Shown; name: string } & OnPage) {
  const { t, language } = useLanguage()
  const { mayBook, mayBookSeries, mayWithdraw, mayWithdrawSeries } = session.choice
  const { mayTellAbsence, mayTakeBackAbsence } = session.choice
  if (!mayBook && !mayBookSeries && !mayWithdraw && !mayTellAbsence && !mayTakeBackAbsence) return <></>
  const when = `${dateInWords(session.localDate, language)} ${timesInWords(session.localStart, session.localEnd, language)}`
  const which = <span class="unseen"> {t('myWeek:to', { name, when })}</span>
  return (
    <div class="own-choices">
      {mayBook && (
        <Choice
          action={`${path}/bookings`}
          session={session.id}
          icon={mayBook === 'line' ? 'hourglass' : 'check'}
          first
        >
          {t(mayBook === 'line' ? 'myWeek:bookLine' : 'myWeek:book')}
          {which}
        </Choice>
      )}
      {mayBookSeries && (
        <Choice action={`${path}/bookings`} session={session.id} icon="repeat" wholeSeries>
          {t('myWeek:bookSeries')}
          {which}
        </Choice>
      )}
      {mayTakeBackAbsence && (
        <Choice action={`${path}/absences/${session.id}`} icon="undo-2" first>
          {t('myWeek:absence.takeBack')}
          {which}
        </Choice>
      )}
      {mayTellAbsence && (
        <TellAbsence path={path} about={{ session: session.id }} typed={typed}>
          {t('myWeek:absence.tell')}
          {which}
        </TellAbsence>
      )}
      {mayTellAbsence || mayTakeBackAbsence ? (
        (mayWithdraw || mayWithdrawSeries) && (
          <details class="more own-more">
            <summary>
              {t('myWeek:moreChoices')}
              {which}
            </summary>
            <div class="cluster">
              <Withdrawals {...{ session, path, name, which }} />
            </div>
          </details>
        )
      ) : (
        <Withdrawals {...{ session, path, name, which }} />
      )}
    </div>
  )
}

/** Giving back the place, this once or for good: seldom what somebody means who cannot come one day. */
function Withdrawals(props: { session: Shown; path: string; name: string; which: Child }) {
  const { session, path, name, which } = props
  const { t } = useLanguage()
  const { mayWithdraw, mayWithdrawSeries } = session.choice
  const action = `${path}/bookings/${session.id}`
  return (
    <>
      {mayWithdraw && (
        <Choice action={action} icon="x">
          {t('myWeek:withdraw')}
          {which}
        </Choice>
      )}
      {mayWithdrawSeries && (
        <Choice action={action} icon="repeat" wholeSeries>
          {t('myWeek:withdrawSeries', { name })}
          {which}
        </Choice>
      )}
    </>
  )
}

/** Books the session it names; without one it gives back what its address says. */
function Choice(
  props: PropsWithChildren<{
    action: string
    session?: string
    icon: IconName
    first?: boolean
    wholeSeries?: boolean
  }>,
) {
  const { action, session, icon, first, wholeSeries, children } = props
  return (
    <form method="post" action={action}>
      {session === undefined ? (
        <input type="hidden" name="_method" value="DELETE" />
      ) : (
        <input type="hidden" name="session_id" value={session} />
      )}
      {wholeSeries && <input type="hidden" name="whole_series" value="yes" />}
      <Button kind={first ? 'primary' : 'plain'} icon={icon}>
        {children}
      </Button>
    </form>
  )
}

function Wishes({ path, wishes, about, ...typed }: Props) {
  const { t } = useLanguage()
  const labels = { words: t('myWeek:wish.words') }
  const { values, problems } = about === undefined ? typed : { values: {}, problems: [] }
  return (
    <Card title={t('myWeek:wish.title')}>
      <p>{t('myWeek:wish.lead')}</p>
      <Form action={`${path}/wishes`} class="stack stack-small" {...{ values, problems, labels }}>
        <Field name="words" label={labels.words} size="full" maxlength={200} />
        <FormActions>
          <Button icon="sprout">{t('myWeek:wish.send')}</Button>
        </FormActions>
      </Form>
      {wishes.length > 0 && (
        <>
          <h3>{t('myWeek:wish.own')}</h3>
          <ul class="list">
            {wishes.map((wish) => (
              <li class="list-row">
                <div>
                  <p>{wish.words}</p>
                  {wish.becameActivity !== null && (
                    <p class="soft">{t('myWeek:wish.became', { name: wish.becameActivity })}</p>
                  )}
                </div>
                {wish.becameActivity === null && (
                  <form method="post" action={`${path}/wishes/${wish.id}`}>
                    <input type="hidden" name="_method" value="DELETE" />
                    <Button kind="quiet" icon="x">
                      {t('myWeek:wish.withdraw')}
                      <span class="unseen"> {wish.words}</span>
                    </Button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
