import { readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { joinEmbedded, secretOf } from '../../db/embedded/supervisor.ts'
import { isReady, startProgram, temporaryFolder, until } from '../setup/program.ts'
import { furnished } from './furnished.ts'
import { acknowledged, ask, checkIn, comeIn, listening, type Reply } from './tablet.ts'

test('PostgreSQL killed under a crowd stays away for a while: everybody is told to come back, and then all is as it was', async () => {
  const folder = temporaryFolder()
  const program = await startProgram({ STEGVIS_DATA: folder })
  const login = (await joinEmbedded(folder, () => undefined)).app
  const place = await furnished(login, await secretOf(folder), { people: 101, tablets: 8 })
  onTestFinished(() => place.close())
  const [last, ...crowd] = place.codes
  const rollCall = `${program.url}/sessions/${place.sessionId}/roll-call`
  const leader = await listening(program.url + place.live, place.astrid)
  onTestFinished(leader.leave)
  await until(() => leader.heard.count > 0)

  // It cannot start again before it has its settings back.
  const cluster = path.join(folder, 'postgres')
  const settings = path.join(cluster, 'postgresql.conf')
  const away: Reply[] = []
  let outage: Promise<void> | undefined
  let heardBefore = 0
  const strike = async () => {
    renameSync(settings, `${settings}.away`)
    process.kill(Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    await until(() => program.output().includes('PostgreSQL did not start'))
    for (let round = 0; round < 5; round++) {
      const healthy = await ask(`${program.url}/healthz`, '')
      expect([healthy?.status, healthy?.text]).toEqual([200, 'ok'])
      for (const page of [`${program.url}/readyz`, `${program.url}/schedule`, rollCall])
        away.push((await ask(page, place.astrid))!)
      away.push((await checkIn(program.url, place.tablets[0]!, last!))!)
      await wait(50)
    }
    heardBefore = leader.heard.count
    renameSync(`${settings}.away`, settings)
  }
  const { ids, replies } = await comeIn(program.url, { ...place, codes: crowd }, (count) => {
    if (count === 40) outage = strike()
  })
  await outage

  expect(away).toHaveLength(20)
  for (const reply of away) {
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '5'])
    expect(reply.text).toContain('Systemet kan inte spara just nu. Försök igen om en stund.')
  }
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 503]))
  expect(Math.max(...[...away, ...replies].map(({ ms }) => ms))).toBeLessThan(10_000)
  expect([...away, ...replies].filter(({ text }) => /\bat .*:\d+:\d+|postgres|ECONN/i.test(text))).toEqual([])
  await until(() => isReady(program.url))

  // The line of the open page was never dropped, and hears again of who comes.
  expect(leader.heard.ended).toBe(false)
  await until(() => leader.heard.count > heardBefore)
  const before = leader.heard.count
  const late = await checkIn(program.url, place.tablets[1]!, last!)
  expect(acknowledged(late)).toBeTruthy()
  await until(() => leader.heard.count > before)

  expect((await ask(rollCall, place.astrid))?.status).toBe(200)
  expect(await place.counted()).toEqual({
    ids: [...ids, acknowledged(late)].sort(),
    presences: 101,
    people: 101,
  })
  expect(program.output()).not.toMatch(/Hemlig|Människasson|"level":"fatal"/)
}, 60_000)
