import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { joinEmbedded, secretOf } from '../../db/embedded/supervisor.ts'
import { sealWith } from '../kiosk/sealed.ts'
import { isReady, startProgram, temporaryFolder, until } from '../setup/program.ts'
import { furnished, type Furnished } from './furnished.ts'
import { acknowledged, ask } from './tablet.ts'

const [people, days, tablets] = [1000, 5, 32]
const patienceMs = 3000
const mostAtOnce = 25
const longestPauseMs = 800

test('thirty-two tablets check in five thousand times while the app is killed three times and PostgreSQL once: each counts exactly once', async () => {
  const folder = temporaryFolder()
  let program = await startProgram({ STEGVIS_DATA: folder })
  const { port } = new URL(program.url)
  const login = (await joinEmbedded(folder, () => undefined)).app
  const place = await furnished(login, await secretOf(folder), { people, tablets })
  onTestFinished(() => place.close())
  const now = Temporal.Now.instant()
  await addDaysBefore(place)

  let strikes = Promise.resolve()
  const killApp = async () => {
    program.killApp()
    expect(await program.exited).toBe(1)
    program = await startProgram({ STEGVIS_DATA: folder, PORT: port })
  }
  const killDatabase = async () => {
    const pidFile = path.join(folder, 'postgres', 'postmaster.pid')
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL')
    await until(() => isReady(program.url), 30_000)
  }
  const struck = new Map([
    [900, killApp],
    [1900, killDatabase],
    [2900, killApp],
    [3900, killApp],
  ])
  let done = 0
  const onAcknowledged = () => {
    const strike = struck.get(++done)
    if (strike) strikes = strikes.then(strike)
  }

  const page = await ask(`${program.url}/kiosk`, place.tablets[0]!)
  const key = /data-key="([^"]+)"/.exec(page?.text ?? '')?.[1] ?? ''
  const crowd = place.tablets.map((cookie, n) => {
    const codes = place.codes.filter((_, index) => index % tablets === n)
    return new Tablet(program.url, cookie, key, codes, now, onAcknowledged)
  })
  const begun = performance.now()
  await Promise.all(crowd.map((tablet) => tablet.work()))
  const seconds = (performance.now() - begun) / 1000
  await strikes
  const resent = crowd.reduce((sum, tablet) => sum + tablet.resent, 0)
  console.log(
    `${done} check-ins at ${tablets} tablets in ${seconds.toFixed(1)} s, ${(done / seconds).toFixed(0)} a second; ${resent} sent again`,
  )

  const sent = crowd.flatMap((tablet) => tablet.sent).sort()
  expect(sent).toHaveLength(people * days)
  expect(resent).toBeGreaterThan(0)
  const { ids, ...counted } = await countedIn(place)
  expect(ids).toEqual(sent)
  expect(counted).toEqual({
    presences: people * days,
    distinct: people * days,
    people,
    unclear: 0,
    misplaced: 0,
  })
  expect(program.output()).not.toMatch(/Hemlig|Människasson|"level":"fatal"/)
}, 240_000)

/** As the program in the tablet does it: nothing is forgotten until we have said that we have it. */
class Tablet {
  readonly sent: string[] = []
  resent = 0
  readonly #url: string
  readonly #cookie: string
  readonly #key: string
  readonly #acknowledge: () => void
  /** Who comes today, one after the other; and who came on the days before, when there was no network. */
  readonly #coming: string[]
  readonly #earlier: { code: string; at: Temporal.Instant }[]
  readonly #queue: Item[] = []
  readonly #tried = new Set<string>()
  #sequence = 0
  #pauseMs = 0

