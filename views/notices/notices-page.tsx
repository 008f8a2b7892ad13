import type { Child, PropsWithChildren } from 'hono/jsx'
import type { FreePlace, Notices, TabletWorry, TooFew, WithoutTalk } from '../../server/notices/notices.ts'
import type { Temporal } from 'temporal-polyfill'
import { agoInWords } from '../../server/time/ago.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, datesInWords, dayMonthYear, timesInWords } from '../../server/time/words.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import type { IconName } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Tile } from '../parts/pill.tsx'

/** What needs a look, each as a sentence that leads to where it is mended. */
export function NoticesPage(props: { notices: Notices; isEmpty: boolean; now: Temporal.Instant }) {
  const { notices, isEmpty, now } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('notices:title')}>
      <PageHeader title={t('notices:title')} lead={t('notices:lead')} />
      {isEmpty ? (
        <EmptyState icon="coffee" title={t('notices:none')} text={t('notices:noneText')} />
      ) : (
        <>
          <LeftOpenRollCalls {...notices} />
          <Unclear {...notices} />
          <Tablets tablets={notices.tablets} now={now} />
          <FewBooked sessions={notices.tooFew} />
          <FreePlaces sessions={notices.freePlaces} />
          <UndecidedSeries {...notices} />
          <OnClosedDays {...notices} />
          <NoTalk enrolments={notices.withoutTalk} />
        </>
      )}
    </Layout>
  )
}

function LeftOpenRollCalls({ rollCalls }: Pick<Notices, 'rollCalls'>) {
  const { t, language } = useLanguage()
  const [latest] = rollCalls
  if (latest === undefined) return <></>
  const changed = rollCalls.filter((rollCall) => rollCall.changed).length
  const left = rollCalls.length - changed
  return (
    <Kind title={t('notices:rollCalls.title')} icon="clipboard-check" count={1}>
      <Line
        href="/roll-calls"
        thing={t('notices:rollCalls.link')}
        detail={t('notices:rollCalls.latest', { date: dateInWords(latest.localDate, language) })}
      >
        {[
          left > 0 && t('notices:rollCalls.sentence', { count: left }),
          changed > 0 && t('notices:rollCalls.changed', { count: changed }),
        ]
          .filter(Boolean)
          .join(' ')}
      </Line>
    </Kind>
  )
}

function Unclear({ unclear }: Pick<Notices, 'unclear'>) {
  const { t } = useLanguage()
  return (
    <Kind title={t('notices:unclear.title')} icon="circle-help" count={unclear}>
      <Line href="/unclear-check-ins" thing={t('notices:unclear.thing')} detail={t('notices:unclear.detail')}>
        {t('notices:unclear.sentence', { count: unclear })}
      </Line>
    </Kind>
  )
}

function Tablets({ tablets, now }: { tablets: readonly TabletWorry[]; now: Temporal.Instant }) {
  const { t, language } = useLanguage()
  const ago = (since: TabletWorry['since']) => (since ? agoInWords(since, now, language) : '')
  return (
    <Kind title={t('notices:tablets.title')} icon="tablet-smartphone" count={tablets.length}>
      {tablets.map(({ kioskId, name, worry, since, waiting, skewMinutes }) => (
        <Line href={`/kiosks/${kioskId}`} thing={name} detail={t(`access:kiosks.worry.${worry}`)}>
          {worry === 'silent' && since === null
            ? t('notices:tablets.neverHeard')
            : t(`notices:tablets.${worry}`, {
                ago: ago(since),
                count: worry === 'clock' ? skewMinutes : waiting,
              })}
        </Line>
      ))}
    </Kind>
  )
}

