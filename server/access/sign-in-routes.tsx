import { Hono, type Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { SignInPage } from '../../views/access/sign-in-page.tsx'
import { SignInsPage } from '../../views/access/sign-ins-page.tsx'
import { languages } from '../language/text.ts'
import { momentInWords } from '../time/words.ts'
import { emailKey } from '../organisation/entrance.ts'
import { organisationsBehind } from '../organisation/queries.ts'
import { Rejected } from '../problem.ts'
import { cookieHere, done, pageBack, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { networkOf } from '../web/network.ts'
import { giveSignInCookie, LONGEST_HOURS, recognise, signedIn, takeSignInCookie } from './door.ts'
import { Failures } from './failures.ts'
import { hashPassword, needsRehash, verifyPassword } from './password.ts'
import { addSignIn, endSignIn, staffWithEmail, standingSignIns, rehashPassword } from './queries.ts'
import { accountThrottle, networkThrottle } from './throttle.ts'
import { NOBODY, hashToken, newOrganisationToken } from './tokens.ts'
import { deviceInWords } from './device.ts'

/** Coming in and going out, and the list of where one is signed in. */
export function signInRoutes() {
  const routes = new Hono<Env>()
  const byAccount = new Failures(accountThrottle)
  const byNetwork = new Failures(networkThrottle)

  routes.get('/sign-in', async (c) => {
    if (await recognise(c)) return c.redirect('/schedule', 303)
    return show(c, <SignInPage values={{}} problems={[]} />)
  })

  routes.post('/sign-in', async (c) => {
    const form = await fields(c)
    const email = form.email('email').toLowerCase()
    const password = form.secret('password')
    const values = { email: form.values['email'] }
    if (form.problems.length > 0) return show(c, <SignInPage {...{ values, problems: form.problems }} />, 422)

    const account = emailKey(email, c.var.parts.secret)
    const network = networkOf(c)
    const wait = Math.max(byAccount.wait(account, c.var.now), byNetwork.wait(network, c.var.now))
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      form.refuse('email', 'access:signIn.wait', { seconds: wait })
      return show(c, <SignInPage {...{ values, problems: form.problems }} />, 429)
    }

    byAccount.note(account, c.var.now)
    const wasNoGuess = byNetwork.note(network, c.var.now)
    const person = await whoIs(c, account, email, password)
    if (!person) {
      form.refuse('email', 'access:signIn.wrong')
      return show(c, <SignInPage {...{ values, problems: form.problems }} />, 422)
    }
    byAccount.forget(account)
    wasNoGuess()
    await begin(c, person)
    return c.redirect('/schedule', 303)
  })

  routes.delete('/sign-in', signedIn, async (c) => {
    await c.var.db((tx) => endSignIn(tx, c.var.signInId, c.var.viewer.id, c.var.now))
    takeSignInCookie(c)
    return done(c, '/sign-in', 'access:signIn.ended')
  })

  routes.get('/sign-ins', signedIn, async (c) => {
    const standing = await c.var.db((tx) => standingSignIns(tx, c.var.viewer.id, c.var.now))
    const { language, organisation } = c.var
    const signIns = standing.map((one) => ({
      id: one.id,
      device: one.device,
      begun: momentInWords(one.createdAt, organisation.timeZone, language),
      lastUsed: momentInWords(one.lastUsedAt, organisation.timeZone, language),
      here: one.id === c.var.signInId,
    }))
    return show(c, <SignInsPage signIns={signIns} />)
  })

  routes.delete('/sign-ins/:id', signedIn, async (c) => {
    const id = c.req.param('id')
    if (!isIdentifier(id)) throw new Rejected(404, 'common:rejected.missing')
    await c.var.db((tx) => endSignIn(tx, id, c.var.viewer.id, c.var.now))
    return done(c, '/sign-ins', 'access:signIns.ended')
  })

  routes.put('/language', async (c) => {
    const form = await fields(c)
    const language = form.choice('language', languages)
    if (form.problems.length === 0) {
      setCookie(c, 'stegvis_language', language, { ...cookieHere(c), maxAge: 365 * 86_400 })
    }
    const back = pageBack(form, '/')
    return c.redirect(form.problems.length === 0 ? back : '/', 303)
  })

  return routes
}

/** Finds the person by address and password; an unknown address takes as long as a wrong password. */
async function whoIs(c: Context<Env>, account: string, email: string, password: string) {
  const { db } = c.var.parts
  const organisations = await organisationsBehind(db, account)
  for (const organisationId of organisations.length > 0 ? organisations : [NOBODY]) {
    const tenant = db.tenant(organisationId)
    const person = await tenant((tx) => staffWithEmail(tx, email))
    if (await verifyPassword(person?.phc, password)) {
      if (needsRehash(person!.phc)) {
        const phc = await hashPassword(password)
        await tenant((tx) => rehashPassword(tx, person!.id, phc))
      }
      return { organisationId, staffId: person!.id }
    }
  }
  return undefined
}

/** A new sign-in with a new secret, whatever the browser brought. */
export async function begin(
  c: Context<Env>,
  person: { organisationId: string; staffId: string },
): Promise<void> {
  const token = newOrganisationToken(person.organisationId)
  const { now } = c.var
  await c.var.parts.db.tenant(person.organisationId)((tx) =>
    addSignIn(tx, {
      staffId: person.staffId,
      tokenHash: hashToken(token),
      device: deviceInWords(c.req.header('user-agent') ?? ''),
      at: now,
      expiresAt: now.add({ hours: LONGEST_HOURS }),
    }),
  )
  giveSignInCookie(c, token)
}
