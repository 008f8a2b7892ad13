import type { ClosedDay } from '../../server/organisation/closed-days.ts'
import type { ActivityFacts } from '../../server/schedule/activity-queries.ts'
import type { Outlook, Plan } from '../../server/schedule/bulk-form.tsx'
import { reasonLength } from '../../server/schedule/cancellation.ts'
import type { Recurrence } from '../../server/schedule/recurrence.ts'
import type { SeriesPlan } from '../../server/schedule/series-plan.ts'
import { endInWords, seriesInWords } from '../../server/schedule/series-words.ts'
import { dateAndYearInWords, dateInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { BulkPreviewPage } from './bulk-preview.tsx'

type NewSeries = Plan & {
  /** How many would have begun already. */
  past: number
  closed: readonly ClosedDay[]
}

const mostListed = 12

/** The sessions of a new series before there are any, and what stands in their way. */
export function NewSeriesPreview(props: {
  activity: ActivityFacts
  outlook: Outlook<NewSeries>
  plan: SeriesPlan & Recurrence
}) {
  const { activity, outlook, plan } = props
  const { t, language } = useLanguage()
  const { clashes, sessions } = outlook
  const { past, closed } = outlook.plan
  const [first, last] = [sessions[0], sessions.at(-1)]
  const day = (session = first) => (session ? dateAndYearInWords(session.date, language) : '')
  const open = plan.endsOn === null && plan.times === null
  const mayBeDone = sessions.length > 0 || clashes.length === 0
  const happens = [
    ...(first
      ? [t('series:new.sessions', { count: sessions.length, first: day(first), last: day(last) })]
      : [t(clashes.length > 0 ? 'series:new.allInTheWay' : 'series:new.later')]),
    ...(open && first ? [t('series:new.goesOn')] : []),
    ...(plan.doubleBookedBecause === null
      ? []
      : [t('series:new.doubled', { because: plan.doubleBookedBecause })]),
    ...closed
      .slice(0, mostListed)
      .map(({ date, name }) =>
        t('schedule:change.effect.closed', { date: dateInWords(date, language), name: name[language] }),
      ),
    ...(closed.length > mostListed
      ? [t('series:preview.closedMore', { count: closed.length - mostListed })]
      : []),
  ]
  return (
    <BulkPreviewPage
      title={t('series:preview.title', { name: activity.name })}
      lead={`${seriesInWords(plan, language)}, ${endInWords(plan, language)}`}
      action={`/activities/${activity.id}/series`}
      yes={t('schedule:series.plan')}
      happens={happens}
      stays={past > 0 ? [t('weeks:left.past', { count: past })] : []}
      outlook={outlook}
      actions={
        mayBeDone ? (
          <Button kind="primary" icon="check">
            {clashes.length > 0
              ? t('weeks:preview.yesWithoutClashes', { yes: t('schedule:series.plan') })
              : t('schedule:series.plan')}
          </Button>
        ) : (
          <></>
        )
      }
    >
      {clashes.some(({ of }) => of === 'leader') && <DoubleBooking activity={activity} outlook={outlook} />}
    </BulkPreviewPage>
  )
}

/** The leader may lead two things at once when somebody says why; what that would do is shown first, too. */
function DoubleBooking({ activity, outlook }: { activity: ActivityFacts; outlook: Outlook }) {
  const { t } = useLanguage()
  const labels = { double_booked_because: t('schedule:session.doubleReason') }
  const others = Object.entries(outlook.values).filter(([name]) => name !== 'double_booked_because')
  return (
    <section aria-labelledby="double-title">
      <h3 id="double-title">{t('series:new.double')}</h3>
      <Form action={`/activities/${activity.id}/series`} values={{}} labels={labels}>
        {others.flatMap(([name, value]) =>
          [value].flat().map((one) => <input type="hidden" name={name} value={one} />),
        )}
        <Field
          name="double_booked_because"
          label={labels.double_booked_because}
          hint={t('schedule:session.doubleReasonHint', { max: reasonLength })}
        />
        <FormActions>
          <Button icon="arrow-right">{t('series:new.doubleDo')}</Button>
        </FormActions>
      </Form>
    </section>
  )
}
