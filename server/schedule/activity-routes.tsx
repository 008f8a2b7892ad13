import { Hono, type Context } from 'hono'
import { brokenConstraint } from '../../db/client.ts'
import { ActivitiesPage, ActivityFormPage } from '../../views/schedule/activity-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { activityNameLength, whyNotActivity } from './activity.ts'
import { categories } from './categories.ts'
import { placesRange, sessionLength } from './planning.ts'
import {
  activitiesOffered,
  activityAt,
  addActivity,
  archiveActivity,
  archivedActivities,
  changeActivity,
  programmesOfActivity,
  programmesToOpenTo,
  unarchiveActivity,
  type ActivityChange,
  type ActivityFacts,
} from './activity-queries.ts'
import { choicesHere, placeTyped } from './session-form.ts'
import { fulfilWishGroup, wishGroupAt } from './wish-queries.ts'

/** What is offered: Yoga, Chiball, Matlagningstimma … */
export const activityRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

activityRoutes.get('/activities', planners, async (c) => {
  const lists = await c.var.db(async (tx) => ({
    offered: await activitiesOffered(tx),
    archived: await archivedActivities(tx),
  }))
  return show(c, <ActivitiesPage {...lists} />)
})

activityRoutes.get('/activities/new', planners, async (c) => {
  const wished = await wishGroupOf(c, c.req.query('wish_group') ?? '')
  const values = { usual_minutes: '60', ...(wished && { name: wished.name, wish_group_id: wished.id }) }
  return show(c, <ActivityFormPage {...{ values, ...(await formChoices(c)) }} />)
})

activityRoutes.post('/activities', planners, async (c) => {
  const choices = await formChoices(c)
  const { change, values, problems } = await activityTyped(c, choices)
  const again = (problems: readonly Problem[]) =>
    show(c, <ActivityFormPage {...{ values, problems, ...choices }} />, 422)
  if (problems.length > 0) return again(problems)
  const wished = await wishGroupOf(c, String(values['wish_group_id'] ?? ''))
  const added = await orNameTaken(() =>
    c.var.db(async (tx) => {
      const id = await addActivity(tx, change)
      if (wished) await fulfilWishGroup(tx, wished.id, id)
      return id
    }),
  )
  if (added === nameTaken) return again([nameTaken])
  return wished
    ? done(c, `/wish-groups/${wished.id}`, 'schedule:wish.fulfilled')
    : done(c, '/activities', 'schedule:activities.added')
})

/** The wishes that an activity is made from, as long as none has come of them. */
async function wishGroupOf(c: Context<Env>, id: string) {
  const group = isIdentifier(id) ? await c.var.db((tx) => wishGroupAt(tx, id)) : undefined
  return group?.activityId === null ? group : undefined
}

activityRoutes.get('/activities/:id/edit', planners, async (c) => {
  const activity = await activityHere(c)
  const programmes = await c.var.db((tx) => programmesOfActivity(tx, activity.id))
  const values = {
    name: activity.name,
    category: activity.category,
    usual_minutes: String(activity.usualMinutes),
    location_id: activity.locationId ?? '',
    leader_id: activity.leaderId ?? '',
    places: String(activity.places ?? ''),
    fewest: String(activity.fewest ?? ''),
    outdoors: activity.outdoors ? 'yes' : '',
    heads_only: activity.headsOnly ? 'yes' : '',
    description: activity.description,
    programme_ids: programmes,
  }
  return show(c, <ActivityFormPage {...{ activity, values, ...(await formChoices(c, activity)) }} />)
})

activityRoutes.patch('/activities/:id', planners, async (c) => {
  const activity = await activityHere(c)
  const choices = await formChoices(c, activity)
  const { change, version, values, problems } = await activityTyped(c, choices)
  const again = (problems: readonly Problem[]) =>
    show(
      c,
      <ActivityFormPage {...{ activity: { ...activity, version }, values, problems, ...choices }} />,
      422,
    )
  if (problems.length > 0) return again(problems)
  const changed = await orNameTaken(() =>
    c.var.db((tx) => changeActivity(tx, { id: activity.id, version }, change, c.var.now)),
  )
  if (changed === nameTaken) return again([nameTaken])
  if (!changed) {
    const now = await activityHere(c)
    const page = { activity: now, values, standsNow: standsNow(c, now, change), ...choices }
    return show(c, <ActivityFormPage {...page} />, 409)
  }
  return done(c, '/activities', 'schedule:activities.changed')
})

