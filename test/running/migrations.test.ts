import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const journal = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8')) as {
  entries: { when: number; tag: string }[]
}

test('migrations stand in the order of their dates, because one older than the newest applied is passed over', () => {
  const dates = journal.entries.map((entry) => entry.when)
  expect(dates).toEqual([...new Set(dates)].sort((one, other) => one - other))
})

test('the journal names every migration that lies in the folder', () => {
  const files = readdirSync('db/migrations').filter((name) => name.endsWith('.sql'))
  expect(files.sort()).toEqual(journal.entries.map((entry) => `${entry.tag}.sql`))
})
