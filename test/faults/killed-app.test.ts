import { expect, onTestFinished, test } from 'vitest'
import { joinEmbedded, secretOf } from '../../db/embedded/supervisor.ts'
import { startProgram, temporaryFolder } from '../setup/program.ts'
import { furnished } from './furnished.ts'
import { ask, comeIn } from './tablet.ts'

test('two hundred come in at eight tablets while the app is killed twice: whoever was acknowledged is there exactly once', async () => {
  const folder = temporaryFolder()
  let program = await startProgram({ STEGVIS_DATA: folder })
  const { port } = new URL(program.url)
  const login = (await joinEmbedded(folder, () => undefined)).app
  const place = await furnished(login, await secretOf(folder), { people: 200, tablets: 8 })

  onTestFinished(() => place.close())

  let back = Promise.resolve()
  const killAndStart = async () => {
    program.killApp()
    expect(await program.exited).toBe(1)
    program = await startProgram({ STEGVIS_DATA: folder, PORT: port })
  }
  const { ids, replies, resent } = await comeIn(program.url, place, (count) => {
    if (count === 60 || count === 130) back = back.then(killAndStart)
  })
  await back

  expect(ids).toHaveLength(200)
  expect(resent).toBeGreaterThan(0)
  expect(replies.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  expect(await place.counted()).toEqual({ ids, presences: 200, people: 200 })
  // The pages say the same: each person's row is in the roll call.
  const rollCall = await ask(`${program.url}/sessions/${place.sessionId}/roll-call`, place.astrid)
  expect(rollCall?.status).toBe(200)
  expect(rollCall?.text.match(/Hemlig Människasson/g)?.length).toBeGreaterThanOrEqual(200)
  expect(program.output()).not.toMatch(/Hemlig|Människasson/)
}, 60_000)
