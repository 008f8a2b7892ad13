import type { ParticipantLanguage } from '../../server/language/text.ts'
import { LanguageContext, useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { QrCode } from '../parts/qr-code.tsx'

type Given = { code?: string; address?: string; ownPage?: string }
type Person = { id: string; firstName: string; lastName: string }

/** What the participant is handed: the only time that the code and the address are seen. */
export function LetterPage(props: Given & { person: Person; language: ParticipantLanguage; place: string }) {
  const { person, language, place, ...given } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('people:letter.title')} width="narrow">
      <div class="no-print stack">
        <PageHeader
          title={t('people:letter.title')}
          back={{ href: `/participants/${person.id}`, label: t('people:letter.back') }}
        />
        <Notice kind="warning">
          <p>{t('people:letter.once')}</p>
        </Notice>
        <div class="cluster">
          <Button kind="primary" icon="printer" type="button" data-print>
            {t('people:letter.print')}
          </Button>
          <LinkButton kind="quiet" href={`/participants/${person.id}`}>
            {t('people:letter.back')}
          </LinkButton>
        </div>
      </div>
      <LanguageContext.Provider value={language}>
        <Letter name={person.firstName} place={place} {...given} />
      </LanguageContext.Provider>
    </Layout>
  )
}

function Letter({ name, place, code, address, ownPage }: Given & { name: string; place: string }) {
  const { t, tag, dir } = useLanguage()
  return (
    <article class="letter" lang={tag} dir={dir}>
      <p class="letter-place">{place}</p>
      <h2>{t('people:letter.hello', { name })}</h2>
      {code && (
        <section>
          <h3>{t('people:letter.code')}</h3>
          <p class="letter-code" data-code={code}>
            <span>{code.slice(0, 3)}</span> <span>{code.slice(3)}</span>
          </p>
          <p>{t('people:letter.codeText')}</p>
          <h3>{t('people:letter.steps.title')}</h3>
          <ol>
            <li>{t('people:letter.steps.one')}</li>
            <li>{t('people:letter.steps.two')}</li>
            <li>{t('people:letter.steps.three')}</li>
            <li>{t('people:letter.steps.four')}</li>
          </ol>
          <p>{t('people:letter.lost')}</p>
        </section>
      )}
      {address && (
        <section>
          <h3>{t('people:letter.feed')}</h3>
          <div class="letter-feed">
            <QrCode class="letter-qr" text={webcalOf(address)} label={t('people:letter.qr')} />
            <div class="stack stack-small">
              <p>{t('people:letter.feedText')}</p>
              <p>
                <a href={webcalOf(address)} data-feed={address}>
                  <code>{address}</code>
                </a>
              </p>
            </div>
          </div>
        </section>
      )}
      {ownPage && (
        <section>
          <h3>{t('people:letter.ownPage')}</h3>
          <div class="letter-feed">
            <QrCode class="letter-qr" text={ownPage} label={t('people:letter.qr')} />
            <div class="stack stack-small">
              <p>{t('people:letter.ownPageText')}</p>
              <p>
                <a href={ownPage} data-own-page={ownPage}>
                  <code>{ownPage}</code>
                </a>
              </p>
            </div>
          </div>
        </section>
      )}
    </article>
  )
}

/** The address by which a phone offers to subscribe instead of to download. */
const webcalOf = (address: string): string => address.replace(/^https?:/, 'webcal:')