  constructor(
    url: string,
    cookie: string,
    key: string,
    codes: readonly string[],
    now: Temporal.Instant,
    acknowledge: () => void,
  ) {
    this.#url = url
    this.#cookie = cookie
    this.#key = key
    this.#acknowledge = acknowledge
    this.#coming = [...codes]
    this.#earlier = codes.flatMap((code, n) =>
      Array.from({ length: days - 1 }, (_, day) => ({
        code,
        at: now.subtract({ hours: 24 * (day + 1), seconds: n }).add({ minutes: 10 }),
      })),
    )
  }

  async work(): Promise<void> {
    for (const { code, at } of this.#earlier) await this.#putBy(code, at)
    while (this.#coming.length > 0 || this.#queue.length > 0) {
      const code = this.#coming.pop()
      if (code !== undefined) await this.#checkIn(code)
      await this.#deliver()
      await wait(this.#pauseMs)
    }
  }

  async #putBy(code: string, at: Temporal.Instant): Promise<Item> {
    const [id, sequence] = [randomUUID(), ++this.#sequence]
    const device_time = at.round('millisecond').toString()
    const text = JSON.stringify({ act: 'check-ins', way: 'code', code })
    const bytes = await sealWith(this.#key, text, `${id}|${sequence}|${device_time}`)
    const item = { id, sequence, device_time, kiosk: '', sealed: Buffer.from(bytes).toString('base64url') }
    this.#queue.push(item)
    this.sent.push(id)
    return item
  }

  /** Whoever stands there is told so within three seconds, or the queue takes over. */
  async #checkIn(code: string): Promise<void> {
    const { id, sequence, device_time } = await this.#putBy(code, Temporal.Now.instant())
    const body = { id, code, device_time, sequence, sent_at: new Date().toISOString(), language: 'sv' }
    const reply = await this.#post('/kiosk/check-ins', body, [id])
    if (reply && acknowledged(reply) === id) this.#forget([id])
  }

  async #deliver(): Promise<void> {
    const items = this.#queue.slice(0, mostAtOnce)
    if (items.length === 0) return
    const body = { sent_at: new Date().toISOString(), release: 'test', waiting: this.#queue.length, items }
    const ids = items.map(({ id }) => id)
    const reply = await this.#post('/kiosk/deliveries', body, ids)
    if (reply?.headers.get('stegvis-outcome') !== 'delivered') {
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2 + 50)
      return
    }
    this.#pauseMs = 0
    this.#forget((JSON.parse(reply.text) as { acknowledged: string[] }).acknowledged)
  }

  async #post(to: string, body: unknown, ids: readonly string[]) {
    this.resent += ids.filter((id) => this.#tried.has(id)).length
    for (const id of ids) this.#tried.add(id)
    return Promise.race([
      ask(this.#url + to, this.#cookie, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }).catch(() => undefined),
      ...(to === '/kiosk/check-ins' ? [wait(patienceMs, undefined, { ref: false })] : []),
    ])
  }

  #forget(ids: readonly string[]): void {
    for (const id of ids) {
      const at = this.#queue.findIndex((item) => item.id === id)
      if (at < 0) continue
      this.#queue.splice(at, 1)
      this.#acknowledge()
    }
  }
}

type Item = { id: string; sequence: number; device_time: string; kiosk: string; sealed: string }

/** The same session on each of the days before. */
async function addDaysBefore({ tenant, sessionId }: Furnished): Promise<void> {
  await tenant(
    (tx) => tx.hot`
      insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone)
      select gen_random_uuid(), activity_id, starts_at - day * interval '24 hours', ends_at - day * interval '24 hours',
        local_date - day, local_start, local_end, time_zone
      from session, generate_series(1, ${days - 1}::int) as it (day) where id = ${sessionId}`,
  )
}

async function countedIn({ tenant }: Furnished) {
  return tenant(async (tx) => {
    const events = await tx.hot<{ id: string }[]>`select id from attendance_event where kind = 'check_in'`
    const [row] = await tx.hot<
      { presences: number; distinct: number; people: number; unclear: number; misplaced: number }[]
    >`
      select count(*)::int as presences, count(distinct (session_id, participant_id))::int as distinct,
        count(distinct participant_id)::int as people,
        (select count(*)::int from unclear_check_in) as unclear,
        (select count(*)::int from attendance_event event join session on session.id = event.session_id
          where event.kind = 'check_in'
            and event.occurred_at not between session.starts_at - interval '1 hour' and session.ends_at) as misplaced
      from attendance where checked_in_at is not null`
    return { ids: events.map(({ id }) => id).sort(), ...row! }
  })
}
