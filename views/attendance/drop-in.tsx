import type { Problem } from '../../server/problem.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Form, type FormValues } from '../parts/form.tsx'

type Found = { id: string; firstName: string; lastName: string }

export type Search = {
  values?: FormValues
  problems?: readonly Problem[]
  /** Absent until somebody has searched. */
  found?: readonly Found[]
  /** How many are shown when more fit. */
  most?: number
}

/** Adds somebody who was not booked. A name is searched with POST: it belongs in no address. */
export function DropIn({ session, search }: { session: SessionFacts; search: Search }) {
  const { t } = useLanguage()
  const action = `/sessions/${session.id}/searches`
  return (
    <Card title={t('attendance:dropIn.title')} id="drop-in" class="roll-call-drop-in">
      <p class="soft">{t('attendance:dropIn.lead')}</p>
      <Form
        action={action}
        class="form roll-call-search"
        prefix="drop-in"
        values={search.values}
        problems={search.problems}
        labels={{ name: t('attendance:dropIn.name') }}
        id="drop-in-search"
        hx-post={action}
        hx-target="#drop-in"
        hx-swap="outerMorph"
      >
        <Field name="name" label={t('attendance:dropIn.name')} autocomplete="off" maxlength={80} />
        <Button icon="search" id="drop-in-button">
          {t('attendance:dropIn.search')}
        </Button>
      </Form>
      <div role="status" id="drop-in-found">
        {search.found && <FoundPeople session={session} found={search.found} most={search.most} />}
      </div>
    </Card>
  )
}

function FoundPeople(props: { session: SessionFacts; found: readonly Found[]; most?: number }) {
  const { session, found, most } = props
  const { t } = useLanguage()
  if (found.length === 0) return <p>{t('attendance:dropIn.nobody')}</p>
  return (
    <>
      <h3>{t('attendance:dropIn.found')}</h3>
      <ul class="list">
        {found.map((person) => (
          <li class="list-row">
            <span>{`${person.firstName} ${person.lastName}`}</span>
            <form method="post" action={`/sessions/${session.id}/bookings`} class="cluster">
              <input type="hidden" name="participant_id" value={person.id} />
              <Button
                kind="primary"
                small
                icon="user-plus"
                aria-label={t('attendance:dropIn.addOf', { name: `${person.firstName} ${person.lastName}` })}
              >
                {t('attendance:dropIn.add')}
              </Button>
              {session.seriesId && (
                <Button small kind="quiet" icon="repeat" name="whole_series" value="yes">
                  {t('attendance:dropIn.addToSeries')}
                </Button>
              )}
            </form>
          </li>
        ))}
      </ul>
      {most !== undefined && <p class="soft">{t('attendance:dropIn.many', { max: most })}</p>}
    </>
  )
}
