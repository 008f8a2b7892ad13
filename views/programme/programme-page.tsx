import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../server/problem.ts'
import { kioskQuestions } from '../../server/programme/words.ts'
import { creditRules } from '../../server/programme/presets.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, RadioGroup, TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

type Props = {
  programme: { id: string; name: string; archivedAt: Temporal.Instant | null }
  values: FormValues
  problems: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}

export function ProgrammePage({ programme, values, problems, standsNow = [] }: Props) {
  const { t } = useLanguage()
  const labels = {
    name: t('programme:name'),
    planned_weeks: t('programme:plannedWeeks'),
    weekly_target: t('programme:target'),
    grace: t('programme:grace'),
    credit: t('programme:credit.label'),
    goal: t('programme:goal'),
    question: t('programme:question.label'),
    question_every_days: t('programme:question.every'),
    stages: t('programme:stages'),
  }
  return (
    <Layout title={programme.name} width="narrow">
      <PageHeader title={programme.name} back={{ href: '/programmes', label: t('programme:title') }} />
      <Card>
        <Form action={`/programmes/${programme.id}`} method="put" {...{ values, problems, labels }}>
          {standsNow.length > 0 && <StandsNow title={t('programme:changedMeanwhile')} rows={standsNow} />}
          <input type="hidden" name="version" value={String(values['version'] ?? '')} />
          <div class="fields">
            <Field name="name" label={labels.name} />
            <Field
              name="planned_weeks"
              label={labels.planned_weeks}
              hint={t('programme:plannedWeeksHint')}
              inputmode="numeric"
              size="short"
              optional
            />
            <Field
              name="weekly_target"
              label={labels.weekly_target}
              hint={t('programme:targetHint')}
              inputmode="decimal"
              size="short"
              optional
            />
            <Field name="grace" label={labels.grace} inputmode="numeric" size="short" />
            <RadioGroup
              name="credit"
              label={labels.credit}
              options={creditRules.map((one) => ({ value: one, label: t(`programme:credit.${one}`) }))}
            />
            <Field name="goal" label={labels.goal} inputmode="numeric" size="short" optional />
            <RadioGroup
              name="question"
              label={labels.question}
              hint={t('programme:question.hint')}
              options={(['none', ...kioskQuestions] as const).map((one) => ({
                value: one,
                label: t(`programme:question.${one}`),
              }))}
            />
            <Field
              name="question_every_days"
              label={labels.question_every_days}
              inputmode="numeric"
              size="short"
            />
            <TextArea name="stages" label={labels.stages} hint={t('programme:stagesHint')} rows={7} />
          </div>
          <FormActions>
            <Button kind="primary" icon="check">
              {t('common:save')}
            </Button>
            <LinkButton kind="quiet" href="/programmes">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
      <Card title={programme.archivedAt ? t('programme:archived') : t('programme:archive')}>
        <p class="soft">{t('programme:archiveHint')}</p>
        <Form
          action={`/programmes/${programme.id}/closing`}
          method={programme.archivedAt ? 'delete' : 'post'}
        >
          <Button
            kind={programme.archivedAt ? 'plain' : 'danger'}
            icon={programme.archivedAt ? 'undo-2' : 'flag'}
          >
            {programme.archivedAt ? t('programme:reopen') : t('programme:archive')}
          </Button>
        </Form>
      </Card>
    </Layout>
  )
}