activityRoutes.post('/activities/:id/archive', planners, async (c) => {
  const { id } = await activityHere(c)
  await c.var.db((tx) => archiveActivity(tx, id, c.var.now))
  return done(c, '/activities', 'schedule:activities.archived')
})

activityRoutes.delete('/activities/:id/archive', planners, async (c) => {
  const { id } = await activityHere(c)
  const restored = await orNameTaken(() => c.var.db((tx) => unarchiveActivity(tx, id)))
  if (restored === nameTaken) throw new Rejected(409, nameTaken.text)
  return done(c, '/activities', 'schedule:activities.restored')
})

/** The activity of the address; another organisation's does not exist here. */
export async function activityHere(c: Context<Env>): Promise<ActivityFacts> {
  const id = c.req.param('id') ?? ''
  const activity = isIdentifier(id) ? await c.var.db((tx) => activityAt(tx, id)) : undefined
  if (!activity) throw new Rejected(404, 'common:rejected.missing')
  return activity
}

async function formChoices(c: Context<Env>, kept?: Parameters<typeof choicesHere>[1]) {
  return { choices: await choicesHere(c, kept), programmes: await c.var.db(programmesToOpenTo) }
}

async function activityTyped(
  c: Context<Env>,
  { choices, programmes }: Awaited<ReturnType<typeof formChoices>>,
) {
  const form = await fields(c)
  const change: ActivityChange = {
    name: form.text('name', { max: activityNameLength }),
    category: form.choice('category', categories),
    usualMinutes: form.whole('usual_minutes', { min: sessionLength.least, max: sessionLength.most }),
    ...placeTyped(form, choices),
    fewest: form.optionalWhole('fewest', placesRange) ?? null,
    outdoors: form.checked('outdoors'),
    headsOnly: form.checked('heads_only'),
    description: form.lines('description', { max: 1000, optional: true }),
    programmeIds: [...new Set(form.manyIds('programme_ids'))],
  }
  if (!change.programmeIds.every((id) => programmes.some((programme) => programme.id === id)))
    form.refuse('programme_ids', 'common:problem.choice')
  const version = form.optionalWhole('version', { min: 1, max: 999_999_999 }) ?? 0
  const problems = form.problems.length > 0 ? form.problems : whyNotActivity(change)
  return { change, version, values: form.values, problems }
}

const nameTaken: Problem = { field: 'name', text: 'schedule:activities.nameTaken' }

/** Two activities on offer never have the same name; the database has the last word on it. */
async function orNameTaken<Result>(work: () => Promise<Result>): Promise<Result | typeof nameTaken> {
  try {
    return await work()
  } catch (error) {
    if (brokenConstraint(error) === 'activity_name') return nameTaken
    throw error
  }
}

/** What differs between what is stored now and what was typed, in words. */
function standsNow(c: Context<Env>, now: ActivityFacts, wish: ActivityChange) {
  const { t } = c.var
  const nothing = t('common:nothing')
  return [
    { differs: now.name !== wish.name, label: t('schedule:activities.name'), value: now.name },
    {
      differs: now.category !== wish.category,
      label: t('schedule:activities.category'),
      value: t(`schedule:category.${now.category}`),
    },
    {
      differs: now.usualMinutes !== wish.usualMinutes,
      label: t('schedule:activities.usualMinutes'),
      value: String(now.usualMinutes),
    },
    {
      differs: now.locationId !== wish.locationId,
      label: t('schedule:activities.location'),
      value: now.locationName ?? nothing,
    },
    {
      differs: now.leaderId !== wish.leaderId,
      label: t('schedule:activities.leader'),
      value: now.leaderName ?? nothing,
    },
    {
      differs: now.places !== wish.places,
      label: t('schedule:activities.places'),
      value: String(now.places ?? t('schedule:session.unlimited')),
    },
    {
      differs: now.fewest !== wish.fewest,
      label: t('schedule:activities.fewest'),
      value: String(now.fewest ?? nothing),
    },
    {
      differs: now.outdoors !== wish.outdoors,
      label: t('schedule:activities.outdoors'),
      value: t(now.outdoors ? 'common:yes' : 'common:no'),
    },
    {
      differs: now.headsOnly !== wish.headsOnly,
      label: t('schedule:activities.headsOnly'),
      value: t(now.headsOnly ? 'common:yes' : 'common:no'),
    },
    {
      differs: now.description !== wish.description,
      label: t('schedule:activities.description'),
      value: now.description === '' ? nothing : now.description,
    },
  ].filter((row) => row.differs)
}
