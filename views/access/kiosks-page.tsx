import type { KioskWorry } from '../../server/access/kiosk-standing.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import type { IconName } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'

export type KioskRow = {
  id: string
  name: string
  place: string | null
  /** How long ago it was heard of, in words. */
  lastSeen: string | null
  waiting: number
  revoked: boolean
  paired: boolean
  /** Not heard of for longer than set: a plain fact outside the opening hours, a worry within them. */
  unheard: boolean
  worries: readonly KioskWorry[]
}

/** Every tablet, and at a glance how it stands with each. */
export function KiosksPage({ kiosks }: { kiosks: readonly KioskRow[] }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('access:kiosks.title')}>
      <PageHeader title={t('access:kiosks.title')} lead={t('access:kiosks.lead')}>
        <LinkButton kind="primary" icon="plus" href="/kiosks/new">
          {t('access:kiosks.add')}
        </LinkButton>
      </PageHeader>
      {kiosks.length === 0 ? (
        <EmptyState
          icon="tablet-smartphone"
          title={t('access:kiosks.none')}
          text={t('access:kiosks.noneText')}
        />
      ) : (
        <Card>
          <KioskList kiosks={kiosks} />
        </Card>
      )}
    </Layout>
  )
}

/** Asked for anew twice a minute, and put where it stands without moving the focus. */
export function KioskList({ kiosks }: { kiosks: readonly KioskRow[] }) {
  const { t } = useLanguage()
  return (
    <ul
      class="list"
      id="kiosk-list"
      hx-get="/kiosks"
      hx-trigger="every 30s"
      hx-target="#kiosk-list"
      hx-swap="outerMorph"
    >
      {kiosks.map((kiosk) => (
        <li class="list-row" id={`kiosk-${kiosk.id}`}>
          <div>
            <p>
              <a href={`/kiosks/${kiosk.id}`}>
                <strong>{kiosk.name}</strong>
              </a>
              <span class="soft"> · {kiosk.place ?? t('access:kiosks.everywhere')}</span>
            </p>
            <p class="soft">
              {kiosk.lastSeen === null
                ? t('access:kiosks.neverSeen')
                : t('access:kiosks.seenAgo', { ago: kiosk.lastSeen })}
            </p>
          </div>
          <Standing {...kiosk} />
        </li>
      ))}
    </ul>
  )
}

const pictures: Record<KioskWorry, IconName> = {
  guessed: 'shield',
  silent: 'wifi-off',
  waiting: 'hourglass',
  clock: 'clock',
}

/** In words and pictures, never by colour alone. */
export function Standing({
  revoked,
  paired,
  unheard,
  worries,
}: Pick<KioskRow, 'revoked' | 'paired' | 'unheard' | 'worries'>) {
  const { t } = useLanguage()
  return (
    <div class="cluster">
      {revoked && <Pill icon="ban">{t('access:kiosks.revoked')}</Pill>}
      {!revoked && !paired && (
        <Pill tone="amber" icon="hourglass">
          {t('access:kiosks.unpaired')}
        </Pill>
      )}
      {worries.map((worry) => (
        <Pill tone="amber" icon={pictures[worry]}>
          {t(`access:kiosks.worry.${worry}`)}
        </Pill>
      ))}
      {unheard && !worries.includes('silent') && <Pill icon="wifi-off">{t('access:kiosks.unheard')}</Pill>}
      {!revoked && paired && !unheard && worries.length === 0 && (
        <Pill tone="lake" icon="circle-check">
          {t('access:kiosks.well')}
        </Pill>
      )}
    </div>
  )
}
