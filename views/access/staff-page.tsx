import type { Temporal } from 'temporal-polyfill'
import type { Role } from '../../server/access/permissions.ts'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Row = {
  id: string
  name: string
  email: string
  roles: readonly Role[]
  leftAt: Temporal.Instant | null
}

export function StaffPage(props: { staff: readonly Row[]; viewerId: string; timeZone: string }) {
  const { t, language } = useLanguage()
  return (
    <Layout title={t('access:staff.title')}>
      <PageHeader
        title={t('access:staff.title')}
        lead={t('access:staff.lead')}
        back={{ href: '/organisation', label: t('organisation:title') }}
      >
        <LinkButton kind="primary" icon="user-plus" href="/staff/new">
          {t('access:staff.add')}
        </LinkButton>
      </PageHeader>
      <Table
        caption={t('access:staff.caption')}
        captionUnseen
        columns={[
          { label: t('access:staff.name') },
          { label: t('access:staff.email') },
          { label: t('access:staff.roles') },
        ]}
      >
        {props.staff.map((one) => (
          <tr>
            <Cell heading>
              <a href={`/staff/${one.id}`}>{one.name}</a>
            </Cell>
            <Cell label={t('access:staff.email')}>{one.email}</Cell>
            <Cell label={t('access:staff.roles')}>
              {one.leftAt ? (
                <span class="soft">
                  {t('access:staff.left', { when: momentInWords(one.leftAt, props.timeZone, language) })}
                </span>
              ) : (
                <span class="cluster">
                  {one.roles.map((role) => (
                    <Pill tone={role === 'administrator' ? 'lake' : 'stone'}>{t(`access:role.${role}`)}</Pill>
                  ))}
                </span>
              )}
            </Cell>
          </tr>
        ))}
      </Table>
    </Layout>
  )
}
