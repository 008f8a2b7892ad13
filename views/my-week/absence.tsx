import type { PropsWithChildren } from 'hono/jsx'
import { longestAbsenceReason } from '../../server/attendance/absence.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../participant-language.tsx'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form, type FormValues } from '../parts/form.tsx'

/** An absence form that came back: about which session or day it was. */
export type TypedAbsence = { about: string | undefined; values: FormValues; problems: readonly Problem[] }

/** That one cannot come to a session, or for a whole day; why is asked for and need not be said. */
export function TellAbsence(
  props: PropsWithChildren<{
    path: string
    about: { session: string } | { day: string }
    typed: TypedAbsence
  }>,
) {
  const { path, about, typed, children } = props
  const { t } = useLanguage()
  const id = 'session' in about ? about.session : about.day
  const back = typed.about === id ? typed : undefined
  return (
    <details class="more own-absence" open={back !== undefined}>
      <summary>{children}</summary>
      <Form
        action={`${path}/absences`}
        class="stack stack-small"
        values={back?.values}
        problems={back?.problems}
        labels={{ reason: t('myWeek:absence.reason') }}
        prefix={`absence-${id}`}
      >
        <input type="hidden" name={'session' in about ? 'session_id' : 'day'} value={id} />
        <p>{t('myWeek:absence.lead')}</p>
        <TextArea
          name="reason"
          label={t('myWeek:absence.reason')}
          hint={t('myWeek:absence.reasonHint')}
          optional
          rows={2}
          maxlength={longestAbsenceReason}
        />
        <div class="cluster">
          <Button icon="mail">{t('myWeek:absence.send')}</Button>
        </div>
      </Form>
    </details>
  )
}
