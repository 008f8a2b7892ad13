import { raw } from 'hono/html'
import { encodeQR } from 'qr'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'

/** The code that pairs one tablet: shown here once. */
export function KioskPairingPage(props: {
  kiosk: string
  code: string
  link: string
  /** Where the tablet is opened to type the code. */
  screen: string
  minutes: number
  /** The tablet that is paired now will be put out of use. */
  replaces: boolean
}) {
  const { t } = useLanguage()
  const { kiosk, code, link, screen, minutes, replaces } = props
  return (
    <Layout title={t('access:kiosks.pairTitle', { name: kiosk })}>
      <PageHeader
        title={t('access:kiosks.pairTitle', { name: kiosk })}
        lead={t('access:kiosks.pairLead', { minutes })}
        back={{ href: '/kiosks', label: t('access:kiosks.title') }}
      />
      {replaces && (
        <Notice>
          <p>{t('access:kiosks.pairReplaces')}</p>
        </Notice>
      )}
      <div class="grid">
        <Card title={t('access:kiosks.pairByCode')}>
          <p>{t('access:kiosks.pairByCodeText', { screen })}</p>
          <p class="pairing-code">{code}</p>
        </Card>
        <Card title={t('access:kiosks.pairByLink')}>
          <p>{t('access:kiosks.pairByLinkText')}</p>
          <div class="pairing-picture" role="img" aria-label={t('access:kiosks.pairPicture')}>
            {raw(encodeQR(link, 'svg', { border: 2 }))}
          </div>
          <p class="pairing-link">
            <code>{link}</code>
          </p>
        </Card>
      </div>
    </Layout>
  )
}
