import type { TextKey } from '../../server/language/text.ts'
import { languages } from '../../server/language/text.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Checkbox, Field, RadioGroup, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

const places: { href: string; label: TextKey; text: TextKey; icon: IconName }[] = [
  { href: '/programmes', label: 'programme:title', text: 'organisation:place.programmes', icon: 'layers' },
  { href: '/staff', label: 'access:staff.title', text: 'organisation:place.staff', icon: 'users-round' },
  {
    href: '/referrers',
    label: 'people:referrer.title',
    text: 'organisation:place.referrers',
    icon: 'handshake',
  },
  {
    href: '/closed-periods',
    label: 'organisation:closed.title',
    text: 'organisation:place.closed',
    icon: 'calendar-x',
  },
  {
    href: '/hall-screens',
    label: 'hallScreen:title',
    text: 'hallScreen:settings',
    icon: 'monitor',
  },
  { href: '/access-log', label: 'access:log.title', text: 'organisation:place.log', icon: 'history' },
  {
    href: '/getting-started',
    label: 'founding:started.title',
    text: 'organisation:place.started',
    icon: 'footprints',
  },
]

/** What holds for the whole organisation, and the way to the rest of its settings. */
export function OrganisationPage({
  values,
  problems,
  standsNow = [],
}: {
  values: FormValues
  problems: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}) {
  const { t } = useLanguage()
  const labels = {
    name: t('organisation:settings.name'),
    language: t('organisation:settings.language'),
    time_zone: t('organisation:settings.timeZone'),
    neutral_titles: t('organisation:settings.neutral'),
    opens_at: t('organisation:settings.opensAt'),
    closes_at: t('organisation:settings.closesAt'),
  }
  return (
    <Layout title={t('organisation:title')}>
      <PageHeader title={t('organisation:title')} lead={t('organisation:lead')} />
      <ul class="grid places">
        {places.map((place) => (
          <li>
            <a class="card place" href={place.href}>
              <Icon name={place.icon} />
              <span>
                <strong>{t(place.label)}</strong>
                <small>{t(place.text)}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <Card title={t('organisation:settings.title')}>
        <Form action="/organisation" method="put" {...{ values, problems, labels }}>
          {standsNow.length > 0 && (
            <StandsNow title={t('organisation:settings.changedMeanwhile')} rows={standsNow} />
          )}
          <input type="hidden" name="version" value={String(values['version'] ?? '')} />
          <div class="fields">
            <Field name="name" label={labels.name} />
            <RadioGroup
              name="language"
              label={labels.language}
              hint={t('organisation:settings.languageHint')}
              inline
              options={languages.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
            />
            <Field
              name="time_zone"
              label={labels.time_zone}
              hint={t('organisation:settings.timeZoneHint')}
              size="medium"
            />
            <TimeField name="opens_at" label={labels.opens_at} hint={t('organisation:settings.hoursHint')} />
            <TimeField name="closes_at" label={labels.closes_at} />
            <Checkbox
              name="neutral_titles"
              label={labels.neutral_titles}
              hint={t('organisation:settings.neutralHint')}
            />
          </div>
          <FormActions>
            <Button kind="primary" icon="check">
              {t('common:save')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
