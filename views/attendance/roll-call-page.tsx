import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { RollCallPerson, RollCallShow } from '../../server/attendance/roll-call.ts'
import { attendanceStatuses, type AttendanceStatus } from '../../server/attendance/words.ts'
import type { Problem } from '../../server/problem.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { dateInWords, minutesInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Form } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { icons } from '../parts/icons.ts'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { BookingAnswer, type BookingTold } from './booking-told.tsx'
import { DropIn, type Search } from './drop-in.tsx'
import { Claim } from './claim.tsx'
import { Closed, ClosingForm, Heads } from './roll-call-closing.tsx'
import type { CalledFacts, CalledPerson, RollCallProps } from './roll-call-props.ts'
import { clockTime, StatusPill, statusLooks, timesOf } from './status.tsx'

/** A mark that came after somebody else's change: what stands now, and what was wanted. */
export type MarkConflict = { person: CalledPerson; wanted: AttendanceStatus; what: string }

export function RollCallPage(
  props: RollCallProps & {
    search: Search
    conflict?: MarkConflict
    problem?: Problem
    booking?: BookingTold
  },
) {
  const { session, search, conflict, problem, booking } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('attendance:rollCall.title', { activity: session.activityName })} width="wide">
      <SessionHeader session={session} />
      {session.cancelledAt && (
        <Notice kind="warning">
          <p>{t('attendance:rollCall.cancelled', { reason: session.cancellationReason ?? '' })}</p>
        </Notice>
      )}
      <RollCallNotice session={session} conflict={conflict} problem={problem} />
      {booking && <BookingAnswer session={session} told={booking} />}
      <MarkPictures />
      <RollCall {...props} />
      <div id="roll-call-live" data-live={`/sessions/${session.id}/roll-call/live`} />
      {!session.closure && <DropIn session={session} search={search} />}
    </Layout>
  )
}

function SessionHeader({ session }: { session: SessionFacts }) {
  const { t, language } = useLanguage()
  const when = `${dateInWords(session.localDate, language)} ${timesInWords(session.localStart, session.localEnd, language)}`
  const where = [session.locationName, session.leaderName].filter(Boolean).join(' · ')
  return (
    <PageHeader
      title={t('attendance:rollCall.title', { activity: session.activityName })}
      lead={where === '' ? when : t('attendance:rollCall.lead', { when, where })}
      back={{ href: `/sessions/${session.id}`, label: t('attendance:rollCall.back') }}
    />
  )
}

/** What came of the latest mark, where it could not be saved as it was. Swapped beside the list. */
export function RollCallNotice(props: {
  session: SessionFacts
  conflict?: MarkConflict
  problem?: Problem
  beside?: boolean
}) {
  const { session, conflict, problem, beside } = props
  const { t } = useLanguage()
  return (
    <div id="roll-call-notice" role="alert" hx-swap-oob={beside ? 'innerHTML' : undefined}>
      {problem && (
        <Notice kind="problem">
          <p>{t(problem.text, problem.values)}</p>
        </Notice>
      )}
      {conflict && <Conflict session={session} conflict={conflict} />}
    </div>
  )
}

function Conflict({ session, conflict }: { session: SessionFacts; conflict: MarkConflict }) {
  const { t } = useLanguage()
  const { person, what } = conflict
  const wanted = t(`attendance:status.${conflict.wanted}`)
  return (
    <Notice kind="warning" title={t('attendance:conflict.title')}>
      <p>{t('attendance:conflict.mark', { name: nameOf(person), what, wanted })}</p>
      <MarkForm session={session} person={person} class="cluster">
        <Button name="status" value={conflict.wanted} small>
          {t('attendance:conflict.anyway', { wanted })}
        </Button>
      </MarkForm>
    </Notice>
  )
}

