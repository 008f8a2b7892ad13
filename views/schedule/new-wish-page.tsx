import type { Problem } from '../../server/problem.ts'
import { wishLength } from '../../server/schedule/wish.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Props = {
  person: { id: string; firstName: string; lastName: string }
  values: FormValues
  problems?: readonly Problem[]
}

/** One participant's wish. */
export function NewWishPage({ person, values, problems }: Props) {
  const { t } = useLanguage()
  const name = `${person.firstName} ${person.lastName}`
  const back = `/participants/${person.id}`
  const labels = { words: t('schedule:wish.words') }
  return (
    <Layout title={t('schedule:wish.note')} width="narrow">
      <PageHeader title={t('schedule:wish.note')} back={{ href: back, label: name }} />
      <Card>
        <Form action={`/participants/${person.id}/wishes`} {...{ values, problems, labels }}>
          <TextArea
            name="words"
            label={labels.words}
            hint={t('schedule:wish.wordsHint')}
            rows={3}
            maxlength={wishLength}
          />
          <FormActions>
            <Button kind="primary" icon="check">
              {t('schedule:wish.noteIt')}
            </Button>
            <LinkButton kind="quiet" href={back}>
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
