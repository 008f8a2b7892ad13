import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { getCookie } from 'hono/cookie'
import { requestId } from 'hono/request-id'
import { isUnavailable } from '../db/client.ts'
import { RejectedPage } from '../views/rejected-page.tsx'
import { recognise, signedIn } from './access/door.ts'
import { Guesses } from './access/kiosk-guesses.ts'
import { kioskDeviceRoutes, kioskPairingRoutes } from './access/kiosk-routes.tsx'
import { signInRoutes } from './access/sign-in-routes.tsx'
import { staffRoutes } from './access/staff-routes.tsx'
import { closedRoutes } from './organisation/closed-routes.tsx'
import { hallRoutes } from './schedule/hall-screen-routes.tsx'
import { mostImportBytes } from './schedule/import-file.ts'
import { scheduleRoutes } from './schedule/routes.tsx'
import { hoursRoutes } from './hours/routes.tsx'
import { deliveriesRoutes } from './kiosk/deliveries-routes.ts'
import { guestRoutes } from './kiosk/guest-routes.tsx'
import { questionRoutes } from './kiosk/question-routes.tsx'
import { kioskRoutes } from './kiosk/routes.tsx'
import { phoneRoutes } from './kiosk/phone-routes.tsx'
import { kioskShellRoutes } from './kiosk/shell-routes.ts'
import { withdrawalRoutes } from './kiosk/withdrawal-routes.tsx'
import { absenceRoutes } from './attendance/absence-routes.tsx'
import { bookingRoutes } from './attendance/booking-routes.tsx'
import { houseRoutes } from './attendance/house-routes.tsx'
import { presenceRoutes } from './attendance/presence-routes.tsx'
import { rollCallClosingRoutes } from './attendance/roll-call-closing-routes.tsx'
import { rollCallRoutes } from './attendance/roll-call-routes.tsx'
import { unclearRoutes } from './attendance/unclear-routes.tsx'
import { languageOf, textsIn } from './language/catalogue.ts'
import { noticesRoutes } from './notices/routes.tsx'
import { outcomesRoutes } from './outcomes/routes.tsx'
import { feedRoutes } from './feeds/routes.ts'
import { myWeekRoutes } from './my-week/routes.tsx'
import { foundingRoutes } from './founding/routes.tsx'
import { exitRoutes } from './outcomes/exit-routes.tsx'
import { organisationRoutes } from './organisation/routes.tsx'
import { cardRoutes } from './people/card-routes.tsx'
import { letterRoutes } from './people/letter-routes.tsx'
import { referrerRoutes } from './people/referrer-routes.tsx'
import { participantRoutes } from './people/routes.tsx'
import { Rejected } from './problem.ts'
import { enrolmentRoutes } from './programme/enrolment-routes.tsx'
import { programmeRoutes } from './programme/routes.tsx'
import { traceOf } from './trace.ts'
import { show } from './web/answer.tsx'
import { servedFolder } from './web/assets.ts'
import type { Env, Parts } from './web/env.ts'
import { noDevices, safeHeaders } from './web/headers.ts'
import { formMethod } from './web/method.ts'
import { ownOriginOnly } from './web/origin.ts'

const LARGEST_BODY = 256 * 1024
/** A file with sessions, and the form around it. */
const LARGEST_IMPORT = mostImportBytes + 64 * 1024

