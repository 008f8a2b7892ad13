import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { exit } from '../../db/schema/index.ts'
import { settle } from '../../scripts/demo/settle.ts'
import { temporaryFolder } from '../setup/program.ts'
import { secret, world, type World } from '../world.ts'

const exitsFile = 'scripts/demo/promise-exits.csv'

/** As the final report prints it; see the domain's own description. */
const table = `| years | exits | |
|---|---|---|
| 2018/2019 | 9 | work 2 · back to referrer 5 · other preparatory programme 2 |
| 2020 | 6 | studies 2 · other preparatory programme 3 · back to referrer 1 |
| 2021 | 11 | work training 3 · work 1 · other preparatory programme 1 · social psychiatry 1 · back to referrer 3 · pension 2 |
| 2022 | 14 | work training 4 · other preparatory programme 2 · back to referrer 6 · studies 1 · sickness 1 · LSS 1 (15 destinations: one person went to work training and another programme) |
| 2023 | 17 | positive, kind not recorded 5 · studies 2 · back to referrer 10 |
| all | 57 | positive 20 · step less clear 32 · other 5 · straight to work, job-seeking or studies 8 |
`

type Ended = { code: number | null; printed: string; said: string }

function importExits(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['scripts/with-node.cjs', 'tsx', 'scripts/import-exits.ts', ...args],
      { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } },
    )
    let [printed, said] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('close', (code) => resolve({ code, printed, said }))
  })
}

const serverOf = ({ database }: World) => ({
  DATABASE_URL: database.app,
  DATABASE_OWNER_URL: database.owner,
  STEGVIS_SECRET: secret,
})

test("with Promise's exits the command prints the table of its final report, the first time and every other", async () => {
  const here = await world()
  // Two organisations stand here, so that one must be named.
  const args = [exitsFile, '--programme', 'Promise', '--organisation', 'Ekdalens kommun (påhittad)']

  expect(await importExits(serverOf(here), ...args)).toEqual({
    code: 0,
    printed: table,
    said: '57 exits were read.\n',
  })
  expect(await importExits(serverOf(here), ...args)).toEqual({
    code: 0,
    printed: table,
    said: 'This file had been read already: nothing was changed.\n',
  })
  const swedish = await importExits(serverOf(here), ...args, '--language', 'sv')
  expect(swedish.printed).toContain('| alla | 57 | positiva 20 · oklart steg 32 · övriga 5 ·')
  expect(await here.tenant((tx) => tx.select({ id: exit.id }).from(exit))).toHaveLength(57)
}, 60_000)

test('what is wrong is said in a sentence, and nothing is read', async () => {
  const here = await world()
  const folder = temporaryFolder()
  const bad = path.join(folder, 'bad.csv')
  writeFileSync(bad, 'reporting_year,destinations\n2020,work\n20,work\n2021,moon\n')
  const run = (...args: string[]) => importExits(serverOf(here), ...args)

  expect(await run(bad, '--programme', 'Promise')).toEqual({
    code: 1,
    printed: '',
    said: expect.stringMatching(/^Row 3: “20”.*\nRow 4: the destination “moon”.*\nNothing was read\.\n$/),
  })
  expect((await run(path.join(folder, 'none.csv'), '--programme', 'Promise')).said).toMatch(/cannot be read/)
  expect((await run(exitsFile)).said).toMatch(/^Usage: npm run import-exits/)
  expect((await run(exitsFile, '--programme', 'Promise')).said).toMatch(
    /^Say which organisation, with --organisation\. There are "/,
  )
  const place = { name: 'Söderviks kommun (påhittad)', language: 'sv', timeZone: 'Europe/Stockholm' } as const
  await settle(here.parts, place, {}, {})
  const elsewhere = ['--organisation', 'söderviks kommun (påhittad)']
  expect((await run(exitsFile, '--programme', 'Promise', ...elsewhere)).said).toBe(
    'There is no programme "Promise". There is none yet.\n',
  )
  expect(await here.tenant((tx) => tx.select({ id: exit.id }).from(exit))).toEqual([])
}, 60_000)

test('a data folder that holds nothing yet is left alone', async () => {
  const folder = path.join(temporaryFolder(), 'nothing')
  const ended = await importExits({ STEGVIS_DATA: folder }, exitsFile, '--programme', 'Promise')
  expect([ended.code, ended.said]).toEqual([1, expect.stringContaining('There is no Stegvis in')])
})