function FewBooked({ sessions }: { sessions: readonly TooFew[] }) {
  const { t } = useLanguage()
  const when = useMoment()
  return (
    <Kind title={t('notices:tooFew.title')} icon="users-round" count={sessions.length}>
      {sessions.map((one) => (
        <Line href={`/sessions/${one.id}`} thing={one.activityName} detail={when(one)}>
          {t('notices:tooFew.sentence', { count: one.booked, fewest: one.fewest })}
        </Line>
      ))}
    </Kind>
  )
}

function FreePlaces({ sessions }: { sessions: readonly FreePlace[] }) {
  const { t } = useLanguage()
  const when = useMoment()
  return (
    <Kind title={t('notices:freePlaces.title')} icon="hourglass" count={sessions.length}>
      {sessions.map((one) => (
        <Line href={`/sessions/${one.id}/roll-call`} thing={one.activityName} detail={when(one)}>
          {t('notices:freePlaces.free', { count: one.free })}{' '}
          {t('notices:freePlaces.waiting', { count: one.waiting })}
        </Line>
      ))}
    </Kind>
  )
}

function UndecidedSeries({ undecided }: Pick<Notices, 'undecided'>) {
  const { t, language } = useLanguage()
  return (
    <Kind title={t('notices:undecided.title')} icon="repeat" count={undecided.length}>
      {undecided.map(({ seriesId, activityName, count, firstOn }) => (
        <Line
          href={`/series/${seriesId}`}
          thing={activityName}
          detail={t('notices:undecided.from', { date: dateInWords(firstOn, language) })}
        >
          {t('notices:undecided.sentence', { count })}
        </Line>
      ))}
    </Kind>
  )
}

function OnClosedDays({ closed }: Pick<Notices, 'closed'>) {
  const { t, language } = useLanguage()
  return (
    <Kind title={t('notices:closed.title')} icon="door-closed" count={closed.length}>
      {closed.map(({ name, from, to, count }) => (
        <Line
          href={`/schedule?week=${isoWeekOf(from)}`}
          thing={datesInWords(from, to, language)}
          detail={name[language]}
        >
          {t('notices:closed.sentence', { count })}
        </Line>
      ))}
    </Kind>
  )
}

function NoTalk({ enrolments }: { enrolments: readonly WithoutTalk[] }) {
  const { t, language } = useLanguage()
  const day = (date: LocalDate) => dayMonthYear(date, language)
  return (
    <Kind title={t('notices:noTalk.title')} icon="message-circle" count={enrolments.length}>
      {enrolments.map(({ enrolmentId, firstName, lastName, programmeName, lastTalkOn, startsOn }) => (
        <Line
          href={`/enrolments/${enrolmentId}/talks`}
          thing={`${firstName} ${lastName}`}
          detail={programmeName}
        >
          {lastTalkOn === null
            ? t('notices:noTalk.never', { date: day(startsOn) })
            : t('notices:noTalk.last', { date: day(lastTalkOn) })}
        </Line>
      ))}
    </Kind>
  )
}

/** Everything of one kind; nothing where there is none of it. */
function Kind(props: PropsWithChildren<{ title: string; icon: IconName; count: number }>) {
  const { title, icon, count, children } = props
  if (count === 0) return <></>
  return (
    <Card
      title={
        <span class="notice-kind">
          <Tile tone="lake" icon={icon} />
          {title}
        </span>
      }
    >
      <ul class="list">{children}</ul>
    </Card>
  )
}

/** What it is about, where it is mended, and what to know. */
function Line(props: PropsWithChildren<{ href: string; thing: string; detail: Child }>) {
  return (
    <li class="notice-line">
      <p>
        <a href={props.href}>{props.thing}</a>
        <span class="soft"> · {props.detail}</span>
      </p>
      <p>{props.children}</p>
    </li>
  )
}

function useMoment() {
  const { language } = useLanguage()
  return ({ localDate, localStart, localEnd }: Pick<TooFew, 'localDate' | 'localStart' | 'localEnd'>) =>
    `${dateInWords(localDate, language)} ${timesInWords(localStart, localEnd, language)}`
}
