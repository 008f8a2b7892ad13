import { kioskWays } from '../../server/access/kiosk-words.ts'
import { participantLanguages, reviewedLanguages } from '../../server/language/text.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { CheckboxGroup, Field, NumberField, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

type Named = { id: string; name: string }

export type KioskSettingsForm = {
  places: readonly Named[]
  programmes: readonly Named[]
  /** The organisation's own language: every tablet speaks it. */
  own: string
  values: FormValues
  problems?: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}

export function NewKioskPage(form: KioskSettingsForm) {
  const { t } = useLanguage()
  return (
    <Layout title={t('access:kiosks.add')} width="narrow">
      <PageHeader
        title={t('access:kiosks.add')}
        back={{ href: '/kiosks', label: t('access:kiosks.title') }}
      />
      <Card>
        <Settings action="/kiosks" method="post" back="/kiosks" {...form} />
      </Card>
    </Layout>
  )
}

export function EditKioskPage({ id, name, ...form }: { id: string; name: string } & KioskSettingsForm) {
  const { t } = useLanguage()
  const title = t('access:kiosks.editTitle', { name })
  return (
    <Layout title={title} width="narrow">
      <PageHeader title={title} back={{ href: `/kiosks/${id}`, label: name }} />
      <Card>
        <Settings action={`/kiosks/${id}`} method="patch" back={`/kiosks/${id}`} {...form} />
      </Card>
    </Layout>
  )
}

function Settings(props: { action: string; method: 'post' | 'patch'; back: string } & KioskSettingsForm) {
  const { t } = useLanguage()
  const { action, method, back, places, programmes, own, values, problems, standsNow = [] } = props
  const labels = {
    name: t('access:kiosks.name'),
    location_id: t('access:kiosks.place'),
    programme_id: t('access:kiosks.programmes'),
    ways: t('access:kiosks.ways'),
    languages: t('access:kiosks.languages'),
    volume: t('access:kiosks.volume'),
    silent_after: t('access:kiosks.silentAfter'),
  }
  return (
    <Form
      {...{ action, method, problems, labels }}
      values={{ ...values, languages: [own, ...[values['languages'] ?? []].flat()] }}
    >
      {standsNow.length > 0 && <StandsNow title={t('access:kiosks.changedMeanwhile')} rows={standsNow} />}
      {method === 'patch' && <input type="hidden" name="version" value={String(values['version'] ?? '')} />}
      <Field
        name="name"
        label={labels.name}
        hint={t('access:kiosks.nameHint')}
        maxlength={60}
        autocomplete="off"
      />
      <Select
        name="location_id"
        label={labels.location_id}
        hint={t('access:kiosks.placeHint')}
        optional
        empty={t('access:kiosks.everywhere')}
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {programmes.length > 0 && (
        <CheckboxGroup
          name="programme_id"
          label={labels.programme_id}
          hint={t('access:kiosks.programmesHint')}
          optional
          options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {/* Says that nothing ticked is meant so. */}
      <input type="hidden" name="ways" value="" />
      <CheckboxGroup
        name="ways"
        label={labels.ways}
        hint={t('access:kiosks.waysHint')}
        options={kioskWays.map((way) => ({
          value: way,
          label: t(`access:kiosks.way.${way}`),
          hint: t(`access:kiosks.wayHint.${way}`),
        }))}
      />
      <input type="hidden" name="languages" value="" />
      <CheckboxGroup
        name="languages"
        label={labels.languages}
        hint={t('access:kiosks.languagesHint')}
        options={participantLanguages.map((one) => ({
          value: one,
          label: t(`access:kiosks.language.${one}`),
          disabled: one === own,
          hint:
            one === own
              ? t('access:kiosks.languageOwn')
              : reviewedLanguages.includes(one)
                ? undefined
                : t('access:kiosks.languageUnread'),
        }))}
      />
      <NumberField name="volume" label={labels.volume} hint={t('access:kiosks.volumeHint')} />
      <NumberField name="silent_after" label={labels.silent_after} hint={t('access:kiosks.silentHint')} />
      <FormActions>
        <Button kind="primary" icon="check">
          {t('common:save')}
        </Button>
        <LinkButton kind="quiet" href={back}>
          {t('common:cancel')}
        </LinkButton>
      </FormActions>
    </Form>
  )
}
