import { facesOfLanguages, participantLanguages } from '../../server/language/text.ts'
import { genders } from '../../server/people/words.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Checkbox, Field, RadioGroup, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { EnrolmentFields, useEnrolmentLabels, type Choices } from '../programme/enrolment-fields.tsx'

type Props = {
  values: FormValues
  problems: readonly Problem[]
  /** Whose details are changed; without, somebody is added. */
  person?: { id: string; firstName: string; lastName: string }
  /** What a first enrolment may be. */
  choices?: Choices
  /** What somebody else has saved in the meantime. */
  meanwhile?: Record<string, string>
}

export function ParticipantFormPage({ values, problems, person, choices, meanwhile }: Props) {
  const { t } = useLanguage()
  const personLabels = usePersonLabels()
  const labels = { ...personLabels, ...useEnrolmentLabels() }
  const title = person ? t('people:form.edit') : t('people:form.new')
  const back = person
    ? { href: `/participants/${person.id}`, label: `${person.firstName} ${person.lastName}` }
    : { href: '/participants', label: t('people:participants.title') }
  return (
    <Layout title={title} width="narrow">
      <PageHeader title={title} lead={person ? undefined : t('people:form.newLead')} back={back} />
      {meanwhile && <Meanwhile saved={meanwhile} typed={values} labels={personLabels} />}
      <Form
        action={person ? `/participants/${person.id}` : '/participants'}
        method={person ? 'put' : 'post'}
        class="stack"
        {...{ values, problems, labels }}
      >
        {person && <input type="hidden" name="version" value={String(values['version'] ?? '')} />}
        <Card title={t('people:form.person')}>
          <PersonFields />
        </Card>
        <Card title={t('people:form.contact')}>
          <EasingFields />
        </Card>
        {choices && (
          <Card title={t('people:form.enrolment')}>
            <div class="fields">
              <EnrolmentFields choices={choices} later={t('people:form.later')} />
            </div>
          </Card>
        )}
        <FormActions>
          <Button kind="primary" icon={person ? 'check' : 'user-plus'}>
            {meanwhile ? t('people:form.conflictSave') : person ? t('common:save') : t('people:form.save')}
          </Button>
          <LinkButton kind="quiet" href={back.href}>
            {t('common:cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </Layout>
  )
}

function usePersonLabels() {
  const { t } = useLanguage()
  return {
    first_name: t('people:firstName'),
    last_name: t('people:lastName'),
    gender: t('people:gender.label'),
    birth_year: t('people:birthYear'),
    language: t('people:language'),
    largest_group: t('people:largestGroup'),
    greeted: t('people:greetedShort'),
    protected: t('people:protected'),
  }
}

function PersonFields() {
  const { t } = useLanguage()
  const labels = usePersonLabels()
  return (
    <div class="fields">
      <Field name="first_name" label={labels.first_name} autocomplete="off" />
      <Field name="last_name" label={labels.last_name} autocomplete="off" />
      <RadioGroup
        name="gender"
        label={labels.gender}
        inline
        options={genders.map((one) => ({ value: one, label: t(`people:gender.${one}`) }))}
      />
      <Field
        name="birth_year"
        label={labels.birth_year}
        hint={t('people:birthYearHint')}
        inputmode="numeric"
        size="short"
        optional
      />
      <Checkbox name="protected" label={labels.protected} hint={t('people:protectedHint')} />
    </div>
  )
}

function EasingFields() {
  const { t } = useLanguage()
  const labels = usePersonLabels()
  return (
    <div class="fields">
      <Checkbox name="greeted" label={t('people:greeted')} />
      <Select
        name="language"
        label={labels.language}
        hint={t('people:languageHint')}
        empty={t('people:languageOfOrganisation')}
        options={participantLanguages.map((one) => ({ value: one, label: facesOfLanguages[one].name }))}
        size="medium"
        optional
      />
      <Field
        name="largest_group"
        label={labels.largest_group}
        hint={t('people:largestGroupHint')}
        inputmode="numeric"
        size="short"
        optional
      />
    </div>
  )
}

type Differing = {
  saved: Record<string, string>
  typed: FormValues
  labels: ReturnType<typeof usePersonLabels>
}

/** What differs between what is saved now and what the second of two editors wrote. */
function Meanwhile({ saved, typed, labels }: Differing) {
  const { t } = useLanguage()
  const inWords = (name: string, value: string) =>
    name === 'gender'
      ? t(`people:gender.${genders.find((one) => one === value) ?? 'not_recorded'}`)
      : name === 'greeted' || name === 'protected'
        ? t(value === 'yes' ? 'common:yes' : 'common:no')
        : value === ''
          ? '–'
          : value
  return (
    <Notice kind="warning" title={t('people:form.conflict')} live>
      <p>{t('people:form.conflictText')}</p>
      <dl class="facts">
        {Object.entries(labels)
          .filter(([name]) => (saved[name] ?? '') !== (typed[name] ?? ''))
          .map(([name, label]) => (
            <>
              <dt>{label}</dt>
              <dd>{inWords(name, saved[name] ?? '')}</dd>
            </>
          ))}
      </dl>
    </Notice>
  )
}
