import { Hono, type Context } from 'hono'
import { OrganisationPage } from '../../views/organisation/organisation-page.tsx'
import { allow } from '../access/door.ts'
import { mayManageOrganisation } from '../access/permissions.ts'
import { languages } from '../language/text.ts'
import { timesInWords } from '../time/words.ts'
import { parseTimeZone } from '../time/zones.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { changeOrganisation, organisationFacts, type OrganisationFacts } from './queries.ts'

export const organisationRoutes = new Hono<Env>()

organisationRoutes.get('/organisation', allow(mayManageOrganisation), async (c) => {
  const facts = await c.var.db((tx) => organisationFacts(tx))
  const { name, language, timeZone, neutralTitles, version } = facts
  const values = {
    name,
    language,
    time_zone: timeZone,
    neutral_titles: neutralTitles ? 'yes' : '',
    opens_at: facts.opensAt,
    closes_at: facts.closesAt,
    version: String(version),
  }
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
  const before = await c.var.db((tx) => organisationFacts(tx))
  const opensAt = form.optionalTime('opens_at') ?? before.opensAt
  const closesAt = form.optionalTime('closes_at') ?? before.closesAt
  for (const field of ['opens_at', 'closes_at'])
    if (form.values[field] === '') form.refuse(field, 'common:problem.required')
  if (closesAt <= opensAt) form.refuse('closes_at', 'organisation:settings.hoursOrder')
  const version = form.optionalWhole('version', { min: 1, max: 999_999_999 })
  if (form.problems.length > 0)
    return show(c, <OrganisationPage values={form.values} problems={form.problems} />, 422)
  const facts = { name, language, timeZone: timeZone!, neutralTitles, opensAt, closesAt }
  const stale = await c.var.db(async (tx) => {
    const now = await organisationFacts(tx, { hold: true })
    const rows = version === now.version ? [] : standsNow(c, now, facts)
    if (rows.length > 0) return { rows, version: String(now.version) }
    await changeOrganisation(tx, facts, c.var.now)
  })
  if (stale) {
    const values = { ...form.values, version: stale.version }
    return show(c, <OrganisationPage {...{ values, problems: [], standsNow: stale.rows }} />, 409)
  }
  return done(c, '/organisation', 'organisation:settings.saved')
})

/** What differs between what is stored now and what was typed, in words. */
function standsNow(c: Context<Env>, now: OrganisationFacts, wish: OrganisationFacts) {
  const { t } = c.var
  return [
    { differs: now.name !== wish.name, label: t('organisation:settings.name'), value: now.name },
    {
      differs: now.language !== wish.language,
      label: t('organisation:settings.language'),
      value: t(`common:language.${now.language}`),
    },
    {
      differs: now.timeZone !== wish.timeZone,
      label: t('organisation:settings.timeZone'),
      value: now.timeZone,
    },
    {
      differs: now.neutralTitles !== wish.neutralTitles,
      label: t('organisation:settings.neutral'),
      value: t(now.neutralTitles ? 'common:yes' : 'common:no'),
    },
    {
      differs: now.opensAt !== wish.opensAt || now.closesAt !== wish.closesAt,
      label: t('organisation:settings.hours'),
      value: timesInWords(now.opensAt, now.closesAt, c.var.language),
    },
  ].filter((row) => row.differs)
}
