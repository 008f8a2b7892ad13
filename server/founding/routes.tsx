import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { DemoPage } from '../../views/founding/demo-page.tsx'
import { GettingStartedPage } from '../../views/founding/getting-started-page.tsx'
import { WelcomePage } from '../../views/founding/welcome-page.tsx'
import { allow, signedIn } from '../access/door.ts'
import { Failures } from '../access/failures.ts'
import { hashPassword, whyNotPassword } from '../access/password.ts'
import { mayManageOrganisation } from '../access/permissions.ts'
import { addStaff, setPassword } from '../access/queries.ts'
import { begin } from '../access/sign-in-routes.tsx'
import { deviceThrottle } from '../access/throttle.ts'
import { languages } from '../language/text.ts'
import { emailKey } from '../organisation/entrance.ts'
import { openEntrance, organisationsBehind, organisationsHere } from '../organisation/queries.ts'
import { Rejected } from '../problem.ts'
import { presetKeys } from '../programme/presets.ts'
import { addProgramme } from '../programme/queries.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { isSetupCode } from './code.ts'
import { AlreadyFounded, fillFirst, foundFirst } from './queries.ts'

/** Where one may go while nothing is set up. */
const OPEN = ['/welcome', '/demo', '/language']
const CODE = 'code'

/** The first visit: until there is an organisation, every page leads to the welcome. */
export function foundingRoutes() {
  const routes = new Hono<Env>()
  const failures = new Failures(deviceThrottle)
  let founded = false
  let filling: Promise<void> | undefined

  async function isFounded(c: Context<Env>): Promise<boolean> {
    founded ||= (await organisationsHere(c.var.parts.db, c.var.parts.secret)).length > 0
    return founded
  }

  const welcomeFirst: MiddlewareHandler<Env> = async (c, next) => {
    if (!(await isFounded(c)) && !OPEN.includes(c.req.path)) return c.redirect('/welcome', 303)
    await next()
  }
  const onlyBefore: MiddlewareHandler<Env> = async (c, next) => {
    if (await isFounded(c)) throw new Rejected(404, 'common:rejected.missing')
    await next()
  }

  routes.use(welcomeFirst)

  routes.get('/welcome', onlyBefore, (c) => {
    const values = { language: c.var.language, preset: 'promise' }
    return show(c, <WelcomePage values={values} problems={[]} demo={c.var.parts.fillDemo !== undefined} />)
  })

  routes.post('/welcome', onlyBefore, async (c) => {
    const { parts, now } = c.var
    const form = await fields(c)
    const code = form.text('code', { max: 40, anyDigits: true })
    const organisation = form.text('organisation', { max: 120 })
    const language = form.choice('language', languages)
    const name = form.text('name', { max: 120 })
    const email = form.email('email')
    const password = form.secret('password')
    const preset = form.choice('preset', presetKeys)
    if (password !== '') form.problems.push(...whyNotPassword(password, { name, email }))
    const again = (status: 422 | 429) =>
      show(
        c,
        <WelcomePage
          values={{ ...form.values, password: '' }}
          problems={form.problems}
          demo={parts.fillDemo !== undefined}
        />,
        status,
      )

    const wait = failures.wait(CODE, now)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      form.refuse('code', 'access:signIn.wait', { seconds: wait })
      return again(429)
    }
    if (code !== '' && !isSetupCode(code, parts.setupCode)) {
      failures.note(CODE, now)
      form.refuse('code', 'founding:code.wrong')
    }
    if (form.problems.length > 0) return again(422)

    const phc = await hashPassword(password)
    let staffId = ''
    const facts = { name: organisation, language, timeZone: 'Europe/Stockholm' }
    const organisationId = await foundFirst(parts.db, facts, parts.secret, async (tx) => {
      await openEntrance(tx, { kind: 'email', keyHash: emailKey(email, parts.secret) })
      staffId = await addStaff(tx, { name, email, language, roles: ['administrator'] })
      await setPassword(tx, staffId, phc)
      await addProgramme(tx, preset, language)
    }).catch(whoWasFirst)
    founded = true
    await begin(c, { organisationId, staffId })
    return done(c, '/getting-started', 'founding:done')
  })

  routes.post('/demo', onlyBefore, async (c) => {
    const { parts } = c.var
    const { fillDemo } = parts
    if (!fillDemo) throw new Rejected(404, 'common:rejected.missing')
    filling ??= fillFirst(parts.db, parts.secret, () => fillDemo(parts)).finally(() => (filling = undefined))
    await filling.catch(whoWasFirst)
    founded = true
    return c.redirect('/demo', 303)
  })

  routes.get('/demo', async (c) => {
    const { demoSignIns = [], db, secret } = c.var.parts
    const [first] = demoSignIns
    const isHere = first && (await organisationsBehind(db, emailKey(first.email, secret))).length > 0
    if (!isHere) return c.redirect((await isFounded(c)) ? '/sign-in' : '/welcome', 303)
    const guest = await c.var.parts.demoGuest?.(c.var.parts)
    return show(c, <DemoPage people={demoSignIns} guest={guest} />)
  })

  routes.get('/getting-started', signedIn, allow(mayManageOrganisation), (c) =>
    show(c, <GettingStartedPage />),
  )

  return routes
}

function whoWasFirst(error: unknown): never {
  if (error instanceof AlreadyFounded) throw new Rejected(409, 'founding:alreadyDone')
  throw error
}