/** The list itself: what every mark and every check-in renews. */
export function RollCall(props: RollCallProps) {
  const { session, people, unnamed, show } = props
  const { t } = useLanguage()
  const address = `/sessions/${session.id}/roll-call`
  return (
    <section
      id="roll-call"
      class={people.length > fewPeople ? 'roll-call roll-call-long' : 'roll-call'}
      hx-get={address + asShown(show)}
      hx-trigger="changed from:#roll-call-live"
      hx-target:inherited="#roll-call"
      hx-swap:inherited="outerMorph"
      data-keeps-place
    >
      <RollCallSum {...props} />
      {session.closure ? <Closed session={session} closure={session.closure} /> : <AtOnce {...props} />}
      {session.closure && session.closure.changed > 0 && <ChangedSince {...props} />}
      {people.length > fewPeople && <Finder {...props} />}
      {people.length === 0 && !session.headsOnly && (
        <EmptyState
          icon="users-round"
          title={t('attendance:rollCall.empty')}
          text={t('attendance:rollCall.emptyText')}
        />
      )}
      {people.length > 0 && <PeopleTable session={session} people={props.shown} show={show} />}
      {people.length > 0 && props.shown.length === 0 && (
        <p class="soft">{t('attendance:rollCall.showNone')}</p>
      )}
      {unnamed > 0 && (
        <p class="soft roll-call-hidden">
          <Icon name="shield" /> {t('attendance:rollCall.hidden', { count: unnamed })}
        </p>
      )}
      <Heads {...props} />
      {!session.closure && !session.headsOnly && session.cancelledAt === null && props.begun && (
        <ClosingForm {...props} />
      )}
    </section>
  )
}

/** Up to so many are seen without a search; beyond it one looks for them. */
const fewPeople = 12

function RollCallSum({ session, counts, latest, people, toldAbsent, over }: RollCallProps) {
  const { t, language } = useLanguage()
  return (
    <div class="roll-call-top">
      <p class="roll-call-sum" role="status" id="roll-call-sum">
        {session.headsOnly && people.length === 0 ? (
          <strong>{t('attendance:headCount.headsHint')}</strong>
        ) : (
          <strong>
            {over
              ? t('attendance:rollCall.were', { count: counts.there, expected: counts.expected })
              : t('attendance:rollCall.there', { count: counts.here, expected: counts.expected })}
            {!over && counts.left > 0 && ` ${t('attendance:rollCall.left', { count: counts.left })}`}
          </strong>
        )}{' '}
        {latest && (
          <span class="roll-call-latest">
            {t('attendance:rollCall.latest', {
              name: nameOf(latest.person),
              time: clockTime(latest.at, session.timeZone, language),
            })}
          </span>
        )}
      </p>
      <ul class="roll-call-counts" aria-label={t('attendance:rollCall.counts')}>
        {attendanceStatuses.map((status) =>
          counts.byStatus[status] > 0 ? (
            <li>
              <Pill {...statusLooks[status]}>
                {t(`attendance:status.${status}`)} {counts.byStatus[status]}
              </Pill>
            </li>
          ) : (
            ''
          ),
        )}
        {toldAbsent > 0 && (
          <li>
            <Pill icon="mail">{t('absence:toldCount', { number: toldAbsent })}</Pill>
          </li>
        )}
      </ul>
    </div>
  )
}

/** A closed roll call that a tablet has changed: it stands with the open ones until somebody says that it is so. */
function ChangedSince({ session, unconfirmed, show }: RollCallProps) {
  const { t } = useLanguage()
  return (
    <Notice kind="warning" title={t('attendance:closure.changed')} id="roll-call-changed">
      <p>{t('attendance:closure.changedText', { count: session.closure?.changed ?? 0 })}</p>
      {unconfirmed > 0 && <ConfirmAll session={session} count={unconfirmed} show={show} />}
    </Notice>
  )
}

/** What one tap says of many. */
function AtOnce({ session, bookedAndUnknown, unconfirmed, begun, show }: RollCallProps) {
  return (
    <div class="roll-call-at-once">
      {begun && unconfirmed > 0 && <ConfirmAll session={session} count={unconfirmed} show={show} />}
      {bookedAndUnknown > 0 && <AllPresent session={session} show={show} />}
    </div>
  )
}