/** The whole application over its parts. Who may enter which word is said here and beside each route. */
export function createApp(parts: Parts) {
  const app = new Hono<Env>()

  app.use(requestId({ headerName: '' }))
  app.use(safeHeaders(parts.publicUrl))
  app.use(noDevices)
  app.use(async (c, next) => {
    c.set('parts', parts)
    c.set('now', parts.clock.now())
    const language = languageOf(getCookie(c, 'stegvis_language'), c.req.header('accept-language'))
    c.set('language', language)
    c.set('t', textsIn(language))
    await next()
  })

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    await parts.db.ready()
    return c.text('ok')
  })
  app.use('/static/*', staticFiles())
  app.all('/static/*', (c) => c.notFound())

  const ordinary = noMoreThan(LARGEST_BODY)
  const file = noMoreThan(LARGEST_IMPORT)
  app.use((c, next) => (sendsFile(c) ? file : ordinary)(c, next))
  app.use(ownOriginOnly)
  app.use(formMethod(app))

  // Until there is an organisation, every page leads to the welcome.
  app.route('/', foundingRoutes())

  // Open to everybody: the doors themselves.
  app.route('/', signInRoutes())

  // For calendar programs: they show a secret address.
  app.route('/', feedRoutes)

  // For participants: the secret address of the own page.
  app.route('/', myWeekRoutes)

  // For screens in the hall: they too.
  app.route('/', hallRoutes)

  // For paired tablets: they show their own token.
  const guesses = new Guesses()
  app.route('/', kioskShellRoutes)
  app.route('/', kioskPairingRoutes())
  app.route('/', kioskRoutes(guesses))

  // For participants at a tablet with their own phone.
  app.route('/', phoneRoutes(guesses))
  app.route('/', deliveriesRoutes(guesses))
  app.route('/', withdrawalRoutes)
  app.route('/', questionRoutes)
  app.route('/', guestRoutes)

  // For staff who are signed in. Their pages are long and may be on a phone: they come compressed.
  app.use(compress({ contentTypeFilter: /^text\/html/ }))
  app.use(signedIn)
  app.get('/', (c) => c.redirect('/schedule', 303))
  app.route('/', scheduleRoutes)
  app.route('/', closedRoutes)

  app.route('/', outcomesRoutes())
  app.route('/', noticesRoutes)
  app.route('/', kioskDeviceRoutes())
  app.route('/', houseRoutes)
  app.route('/', rollCallRoutes)
  app.route('/', rollCallClosingRoutes)
  app.route('/', unclearRoutes)
  app.route('/', presenceRoutes)
  app.route('/', bookingRoutes)
  app.route('/', absenceRoutes)
  app.route('/', participantRoutes)
  app.route('/', letterRoutes)
  app.route('/', cardRoutes)
  app.route('/', enrolmentRoutes)
  app.route('/', exitRoutes)
  app.route('/', programmeRoutes)
  app.route('/', referrerRoutes)
  app.route('/', organisationRoutes)
  app.route('/', staffRoutes())
  app.route('/', hoursRoutes)

  app.notFound(() => {
    throw new Rejected(404, 'common:rejected.missing')
  })
  app.onError((error, c) => rejection(c, error))
  return app
}

/** Only here is more taken, and only as a form with a file, of which nothing is read before the door. */
const sendsFile = (c: Context<Env>): boolean =>
  c.req.path === '/session-imports' && (c.req.header('content-type') ?? '').startsWith('multipart/form-data')

const noMoreThan = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw bytes === LARGEST_IMPORT
        ? new Rejected(413, 'schedule:import.tooLarge', { megabytes: mostImportBytes / 1024 / 1024 })
        : new Rejected(413, 'common:rejected.tooLarge')
    },
  })

const staticFiles = () =>
  serveStatic({
    root: servedFolder,
    precompressed: true,
    onFound: (_path, c) => {
      c.header('Cache-Control', c.req.query('v') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })

/** Every fault has an answer: a sentence, a status, and in the log a number but nothing personal. */
async function rejection(c: Context<Env>, error: Error) {
  const rejected =
    error instanceof Rejected
      ? error
      : isUnavailable(error)
        ? new Rejected(503, 'common:rejected.unavailable')
        : undefined
  if (rejected?.status === 503) c.header('Retry-After', '5')
  // What is left of the body is not read: the next request needs another connection.
  if (rejected?.status === 413) c.header('Connection', 'close')
  const status = rejected?.status ?? 500
  const text = rejected?.text ?? 'common:rejected.fault'
  const values = rejected ? rejected.values : { id: c.var.requestId }

  if (status >= 500) logFault(c, status, error)
  if ((c.req.header('accept') ?? '').includes('application/json'))
    return c.json({ message: c.var.t(text, values) }, status, { 'Cache-Control': 'no-store' })
  if (!c.get('viewer') && status === 404) await recognise(c).catch(() => false)
  return show(c, <RejectedPage text={text} values={values} />, status)
}

/** The kind of fault, where in our code it arose, and what it broke. */
function logFault(c: Context<Env>, status: number, error: Error): void {
  c.var.parts.log({
    level: 'error',
    request: c.var.requestId,
    method: c.req.method,
    route: c.req.routePath,
    status,
    constraint: (error.cause as { constraint_name?: string } | undefined)?.constraint_name,
    ...traceOf(error),
  })
}
