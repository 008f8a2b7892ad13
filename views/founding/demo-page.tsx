import type { Role } from '../../server/access/permissions.ts'
import { facesOfLanguages, type ParticipantLanguage } from '../../server/language/text.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { QrCode } from '../parts/qr-code.tsx'

type Person = { name: string; email: string; roles: readonly Role[]; password: string }

type Guest = {
  name: string
  code: string
  card: string
  readers: readonly { name: string; language: ParticipantLanguage; code: string }[]
  calendar: string
  ownWeek: string
  hall: string
}

const tour = ['series', 'weeks', 'notices', 'talks', 'wishes', 'changes', 'poster', 'door'] as const

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
      <Card title={t('founding:demo.tour.title')}>
        <ul class="stack stack-small">
          {tour.map((what) => (
            <li>
              <strong>{t(`founding:demo.tour.${what}.title`)}</strong>
              <p class="soft">{t(`founding:demo.tour.${what}.text`)}</p>
            </li>
          ))}
        </ul>
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
            {guest.readers.map(({ name, language, code }) => (
              <div>
                <dt>
                  {t('founding:demo.codeOf', { name })}{' '}
                  <span lang={facesOfLanguages[language].tag} dir={facesOfLanguages[language].dir}>
                    {facesOfLanguages[language].name}
                  </span>
                </dt>
                <dd>
                  <code>{code}</code>
                </dd>
              </div>
            ))}
            <div>
              <dt>{t('founding:demo.card')}</dt>
              <dd>
                <QrCode text={guest.card} label={t('founding:demo.cardPicture')} class="demo-card" />
                <p class="hint">{t('founding:demo.cardHint')}</p>
                <code>{guest.card}</code>
              </dd>
            </div>
            <div>
              <dt>{t('founding:demo.calendar')}</dt>
              <dd>
                <a href={guest.calendar}>{guest.calendar}</a>
              </dd>
            </div>
            <div>
              <dt>{t('founding:demo.ownWeek')}</dt>
              <dd>
                <a href={guest.ownWeek}>{guest.ownWeek}</a>
              </dd>
            </div>
            <div>
              <dt>{t('founding:demo.hall')}</dt>
              <dd>
                <a href={guest.hall}>{guest.hall}</a>
              </dd>
            </div>
          </dl>
          <p class="soft">{t('founding:demo.tablet')}</p>
        </Card>
      )}
    </Layout>
  )
}
