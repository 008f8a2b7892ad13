import type { ParticipantTextKey } from '../../server/language/text.ts'
import type { WeekRing } from '../../server/kiosk/week-ring.ts'
import type { SessionAhead } from '../../server/kiosk/words.ts'
import { minutesInWords, timeInWords, timesInWords } from '../../server/time/words.ts'
import { Layout } from '../layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Ring } from '../parts/ring.tsx'
import { LanguageButtons } from './language-buttons.tsx'
import { HereForm } from './here-form.tsx'
import type { SessionWords } from './session-facts.tsx'

/** Checking in on the own phone. */
export function HerePage(props: {
  action: string
  place: string | undefined
  /** The phone knows whose it is. */
  known: boolean
  /** Where one stands or who one is is known: otherwise there is nothing to type. */
  mayType: boolean
  /** The phone itself remembers, and can be told not to. */
  forgets: boolean
  /** Where the page is asked for in another language; the own page has its own way. */
  languagesAt: string | undefined
  id: string
  said?: ParticipantTextKey | undefined
  about?: string | undefined
}) {
  const { action, place, known, mayType, forgets, languagesAt, id, said, about } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('ways:here.title')} width="narrow" ownLanguages>
      {languagesAt !== undefined && <HereLanguages path={languagesAt} />}
      <PageHeader title={t('ways:here.title')} lead={forgets ? t('ways:here.known') : undefined} />
      {said && (
        <Notice live>
          <p>{t(said, { name: about ?? '' })}</p>
        </Notice>
      )}
      {mayType ? <HereForm {...{ action, place, known, id }} /> : <p>{t('ways:here.start')}</p>}
      {forgets && (
        <form method="post" action="/here/phone">
          <input type="hidden" name="_method" value="DELETE" />
          <Button kind="quiet" icon="x">
            {t('ways:here.forget')}
          </Button>
        </form>
      )}
    </Layout>
  )
}

/** Each language by its own name in its own letters, as on the own page. */
function HereLanguages({ path }: { path: string }) {
  const { t } = useLanguage()
  return (
    <form method="get" action={path}>
      <div class="language own-languages" role="group" aria-label={t('common:language.choose')}>
        <LanguageButtons />
      </div>
    </form>
  )
}

/** The same thanks as at the tablet: the week's hours, and what is on tomorrow. */
export function HereThanksPage(props: {
  kind: 'welcome' | 'goodbye'
  firstName: string | null
  session: SessionWords
  ring: WeekRing | undefined
  tomorrow: readonly SessionAhead[]
  place: string
  /** The event that is thanked for, to take it back. */
  eventId: string
  back: string
}) {
  const { kind, firstName, session, ring, tomorrow, place, eventId, back } = props
  const { t, language } = useLanguage()
  const title = firstName ? t(`kiosk:${kind}.named`, { name: firstName }) : t(`kiosk:${kind}.title`)
  const when = timesInWords(session.localStart, session.localEnd, language)
  const hours = ring && ring.minutes > 0 ? minutesInWords(ring.minutes, language) : undefined
  const planned = ring?.planned ? minutesInWords(ring.planned, language) : undefined
  return (
    <Layout title={title} width="narrow" ownLanguages>
      <PageHeader title={title} />
      <div class="stack here-thanks" role="status">
        {kind === 'welcome' ? (
          <>
            <p>{t('kiosk:welcome.checkedIn', { name: session.name })}</p>
            <p>{session.place ? t('kiosk:welcome.whenWhere', { when, place: session.place }) : when}</p>
          </>
        ) : (
          <>
            <p>{t('kiosk:goodbye.checkedOut', { name: session.name })}</p>
            <p>{t('kiosk:goodbye.thanks')}</p>
          </>
        )}
      </div>
      {ring && hours && (
        <Ring
          fraction={ring.fraction}
          label={
            planned ? t('kiosk:ring.ofPlanned', { hours, planned }) : t('kiosk:ring.thisWeek', { hours })
          }
          large
        >
          <strong>{hours}</strong>
          {t('kiosk:ring.week')}
        </Ring>
      )}
      {planned && <p>{t('kiosk:ring.planned', { planned })}</p>}
      {tomorrow.length > 0 && (
        <section class="stack stack-small">
          <h2>{t('kiosk:welcome.tomorrow')}</h2>
          <ul class="list">
            {tomorrow.map((one) => (
              <li>
                {one.name} · {timeInWords(one.localStart, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="cluster">
        <LinkButton icon="arrow-left" href={back}>
          {t('common:back')}
        </LinkButton>
        <form method="post" action={`${back}/withdrawals`}>
          <input type="hidden" name="because_of" value={eventId} />
          <input type="hidden" name="place" value={place} />
          <Button kind="quiet" icon="undo-2">
            {t('kiosk:undo.do')}
          </Button>
        </form>
      </div>
    </Layout>
  )
}

/** Taken back, and how it stands now; or it is too late for that. */
export function HereWithdrawnPage(props: {
  undone: { what: 'check_in' | 'departure'; name: string } | undefined
  back: string
}) {
  const { undone, back } = props
  const { t } = useLanguage()
  const title = t(undone ? 'kiosk:undo.done' : 'kiosk:undo.tooLate')
  return (
    <Layout title={title} width="narrow" ownLanguages>
      <PageHeader title={title} />
      <p role="status">
        {undone ? t(`kiosk:undo.${undone.what}`, { name: undone.name }) : t('kiosk:undo.askStaff')}
      </p>
      <p>
        <LinkButton icon="arrow-left" href={back}>
          {t('common:back')}
        </LinkButton>
      </p>
    </Layout>
  )
}
