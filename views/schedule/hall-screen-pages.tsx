import { raw } from 'hono/html'
import { encodeQR } from 'qr'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'

export type HallScreenRow = {
  id: string
  name: string
  place: string | null
  since: string | null
  lastSeen: string | null
  revoked: string | null
}

export function HallScreensPage(props: {
  screens: readonly HallScreenRow[]
  places: readonly { id: string; name: string }[]
  values: FormValues
  problems: readonly Problem[]
}) {
  const { screens, places, values, problems } = props
  const { t } = useLanguage()
  const labels = { name: t('hallScreen:name'), location_id: t('hallScreen:place') }
  return (
    <Layout title={t('hallScreen:title')}>
      <PageHeader
        title={t('hallScreen:title')}
        lead={t('hallScreen:lead')}
        back={{ href: '/organisation', label: t('organisation:title') }}
      />
      <div class="columns">
        <div class="stack">
          {screens.length === 0 && (
            <EmptyState icon="monitor" title={t('hallScreen:none')} text={t('hallScreen:noneText')} />
          )}
          {screens.map((screen) => (
            <Screen {...screen} />
          ))}
        </div>
        <Card title={t('hallScreen:add')}>
          <Form action="/hall-screens" {...{ values, problems, labels }}>
            <Field name="name" label={labels.name} hint={t('hallScreen:nameHint')} maxlength={60} />
            <Select
              name="location_id"
              label={labels.location_id}
              hint={t('hallScreen:placeHint')}
              optional
              empty={t('hallScreen:everywhere')}
              options={places.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <FormActions>
              <Button kind="primary" icon="plus">
                {t('hallScreen:add')}
              </Button>
            </FormActions>
          </Form>
        </Card>
      </div>
    </Layout>
  )
}

function Screen({ id, name, place, since, lastSeen, revoked }: HallScreenRow) {
  const { t } = useLanguage()
  return (
    <Card title={name} action={<Standing revoked={revoked} />}>
      <dl class="facts">
        <dt>{t('hallScreen:place')}</dt>
        <dd>{place ?? t('hallScreen:everywhere')}</dd>
        <dt>{t('hallScreen:since')}</dt>
        <dd>{since}</dd>
        <dt>{t('hallScreen:lastSeen')}</dt>
        <dd>{lastSeen ?? t('hallScreen:neverSeen')}</dd>
        {revoked && (
          <>
            <dt>{t('hallScreen:revokedSince')}</dt>
            <dd>{revoked}</dd>
          </>
        )}
      </dl>
      {!revoked && (
        <details class="more">
          <summary>
            {t('hallScreen:revoke')}
            <span class="unseen"> {name}</span>
          </summary>
          <Form action={`/hall-screens/${id}/revocation`}>
            <p>{t('hallScreen:revokeText')}</p>
            <Button kind="danger" icon="ban">
              {t('hallScreen:revoke')}
            </Button>
          </Form>
        </details>
      )}
    </Card>
  )
}

function Standing({ revoked }: { revoked: string | null }) {
  const { t } = useLanguage()
  return revoked ? (
    <Pill icon="ban">{t('hallScreen:revoked')}</Pill>
  ) : (
    <Pill tone="lake" icon="circle-check">
      {t('hallScreen:inUse')}
    </Pill>
  )
}

/** The only time that the address is seen. */
export function HallAddressPage({ name, address }: { name: string; address: string }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('hallScreen:addressTitle', { name })}>
      <PageHeader
        title={t('hallScreen:addressTitle', { name })}
        back={{ href: '/hall-screens', label: t('hallScreen:title') }}
      />
      <Notice kind="warning">
        <p>{t('hallScreen:addressOnce')}</p>
      </Notice>
      <Card>
        <p>{t('hallScreen:addressText')}</p>
        <p class="pairing-link">
          <a href={address}>
            <code>{address}</code>
          </a>
        </p>
        <div class="pairing-picture" role="img" aria-label={t('hallScreen:picture')}>
          {raw(encodeQR(address, 'svg', { border: 2 }))}
        </div>
      </Card>
    </Layout>
  )
}
