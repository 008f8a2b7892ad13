import { Hono } from 'hono'
import { OrganisationPage } from '../../views/organisation/organisation-page.tsx'
import { allow } from '../access/door.ts'
import { mayManageOrganisation } from '../access/permissions.ts'
import { languages } from '../language/text.ts'
import { parseTimeZone } from '../time/zones.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { changeOrganisation } from './queries.ts'

export const organisationRoutes = new Hono<Env>()

organisationRoutes.get('/organisation', allow(mayManageOrganisation), (c) => {
  const { name, language, timeZone, neutralTitles } = c.var.organisation
  const values = { name, language, time_zone: timeZone, neutral_titles: neutralTitles ? 'yes' : '' }
  return show(c, <OrganisationPage values={values} problems={[]} />)
})

organisationRoutes.put('/organisation', allow(mayManageOrganisation), async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 120 })
  const language = form.choice('language', languages)
  const typed = form.text('time_zone', { max: 60 })
  const timeZone = /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/.test(typed) ? parseTimeZone(typed) : undefined
  if (typed !== '' && timeZone === undefined) form.refuse('time_zone', 'organisation:settings.timeZoneWrong')
  const neutralTitles = form.checked('neutral_titles')
  if (form.problems.length > 0)
    return show(c, <OrganisationPage values={form.values} problems={form.problems} />, 422)
  const facts = { name, language, timeZone: timeZone!, neutralTitles }
  await c.var.db((tx) => changeOrganisation(tx, facts, c.var.now))
  return done(c, '/organisation', 'organisation:settings.saved')
})
