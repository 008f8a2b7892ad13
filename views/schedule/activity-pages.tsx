import type { Problem } from '../../server/problem.ts'
import { categories } from '../../server/schedule/categories.ts'
import type { ActivityFacts } from '../../server/schedule/activity-queries.ts'
import type { Named } from '../../server/schedule/queries.ts'
import { minutesInWords } from '../../server/time/words.ts'
import type { Minutes } from '../../server/time/dates.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { WeekTabs } from '../organisation/week-tabs.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Checkbox, CheckboxGroup, Field, NumberField, RadioGroup, TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Tile } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'
import { StandsNow } from '../parts/stands-now.tsx'
import { PlaceFields, type Choices } from './session-form.tsx'

export function ActivitiesPage(props: {
  offered: readonly ActivityFacts[]
  archived: readonly ActivityFacts[]
}) {
  const { t } = useLanguage()
  const { offered, archived } = props
  return (
    <Layout title={t('schedule:activities.title')}>
      <PageHeader title={t('schedule:activities.title')} lead={t('schedule:activities.lead')}>
        <LinkButton kind="primary" icon="plus" href="/activities/new">
          {t('schedule:activities.new')}
        </LinkButton>
      </PageHeader>
      <WeekTabs current="/activities" />
      {offered.length === 0 ? (
        <EmptyState
          icon="sprout"
          title={t('schedule:activities.empty')}
          text={t('schedule:activities.emptyText')}
        />
      ) : (
        <ul class="grid activities">
          {offered.map((activity) => (
            <li>
              <ActivityCard activity={activity} />
            </li>
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <Card title={t('schedule:activities.archivedTitle')}>
          <ul class="list">
            {archived.map(({ id, name }) => (
              <li class="list-row">
                <p>{name}</p>
                <Form action={`/activities/${id}/archive`} method="delete">
                  <Button kind="quiet" small icon="undo-2">
                    {t('schedule:activities.restore')}
                    <span class="unseen"> {name}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Layout>
  )
}

function ActivityCard({ activity }: { activity: ActivityFacts }) {
  const { t, language } = useLanguage()
  const look = categoryLook[activity.category]
  return (
    <article class={`card activity-card tone-${look.tone}`}>
      <header class="activity-header">
        <Tile tone={look.tone} icon={look.icon} />
        <div>
          <h2>{activity.name}</h2>
          <p class="session-category">{t(look.word)}</p>
        </div>
        <LinkButton kind="quiet" icon="pencil" iconOnly href={`/activities/${activity.id}/edit`}>
          {t('schedule:activities.edit', { name: activity.name })}
        </LinkButton>
      </header>
      <ul class="session-facts">
        <li>
          <Icon name="clock" />
          {minutesInWords(activity.usualMinutes as Minutes, language)}
        </li>
        {activity.locationName && (
          <li>
            <Icon name="map-pin" />
            {activity.locationName}
          </li>
        )}
        {activity.outdoors && (
          <li>
            <Icon name="tree-pine" />
            {t('schedule:activities.outside')}
          </li>
        )}
        {activity.headsOnly && (
          <li>
            <Icon name="clipboard-list" />
            {t('schedule:activities.onlyCounted')}
          </li>
        )}
        {activity.leaderName && (
          <li>
            <Icon name="user-round" />
            {activity.leaderName}
          </li>
        )}
        {activity.places !== null && (
          <li>
            <Icon name="users-round" />
            {t('schedule:session.placesCount', { count: activity.places })}
          </li>
        )}
      </ul>
      {activity.description && <p class="soft">{activity.description}</p>}
      <div class="cluster activity-actions">
        <LinkButton small icon="repeat" href={`/activities/${activity.id}/series/new`}>
          {t('schedule:series.toNew')}
          <span class="unseen"> {activity.name}</span>
        </LinkButton>
        <LinkButton small icon="calendar-plus" href={`/sessions/new?activity=${activity.id}`}>
          {t('schedule:session.toNew')}
          <span class="unseen"> {activity.name}</span>
        </LinkButton>
      </div>
    </article>
  )
}

type ActivityFormProps = {
  activity?: ActivityFacts
  choices: Choices
  programmes: readonly Named[]
  values: FormValues
  problems?: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
}

export function ActivityFormPage(props: ActivityFormProps) {
  const { activity, choices, programmes, values, problems, standsNow = [] } = props
  const { t } = useLanguage()
  const title = activity
    ? t('schedule:activities.edit', { name: activity.name })
    : t('schedule:activities.new')
  const labels = {
    name: t('schedule:activities.name'),
    category: t('schedule:activities.category'),
    usual_minutes: t('schedule:activities.usualMinutes'),
    location_id: t('schedule:activities.location'),
    leader_id: t('schedule:activities.leader'),
    places: t('schedule:activities.places'),
    fewest: t('schedule:activities.fewest'),
    description: t('schedule:activities.description'),
    programme_ids: t('schedule:activities.programmes'),
  }
  return (
    <Layout title={title} width="narrow">
      <PageHeader title={title} back={{ href: '/activities', label: t('schedule:activities.title') }} />
      <Card>
        <Form
          action={activity ? `/activities/${activity.id}` : '/activities'}
          method={activity ? 'patch' : 'post'}
          {...{ values, problems, labels }}
        >
          {standsNow.length > 0 && (
            <StandsNow title={t('schedule:activities.changedMeanwhile')} rows={standsNow} />
          )}
          {activity && <input type="hidden" name="version" value={String(activity.version)} />}
          {values['wish_group_id'] && (
            <input type="hidden" name="wish_group_id" value={String(values['wish_group_id'])} />
          )}
          <div class="fields">
            <Field name="name" label={labels.name} maxlength={80} />
            <RadioGroup
              name="category"
              label={labels.category}
              options={categories.map((category) => ({
                value: category,
                label: t(categoryLook[category].word),
              }))}
            />
            <NumberField name="usual_minutes" label={labels.usual_minutes} />
            <PlaceFields choices={choices} labels={labels} />
            <NumberField
              name="fewest"
              label={labels.fewest}
              hint={t('schedule:activities.fewestHint')}
              optional
            />
            <Checkbox name="outdoors" label={t('schedule:activities.outdoors')} optional />
            <Checkbox
              name="heads_only"
              label={t('schedule:activities.headsOnly')}
              hint={t('schedule:activities.headsOnlyHint')}
              optional
            />
            <TextArea
              name="description"
              label={labels.description}
              hint={t('schedule:activities.descriptionHint')}
              optional
            />
            {programmes.length > 0 && (
              <CheckboxGroup
                name="programme_ids"
                label={labels.programme_ids}
                hint={t('schedule:activities.programmesHint')}
                optional
                options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </div>
          <FormActions>
            <Button kind="primary" icon="check">
              {t('common:save')}
            </Button>
            <LinkButton kind="quiet" href="/activities">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
      {activity && activity.archivedAt === null && (
        <Card title={t('schedule:activities.archive')}>
          <p>{t('schedule:activities.archiveHint')}</p>
          <Form action={`/activities/${activity.id}/archive`}>
            <Button kind="danger">{t('schedule:activities.archive')}</Button>
          </Form>
        </Card>
      )}
    </Layout>
  )
}
