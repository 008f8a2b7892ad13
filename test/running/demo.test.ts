import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startProgram, temporaryFolder } from '../setup/program.ts'

test('npm run demo shows how to come in, and each way leads in; the next start shows the same', async () => {
  const env = { STEGVIS_DATA: temporaryFolder() }
  const demo = await startProgram(env, { args: ['--demo'] })
  const printed = demo.output()

  expect(printed).toContain('everybody and everything in it is invented')
  const password = /the password of all\s+(.+)/.exec(printed)![1]!
  for (const name of ['astrid', 'karin', 'leif', 'rut']) {
    const email = `${name}@ekdalen.example`
    expect(printed).toContain(email)
    const answer = await fetch(`${demo.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: demo.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ email, password }),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/schedule'])
  }

  expect((await fetch(/http\S+\/kiosk\/pairings\/\S+/.exec(printed)![0])).status).toBe(200)
  expect(printed).toContain("Pelle's code there       274180")
  const calendar = /http\S+\/feeds\/\S+\.ics/.exec(printed)![0]
  const feed = await fetch(calendar)
  expect(feed.headers.get('content-type')).toMatch(/^text\/calendar/)
  expect(await feed.text()).toContain('SUMMARY:Yoga')

  const ownWeek = /http\S+\/my-week\/\S+/.exec(printed)![0]
  expect(await (await fetch(ownWeek)).text()).toContain('Yoga')
  const hall = /http\S+\/hall\/\S+/.exec(printed)![0]
  expect((await fetch(hall)).status).toBe(200)

  const page = await (await fetch(`${demo.url}/demo`)).text()
  for (const address of [calendar, ownWeek, hall]) expect(page).toContain(`href="${address}"`)
  expect(page).toContain('274180')
  expect(page).toContain(password)

  // Beside the running program a command comes to the same database.
  const command = [
    'tsx',
    'scripts/import-exits.ts',
    'scripts/demo/promise-exits.csv',
    '--programme',
    'promise',
  ]
  const exits = spawnSync(process.execPath, ['scripts/with-node.cjs', ...command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })
  expect(exits.stderr).toBe('This file had been read already: nothing was changed.\n')
  expect(exits.stdout).toContain('| all | 57 | positive 20 · step less clear 32 · other 5 ·')

  demo.kill('SIGTERM')
  await demo.exited
  const again = await startProgram(env, { args: ['--demo'] })
  expect(again.output()).toContain(new URL(calendar).pathname)
  expect(again.output()).not.toContain('Filling the demo')
}, 60_000)

test('where strangers can come in, nobody is offered the demo and its known passwords', async () => {
  const folder = temporaryFolder()
  const here = await startProgram({ STEGVIS_DATA: folder })
  expect(await (await fetch(`${here.url}/welcome`)).text()).toContain('action="/demo"')
  here.kill('SIGTERM')
  await here.exited

  const open = await startProgram({ STEGVIS_DATA: folder, HOST: '0.0.0.0' })
  expect(await (await fetch(`${open.url}/welcome`)).text()).not.toContain('action="/demo"')
  const wish = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }
  expect((await fetch(`${open.url}/demo`, wish)).status).toBe(404)
}, 60_000)
