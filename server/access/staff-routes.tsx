import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { AccessLogPage } from '../../views/access/access-log-page.tsx'
import { AccountPage } from '../../views/access/account-page.tsx'
import { StaffFormPage } from '../../views/access/staff-form-page.tsx'
import { StaffPage } from '../../views/access/staff-page.tsx'
import { TemporaryPasswordPage } from '../../views/access/temporary-password-page.tsx'
import { emailKey } from '../organisation/entrance.ts'
import { bumpSchedule, closeEntrance, openEntrance } from '../organisation/queries.ts'
import { participantWith } from '../people/queries.ts'
import { Rejected } from '../problem.ts'
import { parseLocalDate } from '../time/dates.ts'
import { dayInZone } from '../time/zones.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { allow } from './door.ts'
import { Failures } from './failures.ts'
import { hashPassword, verifyPassword, whyNotPassword } from './password.ts'
import { type Role, mayKeepRollCall, mayManageStaff, mayReadAccessLog, roles } from './permissions.ts'
import { addStaff, setPassword } from './queries.ts'
import {
  accessesLogged,
  changeStaff,
  endEmployment,
  endSignIns,
  otherAdministrators,
  passwordOf,
  resumeEmployment,
  staffHere,
  staffMember,
  takeTurns,
} from './staff-queries.ts'
import { temporaryPassword } from './temporary-password.ts'
import { accountThrottle } from './throttle.ts'

const MOST_ENTRIES = 300

/** Staff, their roles and passwords, and the log of what they read and changed. */
export function staffRoutes() {
  const routes = new Hono<Env>()
  const wrongPasswords = new Failures(accountThrottle)

  routes.get('/staff', allow(mayManageStaff), async (c) =>
    show(
      c,
      <StaffPage
        staff={await c.var.db(staffHere)}
        viewerId={c.var.viewer.id}
        timeZone={c.var.organisation.timeZone}
      />,
    ),
  )

  routes.get('/staff/new', allow(mayManageStaff), (c) =>
    show(c, <StaffFormPage values={{ roles: ['leader'] }} problems={[]} />),
  )

  routes.post('/staff', allow(mayManageStaff), async (c) => {
    const form = await fields(c)
    const facts = readStaff(form)
    const password = temporaryPassword()
    const phc = await hashPassword(password)
    if (form.problems.length === 0) {
      await c.var
        .db(async (tx) => {
          const id = await addStaff(tx, { ...facts, by: c.var.viewer.id })
          await setPassword(tx, id, phc, c.var.viewer.id)
          await openFor(c, tx, facts.email)
        })
        .catch((error: unknown) => refuseEmail(error, form))
    }
    if (form.problems.length > 0)
      return show(c, <StaffFormPage values={form.values} problems={form.problems} />, 422)
    return show(c, <TemporaryPasswordPage name={facts.name} email={facts.email} password={password} />)
  })

  routes.get('/staff/:id', allow(mayManageStaff), async (c) => {
    const member = await c.var.db((tx) => memberAt(c, tx))
    return show(c, <StaffFormPage member={member} values={valuesOf(member)} problems={[]} />)
  })

  routes.put('/staff/:id', allow(mayManageStaff), async (c) => {
    const form = await fields(c)
    const facts = readStaff(form)
    const version = form.optionalWhole('version', { min: 1, max: 999_999_999 })
    let stale: ReturnType<typeof standsNow> = []
    const member = await c.var
      .db(async (tx) => {
        await takeTurns(tx)
        const found = await memberAt(c, tx)
        if (form.problems.length === 0 && version !== found.version) stale = standsNow(c, found, facts)
        if (stale.length > 0) return found
        if (!facts.roles.includes('administrator')) await keepAdministrator(tx, found, form, 'roles')
        if (form.problems.length > 0) return found
        await changeStaff(tx, found.id, { ...facts, by: c.var.viewer.id })
        // The week says who leads.
        if (found.name !== facts.name) await bumpSchedule(tx)
        if (found.leftAt === null && found.email.toLowerCase() !== facts.email.toLowerCase()) {
          await closeEntrance(tx, emailKey(found.email, c.var.parts.secret))
          await openFor(c, tx, facts.email)
        }
        return found
      })
      .catch((error: unknown) => refuseEmail(error, form))
    if (member && stale.length > 0) {
      const values = { ...form.values, version: String(member.version) }
      return show(c, <StaffFormPage {...{ member, values, problems: [], standsNow: stale }} />, 409)
    }
    if (form.problems.length === 0) return done(c, '/staff', 'access:staff.saved')
    const known = member ?? (await c.var.db((tx) => memberAt(c, tx)))
    return show(c, <StaffFormPage member={known} values={form.values} problems={form.problems} />, 422)
  })

  routes.post('/staff/:id/password', allow(mayManageStaff), async (c) => {
    const password = temporaryPassword()
    const phc = await hashPassword(password)
    const member = await c.var.db(async (tx) => {
      const found = await memberAt(c, tx)
      if (found.leftAt !== null) throw new Rejected(404, 'common:rejected.missing')
      await setPassword(tx, found.id, phc, c.var.viewer.id)
      await endSignIns(tx, found.id, c.var.now)
      return found
    })
    return show(c, <TemporaryPasswordPage name={member.name} email={member.email} password={password} />)
  })

  routes.post('/staff/:id/departure', allow(mayManageStaff), async (c) => {
    const form = await fields(c)
    const member = await c.var.db(async (tx) => {
      await takeTurns(tx)
      const found = await memberAt(c, tx)
      await keepAdministrator(tx, found, form, '')
      if (form.problems.length > 0) return found
      await endEmployment(tx, found.id, c.var.viewer.id, c.var.now)
      await closeEntrance(tx, emailKey(found.email, c.var.parts.secret))
      return found
    })
    if (form.problems.length === 0) return done(c, '/staff', 'access:staff.hasLeft')
    return show(c, <StaffFormPage member={member} values={valuesOf(member)} problems={form.problems} />, 422)
  })

  routes.delete('/staff/:id/departure', allow(mayManageStaff), async (c) => {
    await c.var.db(async (tx) => {
      const found = await memberAt(c, tx)
      if (found.leftAt === null) return
      await resumeEmployment(tx, found.id)
      await openFor(c, tx, found.email)
    })
    return done(c, '/staff', 'access:staff.isBack')
  })

  routes.get('/account', (c) => show(c, <AccountPage {...accountOf(c)} problems={[]} />))

  routes.put('/account/password', async (c) => {
    const { viewer, now } = c.var
    const form = await fields(c)
    const current = form.secret('current')
    const password = form.secret('password')
    const wait = wrongPasswords.wait(viewer.id, now)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      form.refuse('current', 'access:signIn.wait', { seconds: wait })
      return show(c, <AccountPage {...accountOf(c)} problems={form.problems} />, 429)
    }
    wrongPasswords.note(viewer.id, now)
    const { stored, email } = await c.var.db(async (tx) => ({
      stored: await passwordOf(tx, viewer.id),
      email: (await staffMember(tx, viewer.id))?.email ?? '',
    }))
    if (current !== '' && (await verifyPassword(stored, current))) wrongPasswords.forget(viewer.id)
    else form.refuse('current', 'access:account.wrong')
    if (password !== '' && password === current) form.refuse('password', 'access:account.same')
    if (password !== '') form.problems.push(...whyNotPassword(password, { name: viewer.name, email }))
    if (form.problems.length > 0)
      return show(c, <AccountPage {...accountOf(c)} problems={form.problems} />, 422)

    const phc = await hashPassword(password)
    await c.var.db(async (tx) => {
      await setPassword(tx, viewer.id, phc)
      await endSignIns(tx, viewer.id, now, c.var.signInId)
    })
    return done(c, '/account', 'access:account.done')
  })

  routes.get('/access-log', allow(mayReadAccessLog), async (c) => {
    const { organisation, today } = c.var
    const identifier = (name: string) => {
      const text = c.req.query(name) ?? ''
      return isIdentifier(text) ? text : undefined
    }
    const day = parseLocalDate(c.req.query('day') ?? '')
    const [participantId, staffId] = [identifier('participant'), identifier('staff')]
    const between = day && dayInZone(day, organisation.timeZone)
    const page = await c.var.db(async (tx) => ({
      entries: await accessesLogged(tx, { participantId, staffId, between, most: MOST_ENTRIES }),
      staff: await staffHere(tx),
      person: participantId ? await participantWith(tx, participantId, today) : undefined,
    }))
    const chosen = { day: day ?? '', staff: staffId ?? '' }
    return show(
      c,
      <AccessLogPage {...page} chosen={chosen} most={MOST_ENTRIES} timeZone={organisation.timeZone} />,
    )
  })

  return routes
}

