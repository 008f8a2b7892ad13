import type { Child } from 'hono/jsx'
import type { KioskWay } from '../../server/access/kiosk-words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { Standing, type KioskRow } from './kiosks-page.tsx'

export type KioskState = KioskRow & {
  pairedSince: string | null
  revokedSince: string | null
  guessedSince: string | null
  release: 'present' | 'older' | null
  battery: { percent: number; charging: boolean | null; low: boolean } | null
  /** How long the oldest of what waits has waited. */
  waitingFor: string | null
  /** How far its clock is off, where that is too far. */
  clockOff: { minutes: number; ahead: boolean } | null
  /** Whether the browser lets it seal and keep check-ins while the network is down. */
  /** Null until it has told. */
  keepsOffline: boolean | null
}

type KioskSet = {
  programmes: readonly string[]
  ways: readonly KioskWay[]
  languages: readonly string[]
  volume: number
  silentAfterMinutes: number
}

/** One tablet: how it stands, how it is set, and what can be done with it. */
export function KioskPage({ state, set }: { state: KioskState; set: KioskSet }) {
  const { t } = useLanguage()
  return (
    <Layout title={state.name}>
      <PageHeader
        title={state.name}
        lead={state.place === state.name ? undefined : (state.place ?? t('access:kiosks.everywhere'))}
        back={{ href: '/kiosks', label: t('access:kiosks.title') }}
      >
        {!state.revoked && (
          <LinkButton icon="pencil" href={`/kiosks/${state.id}/edit`}>
            {t('access:kiosks.edit')}
          </LinkButton>
        )}
      </PageHeader>
      {state.guessedSince && <Guessed {...state} />}
      <KioskNow state={state} />
      <Settings {...set} />
      {!state.revoked && <Doings {...state} />}
    </Layout>
  )
}

function Guessed({ id, guessedSince }: KioskState) {
  const { t } = useLanguage()
  return (
    <Notice kind="warning" title={t('access:kiosks.guessed')}>
      <p>{t('access:kiosks.guessedText', { ago: guessedSince ?? '' })}</p>
      <Form action={`/kiosks/${id}/guesses`} method="delete">
        <Button small icon="eye">
          {t('access:kiosks.guessesSeen')}
        </Button>
      </Form>
    </Notice>
  )
}

/** Asked for anew twice a minute, and put where it stands without moving the focus. */
export function KioskNow({ state }: { state: KioskState }) {
  const { t } = useLanguage()
  const { clockOff, battery } = state
  return (
    <div
      id="kiosk-now"
      hx-get={`/kiosks/${state.id}`}
      hx-trigger="every 30s"
      hx-target="#kiosk-now"
      hx-swap="outerMorph"
    >
      <Card title={t('access:kiosks.now')} action={<Standing {...state} />}>
        <dl class="facts">
          <Fact label={t('access:kiosks.lastSeen')}>
            {state.worries.includes('silent') ? (
              <Pill tone="amber" icon="wifi-off">
                {state.lastSeen ?? t('access:kiosks.neverSeen')}
              </Pill>
            ) : (
              (state.lastSeen ?? t('access:kiosks.neverSeen'))
            )}
          </Fact>
          <Fact label={t('access:kiosks.waiting')}>
            {state.waiting === 0
              ? t(state.unheard ? 'access:kiosks.nothingWaitedThen' : 'access:kiosks.nothingWaits')
              : t('access:kiosks.waits', { count: state.waiting, ago: state.waitingFor ?? '' })}
          </Fact>
          {state.keepsOffline !== null && (
            <Fact label={t('access:kiosks.offline')}>
              {state.keepsOffline ? t('access:kiosks.offlineYes') : t('access:kiosks.offlineNo')}
            </Fact>
          )}
          <Fact label={t('access:kiosks.release')}>
            {t(`access:kiosks.releases.${state.release ?? 'unknown'}`)}
          </Fact>
          {battery && (
            <Fact label={t('access:kiosks.battery')}>
              {battery.low ? (
                <Pill tone="amber" icon="triangle-alert">
                  {t('access:kiosks.batteryLow', { percent: battery.percent })}
                </Pill>
              ) : (
                t('access:kiosks.percent', { percent: battery.percent })
              )}
              {battery.charging !== null &&
                ` · ${battery.charging ? t('access:kiosks.charging') : t('access:kiosks.notCharging')}`}
            </Fact>
          )}
          {clockOff && (
            <Fact label={t('access:kiosks.clock')}>
              {clockOff.ahead
                ? t('access:kiosks.clockAhead', { count: clockOff.minutes })
                : t('access:kiosks.clockBehind', { count: clockOff.minutes })}
            </Fact>
          )}
          {state.pairedSince && <Fact label={t('access:kiosks.pairedSince')}>{state.pairedSince}</Fact>}
          {state.revokedSince && <Fact label={t('access:kiosks.revokedSince')}>{state.revokedSince}</Fact>}
        </dl>
      </Card>
    </div>
  )
}

function Settings({ programmes, ways, languages, volume, silentAfterMinutes }: KioskSet) {
  const { t } = useLanguage()
  return (
    <Card title={t('access:kiosks.settings')}>
      <dl class="facts">
        <Fact label={t('access:kiosks.programmes')}>
          {programmes.join(', ') || t('access:kiosks.allProgrammes')}
        </Fact>
        <Fact label={t('access:kiosks.ways')}>
          {ways.map((way) => t(`access:kiosks.way.${way}`)).join(', ')}
        </Fact>
        <Fact label={t('access:kiosks.languages')}>{languages.join(', ')}</Fact>
        <Fact label={t('access:kiosks.volumeNow')}>{t('access:kiosks.percent', { percent: volume })}</Fact>
        <Fact label={t('access:kiosks.tellsAfter')}>
          {t('access:kiosks.minutes', { count: silentAfterMinutes })}
        </Fact>
      </dl>
    </Card>
  )
}

function Doings({ id, paired }: KioskState) {
  const { t } = useLanguage()
  return (
    <Card title={t('access:kiosks.connection')}>
      <Form action={`/kiosks/${id}/pairings`}>
        <Button kind={paired ? 'plain' : 'primary'} icon="link">
          {paired ? t('access:kiosks.pairAgain') : t('access:kiosks.pair')}
        </Button>
      </Form>
      <details class="more">
        <summary>{t('access:kiosks.revoke')}</summary>
        <Form action={`/kiosks/${id}/pairing`} method="delete">
          <p>{t('access:kiosks.revokeText')}</p>
          <Button kind="danger" icon="ban">
            {t('access:kiosks.revoke')}
          </Button>
        </Form>
      </details>
    </Card>
  )
}

const Fact = ({ label, children }: { label: string; children?: Child }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)
