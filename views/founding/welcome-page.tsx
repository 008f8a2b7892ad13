import { languages } from '../../server/language/text.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, PasswordField, RadioGroup } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { PresetChoice } from '../programme/preset-choice.tsx'

type Props = { values: FormValues; problems: readonly Problem[]; demo: boolean }

/** The first page of an empty installation. */
export function WelcomePage({ values, problems, demo }: Props) {
  const { t } = useLanguage()
  return (
    <Layout title={t('founding:title')} width="narrow">
      <PageHeader title={t('founding:title')} lead={t('founding:lead')} />
      {demo && (
        <Card title={t('founding:demo.title')} tone="moss">
          <p>{t('founding:demo.text')}</p>
          <Form action="/demo">
            <div class="cluster">
              <Button icon="sprout">{t('founding:demo.do')}</Button>
              <span class="soft">{t('founding:demo.wait')}</span>
            </div>
          </Form>
        </Card>
      )}
      <Card title={t('founding:own.title')}>
        <p>{t('founding:own.text')}</p>
        <FoundingForm values={values} problems={problems} />
      </Card>
    </Layout>
  )
}

function FoundingForm({ values, problems }: Omit<Props, 'demo'>) {
  const { t } = useLanguage()
  const labels = {
    code: t('founding:code.label'),
    organisation: t('founding:organisation.label'),
    language: t('founding:language'),
    name: t('founding:name'),
    email: t('founding:email'),
    password: t('founding:password'),
    preset: t('founding:preset'),
  }
  const advice = t('access:password.advice', { required: 8, advised: 15 })
  return (
    <Form action="/welcome" class="sections" {...{ values, problems, labels }}>
      <section class="fields">
        <h3>{t('founding:own.starter')}</h3>
        <Field
          name="code"
          label={labels.code}
          hint={t('founding:code.hint')}
          size="medium"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <Field name="organisation" label={labels.organisation} hint={t('founding:organisation.hint')} />
        <RadioGroup
          name="language"
          label={labels.language}
          inline
          options={languages.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
        />
      </section>
      <section class="fields">
        <h3>{t('founding:own.you')}</h3>
        <Field name="name" label={labels.name} autocomplete="name" />
        <Field
          name="email"
          type="email"
          label={labels.email}
          hint={t('founding:emailHint')}
          autocomplete="username"
        />
        <PasswordField name="password" label={labels.password} hint={advice} autocomplete="new-password" />
      </section>
      <section class="fields">
        <h3>{t('founding:own.programme')}</h3>
        <PresetChoice label={labels.preset} hint={t('founding:presetHint')} />
      </section>
      <FormActions>
        <Button kind="primary" icon="arrow-right">
          {t('founding:own.do')}
        </Button>
      </FormActions>
    </Form>
  )
}
