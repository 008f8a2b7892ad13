import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { LocationFormPage, LocationsPage } from '../../views/schedule/location-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import {
  addLocation,
  archiveLocation,
  changeLocation,
  heldLocation,
  locationAt,
  locations,
  type LocationChange,
  type LocationFacts,
  type StandingLocation,
} from './location-queries.ts'

/** Where things are held. */
export const locationRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

locationRoutes.get('/locations', planners, async (c) => {
  return show(c, <LocationsPage locations={await c.var.db(locations)} />)
})

locationRoutes.post('/locations', planners, async (c) => {
  const { facts, values, problems } = await locationTyped(c)
  const problem =
    problems.length === 0 ? await orRefused(() => c.var.db((tx) => addLocation(tx, facts))) : undefined
  const all = problem ? [problem] : problems
  if (all.length > 0)
    return show(
      c,
      <LocationsPage {...{ locations: await c.var.db(locations), values, problems: all }} />,
      422,
    )
  return done(c, '/locations', 'schedule:locations.added')
})

locationRoutes.get('/locations/:id/edit', planners, async (c) => {
  const { id, name, outdoors, shareable, version } = await locationHere(c)
  const values = {
    name,
    outdoors: outdoors ? 'yes' : '',
    shareable: shareable ? 'yes' : '',
    version: String(version),
  }
  return show(c, <LocationFormPage {...{ id, name, values }} />)
})

locationRoutes.patch('/locations/:id', planners, async (c) => {
  const { id, name } = await locationHere(c)
  const { facts, version, values, problems } = await locationTyped(c)
  let stale: { now: StandingLocation; rows: ReturnType<typeof standsNow> } | undefined
  const save = async (tx: Tx) => {
    const now = (await heldLocation(tx, id))!
    const rows = version === now.version ? [] : standsNow(c, now, facts)
    if (rows.length > 0) stale = { now, rows }
    else await changeLocation(tx, now, facts, c.var.now)
  }
  const problem = problems.length === 0 ? await orRefused(() => c.var.db(save)) : undefined
  if (stale) {
    const { now, rows } = stale
    const merged = { ...values, version: String(now.version) }
    return show(c, <LocationFormPage {...{ id, name: now.name, values: merged, standsNow: rows }} />, 409)
  }
  const all = problem ? [problem] : problems
  if (all.length > 0) return show(c, <LocationFormPage {...{ id, name, values, problems: all }} />, 422)
  return done(c, '/locations', 'schedule:locations.changed')
})

locationRoutes.post('/locations/:id/archive', planners, async (c) => {
  const { id } = await locationHere(c)
  await c.var.db((tx) => archiveLocation(tx, id, c.var.now))
  return done(c, '/locations', 'schedule:locations.archived')
})

async function locationHere(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  const found = isIdentifier(id) ? await c.var.db((tx) => locationAt(tx, id)) : undefined
  if (!found) throw new Rejected(404, 'common:rejected.missing')
  return found
}

async function locationTyped(c: Context<Env>) {
  const form = await fields(c)
  const facts = {
    name: form.text('name', { max: 80 }),
    outdoors: form.checked('outdoors'),
    shareable: form.checked('shareable'),
  }
  const version = form.optionalWhole('version', { min: 1, max: 999_999_999 })
  return { facts, version, values: form.values, problems: form.problems }
}

/** What differs between what is stored now and what was typed, in words. */
function standsNow(c: Context<Env>, now: LocationFacts, wish: LocationChange) {
  const { t } = c.var
  const yesOrNo = (yes: boolean) => t(yes ? 'common:yes' : 'common:no')
  return [
    { differs: now.name !== wish.name, label: t('schedule:locations.name'), value: now.name },
    {
      differs: now.outdoors !== wish.outdoors,
      label: t('schedule:locations.outdoors'),
      value: yesOrNo(now.outdoors),
    },
    {
      differs: now.shareable !== wish.shareable,
      label: t('schedule:locations.shareable'),
      value: yesOrNo(now.shareable),
    },
  ].filter((row) => row.differs)
}

async function orRefused(work: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken === 'location_name') return { field: 'name', text: 'schedule:locations.nameTaken' }
    // A place that stops being shared may already hold two sessions at once.
    if (broken === 'session_location_free') return { field: 'shareable', text: 'schedule:locations.clash' }
    throw error
  }
}
