import type { Crowd, LeftOut } from '../../server/schedule/booking-rules.ts'
import type { OtherSession } from '../../server/schedule/clash.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { shortDate, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'

type Person = { id: string; firstName: string }

/** What there is to say when somebody was to be booked, and no single sentence says it for everybody. */
export type BookingTold =
  | { kind: 'crowd'; person: Person; crowd: Crowd; wholeSeries: boolean }
  | { kind: 'elsewhere'; person: Person; elsewhere: OtherSession }
  | { kind: 'series'; person: Person; waiting: readonly OtherSession[]; leftOut: readonly LeftOut[] }

export function BookingAnswer({ session, told }: { session: SessionFacts; told: BookingTold }) {
  if (told.kind === 'crowd') return <CrowdQuestion session={session} told={told} />
  if (told.kind === 'elsewhere') return <Elsewhere told={told} />
  return <SeriesBooked told={told} />
}

type Told<Kind extends BookingTold['kind']> = { told: Extract<BookingTold, { kind: Kind }> }

/** The booking goes through once it is pressed a second time. */
function CrowdQuestion({ session, told }: { session: SessionFacts } & Told<'crowd'>) {
  const { t } = useLanguage()
  const { person, crowd, wholeSeries } = told
  const question = wholeSeries ? 'attendance:dropIn.crowdSeries' : 'attendance:dropIn.crowd'
  return (
    <Notice kind="warning" live>
      <p>{t(question, { ...crowd, name: person.firstName })}</p>
      <Form action={`/sessions/${session.id}/bookings`} class="cluster">
        <input type="hidden" name="participant_id" value={person.id} />
        <input type="hidden" name="confirmed" value="yes" />
        {wholeSeries && <input type="hidden" name="whole_series" value="yes" />}
        <Button small icon="user-plus">
          {t('attendance:dropIn.bookAnyway')}
        </Button>
        <LinkButton small kind="quiet" href={`/sessions/${session.id}/roll-call`}>
          {t('attendance:dropIn.notBook')}
        </LinkButton>
      </Form>
    </Notice>
  )
}

function Elsewhere({ told }: Told<'elsewhere'>) {
  const { t, language } = useLanguage()
  const { person, elsewhere } = told
  const values = {
    name: person.firstName,
    other: nameOfOther(elsewhere, t),
    when: timesInWords(elsewhere.localStart, elsewhere.localEnd, language),
  }
  return (
    <Notice kind="problem" live>
      <p>{t('attendance:dropIn.elsewhere', values)}</p>
    </Notice>
  )
}

function SeriesBooked({ told }: Told<'series'>) {
  const reader = useLanguage()
  const { t } = reader
  const { person, waiting, leftOut } = told
  const name = person.firstName
  return (
    <Notice kind="info" live>
      <p>{t('attendance:dropIn.seriesOf', { name })}</p>
      {leftOut.map(({ other, sessions }) => {
        const values = { name, other: nameOfOther(other, t), dates: datesOf(sessions, reader) }
        return <p>{t('attendance:dropIn.leftOut', values)}</p>
      })}
      {waiting.length > 0 && (
        <p>{t('attendance:dropIn.seriesWaiting', { name, dates: datesOf(waiting, reader) })}</p>
      )}
    </Notice>
  )
}

type Reader = ReturnType<typeof useLanguage>

/** A talk is between two: anybody else hears that it is one, and no more. */
const nameOfOther = ({ isTalk, activityName }: OtherSession, t: Reader['t']): string =>
  isTalk ? t('schedule:talk.one') : activityName

const mostDates = 5

function datesOf(sessions: readonly OtherSession[], { t, language }: Reader): string {
  const dates = sessions
    .slice(0, mostDates)
    .map(({ localDate }) => shortDate(localDate, language))
    .join(', ')
  const more = sessions.length - mostDates
  return more > 0 ? t('attendance:dropIn.moreDates', { dates, count: more }) : dates
}