function ConfirmAll(props: { session: CalledFacts; count: number; show: RollCallShow }) {
  const { session, count, show } = props
  const { t } = useLanguage()
  const action = `/sessions/${session.id}/confirmations${asShown(show)}`
  return (
    <Form action={action} class="roll-call-all" hx-post={action} id="confirm-all">
      <Button icon="circle-check" id="confirm-all-button" aria-describedby="confirm-all-hint">
        {t('attendance:confirmation.all', { count })}
      </Button>
      <span class="unseen" id="confirm-all-hint">
        {t('attendance:confirmation.hint')}
      </span>
    </Form>
  )
}

function AllPresent({ session, show }: { session: SessionFacts; show: RollCallShow }) {
  const { t } = useLanguage()
  const action = `/sessions/${session.id}/attendance${asShown(show)}`
  return (
    <Form action={action} method="put" class="roll-call-all" hx-post={action} id="all-present">
      <input type="hidden" name="status" value="present" />
      <Button icon="list-checks" id="all-present-button" aria-describedby="all-present-hint">
        {t('attendance:mark.allPresent')}
      </Button>
      <span class="unseen" id="all-present-hint">
        {t('attendance:mark.allPresentHint')}
      </span>
    </Form>
  )
}

/** In a long list: parts of it, letters to leap to, and with a script a search that stands in no address. */
function Finder({ session, parts, show, initials }: RollCallProps) {
  const { t } = useLanguage()
  const address = `/sessions/${session.id}/roll-call`
  const words = {
    all: 'attendance:rollCall.showAll',
    unknown: 'attendance:rollCall.showUnknown',
    there: 'attendance:rollCall.showThere',
    away: 'attendance:rollCall.showAway',
  } as const
  return (
    <div class="roll-call-finder">
      <div class="field" hidden data-finder>
        <label class="label" for="roll-call-find">
          {t('attendance:rollCall.find')}
        </label>
        <input
          type="search"
          id="roll-call-find"
          autocomplete="off"
          data-finds="#roll-call tbody tr"
          data-finds-none="#roll-call-none"
        />
        <p id="roll-call-none" role="status" class="soft" data-none={t('attendance:rollCall.findNone')} />
      </div>
      <nav class="roll-call-shows" aria-label={t('attendance:rollCall.show')}>
        {parts.map(({ show: part, count }) => (
          <a
            id={`show-${part}`}
            href={address + asShown(part)}
            aria-current={part === show ? 'true' : undefined}
          >
            {t(words[part], { count })}
          </a>
        ))}
      </nav>
      {show === 'all' && (
        <nav class="roll-call-letters" aria-label={t('attendance:rollCall.letters')}>
          {initials.map(({ letter, id }) => (
            <a href={`#person-${id}`}>{letter}</a>
          ))}
        </nav>
      )}
    </div>
  )
}

