import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'

export type KioskRow = {
  id: string
  name: string
  place: string | null
  paired: string | null
  lastSeen: string | null
  revoked: string | null
  /** So many codes that opened nothing were typed there lately that somebody should look. */
  guessed: boolean
}

export function KiosksPage({ kiosks }: { kiosks: readonly KioskRow[] }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('access:kiosks.title')}>
      <PageHeader title={t('access:kiosks.title')} lead={t('access:kiosks.lead')}>
        <LinkButton kind="primary" icon="plus" href="/kiosks/new">
          {t('access:kiosks.add')}
        </LinkButton>
      </PageHeader>
      {kiosks.length === 0 && (
        <EmptyState
          icon="tablet-smartphone"
          title={t('access:kiosks.none')}
          text={t('access:kiosks.noneText')}
        />
      )}
      {kiosks.map((kiosk) => (
        <Kiosk {...kiosk} />
      ))}
    </Layout>
  )
}

function Kiosk(kiosk: KioskRow) {
  const { t } = useLanguage()
  return (
    <Card title={kiosk.name} action={<Standing {...kiosk} />} id={`kiosk-${kiosk.id}`}>
      {kiosk.guessed && (
        <Notice kind="warning" title={t('access:kiosks.guessed')}>
          <p>{t('access:kiosks.guessedText')}</p>
        </Notice>
      )}
      <dl class="facts">
        <dt>{t('access:kiosks.place')}</dt>
        <dd>{kiosk.place ?? t('access:kiosks.everywhere')}</dd>
        {kiosk.paired && (
          <>
            <dt>{t('access:kiosks.pairedSince')}</dt>
            <dd>{kiosk.paired}</dd>
          </>
        )}
        {kiosk.lastSeen && (
          <>
            <dt>{t('access:kiosks.lastSeen')}</dt>
            <dd>{kiosk.lastSeen}</dd>
          </>
        )}
        {kiosk.revoked && (
          <>
            <dt>{t('access:kiosks.revokedSince')}</dt>
            <dd>{kiosk.revoked}</dd>
          </>
        )}
      </dl>
      {!kiosk.revoked && (
        <>
          <Form action={`/kiosks/${kiosk.id}/pairings`}>
            <Button kind={kiosk.paired ? 'plain' : 'primary'} icon="link">
              {kiosk.paired ? t('access:kiosks.pairAgain') : t('access:kiosks.pair')}
            </Button>
          </Form>
          <details class="more">
            <summary>{t('access:kiosks.revoke')}</summary>
            <Form action={`/kiosks/${kiosk.id}/pairing`} method="delete">
              <p>{t('access:kiosks.revokeText')}</p>
              <Button kind="danger" icon="ban">
                {t('access:kiosks.revoke')}
              </Button>
            </Form>
          </details>
        </>
      )}
    </Card>
  )
}

function Standing({ revoked, paired }: KioskRow) {
  const { t } = useLanguage()
  if (revoked) return <Pill icon="ban">{t('access:kiosks.revoked')}</Pill>
  return paired ? (
    <Pill tone="lake" icon="circle-check">
      {t('access:kiosks.paired')}
    </Pill>
  ) : (
    <Pill tone="amber" icon="hourglass">
      {t('access:kiosks.unpaired')}
    </Pill>
  )
}
