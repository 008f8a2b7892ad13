import { Hono, type Context } from 'hono'
import { brokenConstraint } from '../../db/client.ts'
import { LocationFormPage, LocationsPage } from '../../views/schedule/location-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { addLocation, archiveLocation, changeLocation, locationAt, locations } from './location-queries.ts'

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
  const { id, name, outdoors, shareable } = await locationHere(c)
  const values = { name, outdoors: outdoors ? 'yes' : '', shareable: shareable ? 'yes' : '' }
  return show(c, <LocationFormPage {...{ id, name, values }} />)
})

locationRoutes.patch('/locations/:id', planners, async (c) => {
  const { id, name } = await locationHere(c)
  const { facts, values, problems } = await locationTyped(c)
  const problem =
    problems.length === 0
      ? await orRefused(() => c.var.db((tx) => changeLocation(tx, id, facts, c.var.now)))
      : undefined
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
  return { facts, values: form.values, problems: form.problems }
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
