import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Temporal } from 'temporal-polyfill'
import type { Gender } from '../../server/people/words.ts'
import type { PlanStep } from '../../server/programme/plan.ts'
import type { LocalDate, Minutes } from '../../server/time/dates.ts'
import { dayMonthYear, hoursInWords, momentInWords, weekAndYearInWords } from '../../server/time/words.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Checkbox, RadioGroup } from '../parts/field.tsx'
import { Form, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { OwnPageCard, type PersonalLink } from './own-page-card.tsx'
import { PersonalCardCard, type PersonalCard } from './personal-card-card.tsx'

type Person = {
  id: string
  firstName: string
  lastName: string
  gender: Gender
  birthYear: number | null
  language: string | null
  greetedByNameSince: Temporal.Instant | null
  largestGroup: number | null
  createdAt: Temporal.Instant
  protected: boolean
}
type Enrolment = {
  id: string
  programmeName: string
  referrerName: string | null
  coachName: string | null
  stageName: string | null
  startsOn: LocalDate
  plannedWeeks: number | null
  plannedEndOn: LocalDate | null
  endsOn: LocalDate | null
  weeklyTargetMinutes: number | null
  plan: readonly PlanStep[]
}
type Feed = {
  id: string
  scope: 'programme' | 'bookings'
  createdAt: Temporal.Instant
  lastFetchedAt: Temporal.Instant | null
}
type Consent = { kind: 'email' | 'feed' | 'national_follow_up'; givenAt: Temporal.Instant }

type Props = {
  person: Person
  enrolments: readonly Enrolment[]
  code: { id: string; issuedAt: Temporal.Instant } | undefined
  card: PersonalCard | undefined
  feed: Feed | undefined
  personalLink: PersonalLink | undefined
  consents: readonly Consent[]
  today: LocalDate
  timeZone: string
  mayEdit: boolean
  mayReadLog: boolean
  /** The hours of the weeks, from whoever counts them. */
  hours?: Child
  /** What they would like to do. */
  wishes?: Child
  /** What they will not come to, and did not. */
  absences?: Child
  /** What they answered at the kiosk, for whoever may see that. */
  answers?: Child
  /** The calendar's form as it was sent, with what is wrong in it. */
  sentBack?: { values: FormValues; problems: readonly Problem[] }
}

/** All that staff need to know about one participant. */
export function ParticipantPage(props: Props) {
  const { t } = useLanguage()
  const { person, mayEdit, mayReadLog, hours, wishes, absences, answers } = props
  const name = `${person.firstName} ${person.lastName}`
  return (
    <Layout title={name}>
      <PageHeader title={name} back={{ href: '/participants', label: t('people:participants.title') }}>
        {mayEdit && (
          <LinkButton icon="pencil" href={`/participants/${person.id}/edit`}>
            {t('people:form.edit')}
          </LinkButton>
        )}
        {mayReadLog && (
          <LinkButton kind="quiet" icon="history" href={`/access-log?participant=${person.id}`}>
            {t('people:page.log')}
          </LinkButton>
        )}
      </PageHeader>
      {person.protected && (
        <p>
          <Pill tone="amber" icon="shield">
            {t('people:protected')}
          </Pill>
        </p>
      )}
      <div class="columns">
        <div class="stack">
          {hours}
          {answers}
          <Enrolments {...props} />
          {absences}
          {wishes}
        </div>
        <div class="stack">
          <Facts {...props} />
          <CodeCard {...props} />
          <PersonalCardCard {...props} />
          <FeedCard {...props} />
          <OwnPageCard {...props} link={props.personalLink} />
          <Consents {...props} />
        </div>
      </div>
    </Layout>
  )
}

function Enrolments({ person, enrolments, today, mayEdit }: Props) {
  const { t } = useLanguage()
  const enrol = mayEdit && (
    <LinkButton icon="plus" small href={`/participants/${person.id}/enrolments/new`}>
      {t('people:page.enrol')}
    </LinkButton>
  )
  return (
    <Card title={t('people:page.enrolments')} action={enrolments.length > 0 && enrol}>
      {enrolments.length === 0 ? (
        <EmptyState
          icon="footprints"
          title={t('people:page.noEnrolment')}
          text={t('people:page.noEnrolmentText')}
        >
          {enrol}
        </EmptyState>
      ) : (
        <ul class="list">
          {enrolments.map((one) => (
            <li class="stack stack-small">
              <EnrolmentFacts enrolment={one} today={today} mayEdit={mayEdit} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function EnrolmentFacts(props: { enrolment: Enrolment; today: LocalDate; mayEdit: boolean }) {
  const { enrolment: one, today, mayEdit } = props
  const { t, language } = useLanguage()
  const day = (date: LocalDate) => dayMonthYear(date, language)
  const ended = one.endsOn !== null && one.endsOn < today
  return (
    <>
      <div class="list-row">
        <h3>{one.programmeName}</h3>
        {ended ? (
          <Pill icon="flag">{t('programme:enrolment.ended')}</Pill>
        ) : one.startsOn > today ? (
          <Pill icon="hourglass">{t('programme:enrolment.coming')}</Pill>
        ) : (
          one.stageName && (
            <Pill tone="lake" icon="footprints">
              {one.stageName}
            </Pill>
          )
        )}
        <LinkButton kind="quiet" small icon="message-circle" href={`/enrolments/${one.id}/talks`}>
          {t('programme:talks.open')}
        </LinkButton>
        {mayEdit && (
          <LinkButton kind="quiet" small icon="pencil" href={`/enrolments/${one.id}`}>
            {t('programme:enrolment.edit')}
          </LinkButton>
        )}
      </div>
      <dl class="facts">
        <dt>{t('programme:enrolment.title')}</dt>
        <dd>
          {one.endsOn
            ? t('programme:enrolment.between', { from: day(one.startsOn), to: day(one.endsOn) })
            : t('programme:enrolment.since', { from: day(one.startsOn) })}
        </dd>
        {!one.endsOn && (
          <>
            <dt>{t('programme:enrolment.plannedEndOn')}</dt>
            <dd>{one.plannedEndOn ? day(one.plannedEndOn) : t('programme:enrolment.open')}</dd>
          </>
        )}
        <dt>{t('programme:enrolment.weeklyTarget')}</dt>
        <dd>
          {one.weeklyTargetMinutes === null
            ? t('programme:enrolment.noTarget')
            : hoursInWords(one.weeklyTargetMinutes as Minutes, language)}
        </dd>
        <dt>{t('programme:enrolment.coach')}</dt>
        <dd>{one.coachName ?? t('programme:enrolment.noCoach')}</dd>
        <dt>{t('programme:enrolment.referrer')}</dt>
        <dd>{one.referrerName ?? t('programme:enrolment.noReferrer')}</dd>
        <dt>{t('programme:plan.title')}</dt>
        <dd>{one.plan.length === 0 ? t('programme:plan.none') : <PlanLine plan={one.plan} />}</dd>
      </dl>
    </>
  )
}

const PlanLine = ({ plan }: { plan: readonly PlanStep[] }) => {
  const { t, language } = useLanguage()
  return (
    <span class="lines">
      {plan.map((step) => (
        <span>
          {t('programme:plan.step', {
            hours: hoursInWords(step.minutes, language),
            week: weekAndYearInWords(step.fromWeek, language),
          })}
        </span>
      ))}
    </span>
  )
}

function Facts({ person, timeZone }: Props) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('people:page.facts')}>
      <dl class="facts">
        <dt>{t('people:gender.label')}</dt>
        <dd>{t(`people:gender.${person.gender}`)}</dd>
        <dt>{t('people:birthYear')}</dt>
        <dd>{person.birthYear ?? t('people:page.noBirthYear')}</dd>
        <dt>{t('people:language')}</dt>
        <dd>
          {person.language === 'sv' || person.language === 'en'
            ? t(`common:language.${person.language}`)
            : t('people:languageOfOrganisation')}
        </dd>
        <dt>{t('people:greetedShort')}</dt>
        <dd>{t(person.greetedByNameSince ? 'common:yes' : 'common:no')}</dd>
        {person.largestGroup !== null && (
          <>
            <dt>{t('people:largestGroup')}</dt>
            <dd>{t('people:largestGroupValue', { count: person.largestGroup })}</dd>
          </>
        )}
        <dt>{t('people:page.since')}</dt>
        <dd>{momentInWords(person.createdAt, timeZone, language)}</dd>
      </dl>
    </Card>
  )
}

function CodeCard({ person, code, timeZone, mayEdit }: Props) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('people:page.code')} id="code">
      <p>
        {code
          ? t('people:page.codeIssued', { when: momentInWords(code.issuedAt, timeZone, language) })
          : t('people:page.noCode')}
      </p>
      {mayEdit && (
        <div class="stack stack-small">
          <Form action={`/participants/${person.id}/code`}>
            <input type="hidden" name="instead_of" value={code?.id ?? ''} />
            <Button kind={code ? 'plain' : 'primary'} icon="key-round">
              {code ? t('people:page.newCode') : t('people:page.makeCode')}
            </Button>
          </Form>
          {code && <p class="hint">{t('people:page.newCodeHint')}</p>}
          {code && (
            <details class="more">
              <summary>{t('people:page.revokeCode')}</summary>
              <Form action={`/participants/${person.id}/code`} method="delete">
                <Button kind="danger" icon="ban">
                  {t('people:page.revokeCode')}
                </Button>
              </Form>
            </details>
          )}
        </div>
      )}
    </Card>
  )
}

function FeedCard(props: Props) {
  const { person, code, feed, consents, enrolments, today, timeZone, mayEdit, sentBack } = props
  const { t, language } = useLanguage()
  const when = (at: Temporal.Instant) => momentInWords(at, timeZone, language)
  const hasConsent = consents.some(({ kind }) => kind === 'feed')
  const isEnrolled = enrolments.some(({ endsOn }) => endsOn === null || endsOn >= today)
  if (person.protected)
    return (
      <Card title={t('feeds:title')} id="feed">
        <p>{t('feeds:protected')}</p>
      </Card>
    )
  return (
    <Card title={t('feeds:title')} id="feed">
      {feed ? (
        <p>
          {t('feeds:made', { when: when(feed.createdAt) })}{' '}
          {feed.lastFetchedAt
            ? t('feeds:lastFetch', { when: when(feed.lastFetchedAt) })
            : t('feeds:neverFetched')}{' '}
          {t(`feeds:scope.${feed.scope}`)}.
        </p>
      ) : (
        <p>{t('feeds:none')}</p>
      )}
      {!isEnrolled && <p class="hint">{t('feeds:notEnrolled')}</p>}
      {mayEdit && (
        <Opened when={feed !== undefined && !sentBack} words={t('feeds:renew')}>
          <Form
            action={`/participants/${person.id}/feed`}
            class="stack stack-small"
            values={
              sentBack?.values ?? {
                scope: feed?.scope ?? 'programme',
                consent: hasConsent ? 'yes' : '',
                code: code ? '' : 'yes',
              }
            }
            problems={sentBack?.problems}
            labels={{ scope: t('feeds:scope.label'), consent: t('feeds:consent') }}
            prefix="feed"
          >
            <input type="hidden" name="instead_of" value={feed?.id ?? ''} />
            <RadioGroup
              name="scope"
              label={t('feeds:scope.label')}
              options={(['programme', 'bookings'] as const).map((one) => ({
                value: one,
                label: t(`feeds:scope.${one}`),
              }))}
            />
            <Checkbox name="consent" label={t('feeds:consent')} required />
            <Checkbox name="code" label={t('feeds:withCode')} />
            {feed && <p class="hint">{t('feeds:renewHint')}</p>}
            <div class="cluster">
              <Button icon="rss">{feed ? t('feeds:renew') : t('feeds:make')}</Button>
            </div>
          </Form>
        </Opened>
      )}
      {mayEdit && feed && (
        <details class="more">
          <summary>{t('feeds:revoke')}</summary>
          <Form action={`/participants/${person.id}/feed`} method="delete">
            <Button kind="danger" icon="ban">
              {t('feeds:revoke')}
            </Button>
          </Form>
        </details>
      )}
    </Card>
  )
}

/** What is seldom needed stands behind its own words. */
const Opened = ({ when, words, children }: PropsWithChildren<{ when: boolean; words: string }>) =>
  when ? (
    <details class="more">
      <summary>{words}</summary>
      {children}
    </details>
  ) : (
    <>{children}</>
  )

function Consents({ person, consents, timeZone, mayEdit }: Props) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('people:page.consents')} id="consents">
      <p class="hint">{t('people:page.consentsHint')}</p>
      <ul class="list">
        {(['email', 'feed', 'national_follow_up'] as const).map((kind) => {
          const given = consents.find((one) => one.kind === kind)
          return (
            <li class="list-row">
              <div>
                <strong>{t(`people:consent.${kind}`)}</strong>
                <p class="soft">
                  {given
                    ? t('people:page.consentGiven', {
                        when: momentInWords(given.givenAt, timeZone, language),
                      })
                    : t('people:page.consentNone')}
                </p>
              </div>
              {mayEdit &&
                (given ? (
                  <Form action={`/participants/${person.id}/consents/${kind}`} method="delete">
                    <Button small>
                      {t('people:page.consentWithdraw')}
                      <span class="unseen"> {t(`people:consent.${kind}`)}</span>
                    </Button>
                  </Form>
                ) : (
                  <Form action={`/participants/${person.id}/consents`}>
                    <input type="hidden" name="kind" value={kind} />
                    <Button small>
                      {t('people:page.consentGive')}
                      <span class="unseen"> {t(`people:consent.${kind}`)}</span>
                    </Button>
                  </Form>
                ))}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
