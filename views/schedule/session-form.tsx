import type { TextKey } from '../../server/language/text.ts'
import type { Problem } from '../../server/problem.ts'
import type { ActivityFacts } from '../../server/schedule/activity-queries.ts'
import { reasonLength } from '../../server/schedule/cancellation.ts'
import type { LocationFacts } from '../../server/schedule/location-queries.ts'
import type { Named } from '../../server/schedule/queries.ts'
import type { Scope } from '../../server/schedule/series-edit.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { DateField, Field, NumberField, RadioGroup, Select, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { TwoVersions, type VersionRow } from '../parts/two-versions.tsx'

/** What can be chosen from in the forms of the schedule. */
export type Choices = {
  activities: readonly ActivityFacts[]
  locations: readonly LocationFacts[]
  leaders: readonly Named[]
}

export type SessionFormProps = {
  choices: Choices
  values: FormValues
  problems?: readonly Problem[]
  /** The session that is changed; without one a new session is planned. */
  session?: { id: string; version: number; doubleBookedBecause: string | null }
  /** What was typed beside what stands now, where the two differ: somebody else was faster. */
  versions?: readonly VersionRow[]
  /** What of its series may change with it. */
  scopes?: readonly Scope[]
}

/** Everything about one session that can be chosen. The same part stands on its page and in the week's dialog. */
export function SessionForm(props: SessionFormProps) {
  const { choices, values, problems = [], session, versions = [], scopes = [] } = props
  const { t } = useLanguage()
  const doubling = doublingOf({ values, problems, session })
  const labels = {
    activity_id: t('schedule:session.activity'),
    date: t('schedule:session.date'),
    start_time: t('schedule:session.startTime'),
    end_time: t('schedule:session.endTime'),
    location_id: t('schedule:session.location'),
    leader_id: t('schedule:session.leader'),
    places: t('schedule:session.places'),
    double_booked_because: t('schedule:session.doubleReason'),
  }
  return (
    <Form
      id="session-form"
      action={session ? `/sessions/${session.id}` : '/sessions'}
      method={session ? 'patch' : 'post'}
      {...{ values, problems, labels }}
    >
      {versions.length > 0 && <TwoVersions title={t('schedule:session.changedMeanwhile')} rows={versions} />}
      {session && <input type="hidden" name="version" value={String(session.version)} />}
      <div class="fields">
        {!session && <ActivityField activities={choices.activities} label={labels.activity_id} />}
        {!session && values['length'] === 'chosen' && <input type="hidden" name="length" value="chosen" />}
        {!session && values['place'] === 'chosen' && <input type="hidden" name="place" value="chosen" />}
        <div class="fields-row">
          <DateField name="date" label={labels.date} />
          <TimeField name="start_time" label={labels.start_time} />
          <TimeField name="end_time" label={labels.end_time} />
        </div>
        <PlaceFields choices={choices} labels={labels} />
        {doubling && (
          <Field
            name="double_booked_because"
            label={labels.double_booked_because}
            hint={
              doubling === 'held'
                ? t('schedule:session.doubleReasonHeld')
                : t('schedule:session.doubleReasonHint', { max: reasonLength })
            }
            optional={doubling === 'held'}
          />
        )}
        {scopes.length > 1 && (
          <RadioGroup
            name="scope"
            label={t('series:scope.label')}
            options={scopes.map((scope) => ({
              value: scope,
              label: t(`series:scope.${scope}`),
              ...(scope !== 'this' && { hint: t('series:scope.previewed') }),
            }))}
          />
        )}
      </div>
      <FormActions>
        <Button kind="primary" icon="check">
          {session ? t('common:save') : t('schedule:session.new')}
        </Button>
        {doubling === 'offered' && (
          <Button icon="layers" name="anyway" value="yes">
            {t('schedule:session.bookAnyway')}
          </Button>
        )}
        {session && (
          <LinkButton kind="quiet" href={`/sessions/${session.id}`}>
            {t('common:cancel')}
          </LinkButton>
        )}
      </FormActions>
    </Form>
  )
}

/** A leader who is taken may be booked all the same, with a reason; which can be taken away again. */
function doublingOf({
  values,
  problems = [],
  session,
}: Pick<SessionFormProps, 'values' | 'problems' | 'session'>): 'held' | 'offered' | undefined {
  const refused = problems.some(({ text }) => leaderTaken.includes(text))
  const asked = problems.some(({ field }) => field === 'double_booked_because')
  if (refused || asked) return 'offered'
  const held = session?.doubleBookedBecause ?? values['double_booked_because']
  return held ? 'held' : undefined
}
const leaderTaken: readonly TextKey[] = ['schedule:session.leaderTaken', 'schedule:session.leaderTakenNow']

/** Choosing one fills in what is usual for it: by a script at once, without one by the button. */
function ActivityField({ activities, label }: { activities: readonly ActivityFacts[]; label: string }) {
  const { t } = useLanguage()
  return (
    <div class="session-activity">
      <Select
        name="activity_id"
        label={label}
        hint={t('schedule:session.usualHint')}
        empty={t('schedule:session.chooseActivity')}
        options={activities.map(({ id, name }) => ({ value: id, label: name }))}
        hx-get="/sessions/new"
        hx-trigger="change"
        hx-include="closest form"
        hx-target="#session-form"
        hx-swap="outerMorph"
      />
      <Button kind="quiet" small formaction="/sessions/new" formmethod="get" class="without-script">
        {t('schedule:session.usual')}
      </Button>
    </div>
  )
}

/** Where, with whom and for how many: the same for a session and for a series. */
export function PlaceFields(props: {
  choices: Choices
  labels: Record<'location_id' | 'leader_id' | 'places', string>
}) {
  const { t } = useLanguage()
  const { choices, labels } = props
  return (
    <>
      <Select
        name="location_id"
        label={labels.location_id}
        optional
        empty={t('schedule:session.noLocation')}
        options={choices.locations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        name="leader_id"
        label={labels.leader_id}
        optional
        empty={t('schedule:session.noLeader')}
        options={choices.leaders.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <NumberField name="places" label={labels.places} hint={t('schedule:session.placesHint')} optional />
    </>
  )
}