function readStaff(form: Fields) {
  const chosen = form.many('roles')
  const known = roles.filter((role) => chosen.includes(role))
  if (known.length === 0 || known.length !== new Set(chosen).size)
    form.refuse('roles', 'access:staff.rolesMissing')
  return { name: form.text('name', { max: 120 }), email: form.email('email'), roles: known }
}

type Member = Awaited<ReturnType<typeof memberAt>>

const valuesOf = ({ name, email, roles: own, version }: Member) => ({
  name,
  email,
  roles: own,
  version: String(version),
})

/** What differs between what is stored now and what was typed, in words. */
function standsNow(c: Context<Env>, now: Member, wish: ReturnType<typeof readStaff>) {
  const { t } = c.var
  return [
    { differs: now.name !== wish.name, label: t('access:staff.name'), value: now.name },
    { differs: now.email !== wish.email, label: t('access:staff.email'), value: now.email },
    {
      differs: now.roles.join() !== wish.roles.join(),
      label: t('access:staff.roles'),
      value: now.roles.map((role) => t(`access:role.${role}`)).join(', '),
    },
  ].filter((row) => row.differs)
}

async function memberAt(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  const member = isIdentifier(id) ? await staffMember(tx, id) : undefined
  if (!member) throw new Rejected(404, 'common:rejected.missing')
  return member
}

/** Without an administrator nobody could let anybody in again. */
async function keepAdministrator(
  tx: Tx,
  member: { id: string; roles: readonly Role[]; leftAt: unknown },
  form: Fields,
  field: string,
): Promise<void> {
  if (!member.roles.includes('administrator') || member.leftAt !== null) return
  if ((await otherAdministrators(tx, member.id)) === 0) form.refuse(field, 'access:staff.lastAdministrator')
}

function openFor(c: Context<Env>, tx: Tx, email: string): Promise<void> {
  return openEntrance(tx, { kind: 'email', keyHash: emailKey(email, c.var.parts.secret) })
}

function refuseEmail(error: unknown, form: Fields): undefined {
  if (brokenConstraint(error) !== 'staff_email') throw error
  form.refuse('email', 'access:staff.emailTaken')
}

const accountOf = (c: Context<Env>) => ({
  temporary: c.var.passwordIsTemporary,
  mayTalk: mayKeepRollCall(c.var.viewer),
})
