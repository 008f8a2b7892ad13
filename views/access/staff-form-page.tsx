import type { Temporal } from 'temporal-polyfill'
import { roles } from '../../server/access/permissions.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { CheckboxGroup, Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'

type Member = { id: string; name: string; leftAt: Temporal.Instant | null }
type Props = {
  values: FormValues
  problems: readonly Problem[]
  member?: Member
  standsNow?: readonly { label: string; value: string }[]
}

/** A new colleague, or what is known of one. */
export function StaffFormPage({ values, problems, member, standsNow = [] }: Props) {
  const { t } = useLanguage()
  const title = member ? t('access:staff.editTitle', { name: member.name }) : t('access:staff.add')
  const labels = {
    name: t('access:staff.name'),
    email: t('access:staff.email'),
    roles: t('access:staff.roles'),
  }
  return (
    <Layout title={title} width="narrow">
      <PageHeader title={title} back={{ href: '/staff', label: t('access:staff.title') }} />
      <Card>
        <Form
          action={member ? `/staff/${member.id}` : '/staff'}
          method={member ? 'put' : 'post'}
          {...{ values, problems, labels }}
        >
          {standsNow.length > 0 && <StandsNow title={t('access:staff.changedMeanwhile')} rows={standsNow} />}
          {member && <input type="hidden" name="version" value={String(values['version'] ?? '')} />}
          <div class="fields">
            <Field name="name" label={labels.name} autocomplete="off" />
            <Field
              name="email"
              type="email"
              label={labels.email}
              hint={t('access:staff.emailHint')}
              autocomplete="off"
            />
            <CheckboxGroup
              name="roles"
              label={labels.roles}
              options={roles.map((role) => ({
                value: role,
                label: t(`access:role.${role}`),
                hint: t(`access:staff.roleHint.${role}`),
              }))}
            />
          </div>
          <FormActions>
            <Button kind="primary" icon={member ? 'check' : 'user-plus'}>
              {member ? t('common:save') : t('access:staff.do')}
            </Button>
            <LinkButton kind="quiet" href="/staff">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
      {member && <Employment member={member} />}
    </Layout>
  )
}

function Employment({ member }: { member: Member }) {
  const { t } = useLanguage()
  if (member.leftAt)
    return (
      <Card title={t('access:staff.back')}>
        <Form action={`/staff/${member.id}/departure`} method="delete">
          <Button icon="undo-2">{t('access:staff.back')}</Button>
        </Form>
      </Card>
    )
  return (
    <>
      <Card title={t('access:staff.password.title')}>
        <p class="soft">{t('access:staff.password.renewHint')}</p>
        <Form action={`/staff/${member.id}/password`}>
          <Button icon="key-round">{t('access:staff.password.renew')}</Button>
        </Form>
      </Card>
      <Card title={t('access:staff.leave')}>
        <p class="soft">{t('access:staff.leaveHint')}</p>
        <Form action={`/staff/${member.id}/departure`}>
          <Button kind="danger" icon="log-out">
            {t('access:staff.leave')}
          </Button>
        </Form>
      </Card>
    </>
  )
}
