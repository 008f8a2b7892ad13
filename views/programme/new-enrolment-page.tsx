import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { EnrolmentFields, useEnrolmentLabels, type Choices } from './enrolment-fields.tsx'

type Props = {
  person: { id: string; firstName: string; lastName: string }
  choices: Choices
  values: FormValues
  problems: readonly Problem[]
}

export function NewEnrolmentPage({ person, choices, values, problems }: Props) {
  const { t } = useLanguage()
  const labels = useEnrolmentLabels()
  const href = `/participants/${person.id}`
  return (
    <Layout title={t('programme:enrolment.new')} width="narrow">
      <PageHeader
        title={t('programme:enrolment.new')}
        lead={t('programme:enrolment.newLead')}
        back={{ href, label: `${person.firstName} ${person.lastName}` }}
      />
      <Card>
        <Form action={`${href}/enrolments`} {...{ values, problems, labels }}>
          <div class="fields">
            <EnrolmentFields choices={choices} />
          </div>
          <FormActions>
            <Button kind="primary" icon="check">
              {t('programme:enrolment.do')}
            </Button>
            <LinkButton kind="quiet" href={href}>
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
