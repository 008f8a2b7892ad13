import { existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { departures } from './architecture.ts'

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  { encoding: 'utf8' },
)
const sources = new Map(
  files
    .split('\n')
    .filter((file) => file.includes('/') && existsSync(file))
    .map((file) => [file, readFileSync(file, 'utf8')]),
)

test('the code keeps to its architecture', () => {
  expect(sources.size).toBeGreaterThan(50)
  expect(departures(sources)).toEqual([])
})

const withFile = (file: string, source: string) => departures(new Map([...sources, [file, source]]))

test.each([
  ['a rule that loads', 'server/hours/credit-again.ts', "import { eq } from 'drizzle-orm'"],
  ['a rule that knows a query', 'server/hours/again.ts', "import { addStaff } from '../access/queries.ts'"],
  [
    'a word that looks down',
    'server/people/again.ts',
    "import { creditedMinutes } from '../hours/credit.ts'",
  ],
  ['a query that knows a view', 'server/hours/queries.ts', "import { Layout } from '../../views/layout.tsx'"],
  ['a view that loads', 'views/hours/again.tsx', "import { addStaff } from '../../server/access/queries.ts'"],
  ['a folder that is no word', 'server/utils/again.ts', ''],
  ['a word without a place in the order', 'server/gamification/again.ts', ''],
  [
    'running code that leans on tests',
    'server/access/again-routes.tsx',
    "import { world } from '../../test/world.ts'",
  ],
])('%s is found', (_what, file, source) => {
  expect(withFile(file, source).join('\n')).toContain(file)
})

test('a circle is found', () => {
  const circle = departures(
    new Map([
      ['server/time/a.ts', "import { b } from './b.ts'"],
      ['server/time/b.ts', "import { a } from './a.ts'"],
    ]),
  )
  expect(circle).toEqual(['circle: server/time/a.ts → server/time/b.ts → server/time/a.ts'])
})