function PeopleTable(props: { session: CalledFacts; people: readonly CalledPerson[]; show: RollCallShow }) {
  const { session, people, show } = props
  const { t } = useLanguage()
  return (
    <table class="roll-call-table">
      <caption class="unseen">{t('attendance:rollCall.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('attendance:rollCall.name')}</th>
          <th scope="col">{t('attendance:rollCall.status')}</th>
          <th scope="col">{t('attendance:rollCall.times')}</th>
          <th scope="col" class="numeric">
            {t('attendance:rollCall.minutes')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow session={session} person={person} show={show} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { session: CalledFacts; person: CalledPerson; show: RollCallShow }

function PersonRow({ session, person, show }: RowProps) {
  const { t, language } = useLanguage()
  const { presence } = person
  const href = `/sessions/${session.id}/attendance/${person.id}`
  return (
    <tr id={`person-${person.id}`} data-status={presence.status}>
      <th scope="row" class="roll-call-name">
        <a href={href} id={`name-${person.id}`}>
          {nameOf(person)}
        </a>
        <BookedAs person={person} />
        <Standing session={session} person={person} />
      </th>
      <td class="roll-call-marks">
        {session.closure ? (
          <StatusPill status={presence.status} />
        ) : (
          <Marks session={session} person={person} show={show} />
        )}
      </td>
      <td class="roll-call-times">
        {timesOf(presence, session.timeZone, language, t)}
        {person.forgotten && <small>{t('attendance:rollCall.forgotten')}</small>}
      </td>
      <td class="roll-call-minutes numeric">
        {person.minutes !== null && minutesInWords(person.minutes, language)}
        {presence.minutesByHand !== null && <small>{t('attendance:rollCall.byHand')}</small>}
      </td>
    </tr>
  )
}

function BookedAs({ person }: { person: CalledPerson }) {
  const { t } = useLanguage()
  return (
    <>
      {person.toldAbsent && <small>{t(person.came ? 'absence:came' : 'absence:told')}</small>}
      {person.booked === null && <small>{t('attendance:rollCall.dropIn')}</small>}
      {person.waitsAs !== null && (
        <small>{t('attendance:rollCall.waiting', { place: person.waitsAs })}</small>
      )}
      {person.protected && (
        <small>
          <Icon name="shield" /> {t('attendance:rollCall.protected')}
        </small>
      )}
    </>
  )
}

/** What the kiosk says of them, and whether staff have said so too. */
function Standing({ session, person }: { session: CalledFacts; person: CalledPerson }) {
  const { t } = useLanguage()
  const { claim, presence, toConfirm } = person
  if (claim === null && presence.confirmedAt === null && !toConfirm) return <></>
  return (
    <small class="roll-call-claim">
      {claim && <Claim claim={claim} zone={session.timeZone} />}
      {presence.confirmedAt !== null && (
        <span class="roll-call-confirmed">
          <Icon name="check" /> {t('attendance:claim.confirmed')}
        </span>
      )}
      {toConfirm && <span>{t('attendance:claim.unconfirmed')}</span>}
    </small>
  )
}

const quickMarks = ['present', 'late', 'excused', 'absent'] as const

/** Four large buttons; what is rarer stands on the person's own page of this session. */
function Marks({ session, person, show }: RowProps) {
  const { t } = useLanguage()
  const { status } = person.presence
  return (
    <MarkForm session={session} person={person} show={show} class="marks" id={`marks-${person.id}`}>
      <div class="mark-buttons" role="group" aria-label={t('attendance:mark.of', { name: nameOf(person) })}>
        {quickMarks.map((mark) => (
          <button
            id={`${mark}-${person.id}`}
            class={`mark-button tone-${statusLooks[mark].tone}`}
            name="status"
            value={mark}
            aria-pressed={status === mark ? 'true' : 'false'}
          >
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
              <use href={`#mark-${mark}`} />
            </svg>
            <span>{t(`attendance:mark.${mark}`)}</span>
          </button>
        ))}
      </div>
      {status === 'left_early' && (
        <p class="mark-said">
          <StatusPill status={status} />
        </p>
      )}
    </MarkForm>
  )
}

function MarkForm(props: {
  session: SessionFacts
  person: CalledPerson
  show?: RollCallShow
  class: string
  id?: string
  children: Child
}) {
  const action = `/sessions/${props.session.id}/attendance/${props.person.id}${asShown(props.show)}`
  return (
    <form
      class={props.class}
      id={props.id}
      method="post"
      action={action}
      hx-post={action}
      hx-target="#roll-call"
      hx-swap="outerMorph"
    >
      <input type="hidden" name="_method" value="PUT" />
      <input type="hidden" name="version" value={props.person.presence.version} />
      {props.children}
    </form>
  )
}

/** What is done in a part of the list comes back to that part. */
const asShown = (show: RollCallShow = 'all') => (show === 'all' ? '' : `?show=${show}`)

export const nameOf = (person: Pick<RollCallPerson, 'firstName' | 'lastName'>): string =>
  `${person.firstName} ${person.lastName}`

/** The four pictures once on the page, for sixty times four buttons. */
const MarkPictures = () => (
  <svg class="mark-pictures" aria-hidden="true" focusable="false">
    {quickMarks.map((mark) => (
      <symbol id={`mark-${mark}`} viewBox="0 0 24 24">
        {raw(icons[statusLooks[mark].icon])}
      </symbol>
    ))}
  </svg>
)
