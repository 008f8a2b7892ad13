import { destinations } from '../../server/outcomes/destinations.ts'
import { exitReasons } from '../../server/outcomes/exit.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { CheckboxGroup, DateField, RadioGroup } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

type Props = {
  enrolment: { id: string; programmeName: string }
  person: { id: string; firstName: string; lastName: string }
  exit: { id: string } | undefined
  values: FormValues
  problems: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}

export function ExitPage({ enrolment, person, exit, values, problems, standsNow = [] }: Props) {
  const { t } = useLanguage()
  const title = exit ? t('programme:exit.correct') : t('programme:exit.record')
  const labels = {
    left_on: t('programme:exit.leftOn'),
    reason: t('programme:exit.reason'),
    destinations: t('programme:exit.destinations'),
  }
  const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
  return (
    <Layout title={title} width="narrow">
      <PageHeader
        title={title}
        lead={t('programme:exit.lead')}
        back={{
          href: `/enrolments/${enrolment.id}`,
          label: `${person.firstName} ${person.lastName}, ${enrolment.programmeName}`,
        }}
      />
      <Card>
        <Form
          action={`/enrolments/${enrolment.id}/exit`}
          method={exit ? 'put' : 'post'}
          {...{ values, problems, labels }}
        >
          {standsNow.length > 0 && (
            <StandsNow title={t('programme:exit.changedMeanwhile')} rows={standsNow} />
          )}
          {exit && <input type="hidden" name="version" value={String(values['version'] ?? '')} />}
          <div class="fields">
            <DateField name="left_on" label={labels.left_on} />
            <RadioGroup
              name="reason"
              label={labels.reason}
              options={exitReasons.map((one) => ({ value: one, label: t(`programme:exit.reasons.${one}`) }))}
            />
            <div class="beside">
              <CheckboxGroup
                name="destinations"
                label={labels.destinations}
                hint={t('programme:exit.destinationsHint')}
                options={destinations.map((one) => ({
                  value: one,
                  label: sentence(t(`outcomes:destination.${one}`)),
                }))}
              />
            </div>
          </div>
          <FormActions>
            <Button kind="primary" icon="flag">
              {title}
            </Button>
            <LinkButton kind="quiet" href={`/participants/${person.id}`}>
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
