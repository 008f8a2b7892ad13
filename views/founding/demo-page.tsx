import type { Role } from '../../server/access/permissions.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Person = { name: string; email: string; roles: readonly Role[]; password: string }

type Guest = { name: string; code: string; calendar: string }

/** Who one may be in the demo. */
export function DemoPage({ people, guest }: { people: readonly Person[]; guest?: Guest }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('founding:demo.ready')} width="narrow">
      <PageHeader title={t('founding:demo.ready')} lead={t('founding:demo.readyLead')} />
      <Card>
        <ul class="list">
          {people.map((person) => (
            <li class="list-row">
              <div>
                <strong>{person.name}</strong>
                <p class="soft">
                  {person.roles.map((role) => t(`access:role.${role}`)).join(', ')} · {person.email}
                </p>
              </div>
              <Form action="/sign-in">
                <input type="hidden" name="email" value={person.email} />
                <input type="hidden" name="password" value={person.password} />
                <Button icon="log-in">{t('founding:demo.signIn', { name: person.name })}</Button>
              </Form>
            </li>
          ))}
        </ul>
        {people[0] && (
          <p class="soft">
            {t('founding:demo.password')} <code>{people[0].password}</code>
          </p>
        )}
      </Card>
      {guest && (
        <Card title={t('founding:demo.guest', { name: guest.name })}>
          <dl class="facts">
            <div>
              <dt>{t('founding:demo.code')}</dt>
              <dd>
                <code>{guest.code}</code>
              </dd>
            </div>
            <div>
              <dt>{t('founding:demo.calendar')}</dt>
              <dd>
                <a href={guest.calendar}>{guest.calendar}</a>
              </dd>
            </div>
          </dl>
          <p class="soft">{t('founding:demo.tablet')}</p>
        </Card>
      )}
    </Layout>
  )
}
