import type { Problem } from '../../server/problem.ts'
import type { LocationFacts } from '../../server/schedule/location-queries.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { WeekTabs } from '../organisation/week-tabs.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Checkbox, Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

type Typed = {
  values?: FormValues
  problems?: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}

export function LocationsPage({ locations, ...typed }: { locations: readonly LocationFacts[] } & Typed) {
  const { t } = useLanguage()
  return (
    <Layout title={t('schedule:locations.title')}>
      <PageHeader title={t('schedule:locations.title')} lead={t('schedule:locations.lead')} />
      <WeekTabs current="/locations" />
      <div class="columns">
        {locations.length === 0 ? (
          <EmptyState
            icon="map-pin"
            title={t('schedule:locations.empty')}
            text={t('schedule:locations.emptyText')}
          />
        ) : (
          <Card>
            <ul class="list">
              {locations.map((place) => (
                <li class="list-row">
                  <div>
                    <p>
                      <strong>{place.name}</strong>
                    </p>
                    {(place.shareable || place.outdoors) && (
                      <ul class="session-facts">
                        {place.shareable && (
                          <li>
                            <Icon name="users-round" />
                            {t('schedule:locations.shared')}
                          </li>
                        )}
                        {place.outdoors && (
                          <li>
                            <Icon name="tree-pine" />
                            {t('schedule:locations.outside')}
                          </li>
                        )}
                      </ul>
                    )}
                  </div>
                  <LinkButton kind="quiet" small icon="pencil" href={`/locations/${place.id}/edit`}>
                    {t('schedule:session.toEdit')}
                    <span class="unseen"> {place.name}</span>
                  </LinkButton>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={t('schedule:locations.new')}>
          <LocationFields action="/locations" method="post" {...typed} />
        </Card>
      </div>
    </Layout>
  )
}

export function LocationFormPage({ id, name, ...typed }: { id: string; name: string } & Typed) {
  const { t } = useLanguage()
  return (
    <Layout title={t('schedule:locations.edit', { name })} width="narrow">
      <PageHeader
        title={t('schedule:locations.edit', { name })}
        back={{ href: '/locations', label: t('schedule:locations.title') }}
      />
      <Card>
        <LocationFields action={`/locations/${id}`} method="patch" {...typed} />
      </Card>
      <Form action={`/locations/${id}/archive`}>
        <Button kind="danger">{t('schedule:locations.archive')}</Button>
      </Form>
    </Layout>
  )
}

function LocationFields(props: { action: string; method: 'post' | 'patch' } & Typed) {
  const { t } = useLanguage()
  const labels = { name: t('schedule:locations.name'), shareable: t('schedule:locations.shareable') }
  const { action, method, values, problems, standsNow = [] } = props
  return (
    <Form {...{ action, method, values, problems, labels }}>
      {standsNow.length > 0 && (
        <StandsNow title={t('schedule:locations.changedMeanwhile')} rows={standsNow} />
      )}
      {method === 'patch' && <input type="hidden" name="version" value={String(values?.['version'] ?? '')} />}
      <Field name="name" label={labels.name} maxlength={80} />
      <Checkbox name="outdoors" label={t('schedule:locations.outdoors')} optional />
      <Checkbox name="shareable" label={labels.shareable} optional />
      <FormActions>
        <Button kind="primary" icon="check">
          {t('common:save')}
        </Button>
      </FormActions>
    </Form>
  )
}
