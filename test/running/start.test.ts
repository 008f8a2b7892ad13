import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { joinEmbedded } from '../../db/embedded/supervisor.ts'
import { connect } from '../../db/login.ts'
import { postgresOf } from '../setup/processes.ts'
import { isReady, refusal, startProgram, temporaryFolder, until } from '../setup/program.ts'

const postmaster = (folder: string) =>
  Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

/** A data folder that has been used before; the tests of this file use it one after the other. */
const used = mkdtempSync(path.join(os.tmpdir(), 'stegvis-data-'))
beforeAll(async () => {
  const program = await startProgram({ STEGVIS_DATA: used }, { keep: true })
  program.kill('SIGTERM')
  await program.exited
})
afterAll(() => rmSync(used, { recursive: true }))

test('the first start makes everything it needs, tells where it is and how to set it up, and keeps its files to itself', async () => {
  const folder = path.join(temporaryFolder(), 'new')
  const program = await startProgram({ STEGVIS_DATA: folder })

  expect(program.output()).toContain(`Stegvis is running: ${program.url}`)
  expect(program.output()).toMatch(/one-time code: [A-Z2-9]{5}-[A-Z2-9]{5}/)
  for (const name of readdirSync(folder)) {
    expect({ name, others: statSync(path.join(folder, name)).mode & 0o077 }).toEqual({ name, others: 0 })
  }
})

test('a file that is not there is not found, even for a visitor', async () => {
  const { url } = await startProgram({ STEGVIS_DATA: used })
  expect((await fetch(`${url}/static/nothing.js`)).status).toBe(404)
})

test('a second start on the same data folder is refused, and the first goes on', async () => {
  const first = await startProgram({ STEGVIS_DATA: used })

  const second = await refusal({ STEGVIS_DATA: used })
  expect(second).toEqual({
    code: 1,
    said: expect.stringMatching(/already running on the data folder .* \(process \d+\)/),
  })
  expect(await isReady(first.url)).toBe(true)
})

test('two first starts at the same moment: one runs, the other is refused', async () => {
  const folder = temporaryFolder()
  const both = await Promise.allSettled([
    startProgram({ STEGVIS_DATA: folder }),
    startProgram({ STEGVIS_DATA: folder }),
  ])
  const refused = both.filter((start) => start.status === 'rejected').map((start) => String(start.reason))
  expect(refused).toEqual([expect.stringContaining('already running on the data folder')])
})

test('SIGTERM ends it in order with 0, even while somebody holds a connection', async () => {
  const program = await startProgram({ STEGVIS_DATA: used })
  const { port } = new URL(program.url)
  const held = net.connect(Number(port), '127.0.0.1')
  held.on('error', () => undefined)
  held.write('GET /healthz HTTP/1.1\r\n')

  const start = performance.now()
  program.kill('SIGTERM')
  expect(await program.exited).toBe(0)
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(postgresOf(used)).toEqual([])
})

test('Ctrl-C leaves no PostgreSQL behind', async () => {
  const program = await startProgram({ STEGVIS_DATA: used })
  expect(postgresOf(used)).not.toEqual([])

  program.ctrlC()
  expect(await program.exited).toBe(0)
  expect(postgresOf(used)).toEqual([])
})

test('after kill -9 of the launcher the app stops by itself', async () => {
  const program = await startProgram({ STEGVIS_DATA: used })
  program.kill('SIGKILL')
  await until(() => postgresOf(used).length === 0)
  expect(await isReady(program.url)).toBe(false)
})

test('after kill -9 of the app PostgreSQL stops by itself, and the next start finds everything', async () => {
  const env = { STEGVIS_DATA: used }
  const program = await startProgram(env)
  program.killApp()
  expect(await program.exited).toBe(1)

  const again = await startProgram(env)
  expect(await isReady(again.url)).toBe(true)
})

test('PostgreSQL killed under the running app comes back, and the app with it', async () => {
  const program = await startProgram({ STEGVIS_DATA: used })
  const before = postmaster(used)

  process.kill(before, 'SIGKILL')
  await until(() => program.output().includes('PostgreSQL is running again.'))
  await until(() => isReady(program.url))
  expect(postmaster(used)).not.toBe(before)
})

test('everything wrong with the settings is said at once, before anything is made', async () => {
  const folder = path.join(temporaryFolder(), 'untouched')
  const { code, said } = await refusal({ STEGVIS_DATA: folder, PORT: 'x', STEGVIS_SECRET: 'short' })
  expect(code).toBe(1)
  expect(said.trim().split('\n')).toHaveLength(2)
  expect(() => statSync(folder)).toThrow('ENOENT')
})

test('a taken port is said at once', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await until(() => other.listening)
  const { port } = other.address() as net.AddressInfo

  const { code, said } = await refusal({ STEGVIS_DATA: used, PORT: String(port) })
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken by another program.`),
  })
  expect(postgresOf(used)).toEqual([])
})

test('an address that is not of this machine', async () => {
  const { code, said } = await refusal({ STEGVIS_DATA: used, HOST: '192.0.2.1' })
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('not an address of this machine') })
})

test('a data folder that cannot be, or that holds something else, is left as it is', async () => {
  const file = path.join(temporaryFolder(), 'file')
  writeFileSync(file, 'mine')
  expect(await refusal({ STEGVIS_DATA: file })).toEqual({
    code: 1,
    said: expect.stringContaining('it is a file'),
  })

  const folder = path.dirname(file)
  expect(await refusal({ STEGVIS_DATA: folder })).toEqual({
    code: 1,
    said: expect.stringContaining('holds other files (file)'),
  })
  expect(readdirSync(folder)).toEqual(['file'])
})

test('a database that a newer Stegvis has used is refused and not touched', async () => {
  const env = { STEGVIS_DATA: used }
  const program = await startProgram(env)
  const { owner } = await joinEmbedded(used, () => undefined)
  const sql = connect(owner, { max: 1 })
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.UTC(2099, 0, 1)})`
  await sql.end()
  program.kill('SIGTERM')
  await program.exited

  const { code, said } = await refusal(env)
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('last used by a newer Stegvis') })
  expect(postgresOf(used)).toEqual([])
})
