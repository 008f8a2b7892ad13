import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '../db/client.ts'
import { CannotStart } from '../db/embedded/programs.ts'
import { joinEmbedded, secretOf } from '../db/embedded/supervisor.ts'
import { migrate } from '../db/migrate.ts'
import { readConfig, type Config } from '../server/config.ts'
import { textsIn } from '../server/language/catalogue.ts'
import { languages, type Language } from '../server/language/text.ts'
import { organisationsHere, organisationName } from '../server/organisation/queries.ts'
import { exitReport } from '../server/outcomes/exit-report.ts'
import { exitReportInWords } from '../server/outcomes/exit-report-words.ts'
import { exitsDigest } from '../server/outcomes/exits-digest.ts'
import { parseExitsFile } from '../server/outcomes/exits-file.ts'
import {
  exitsOfProgramme,
  importExits,
  programmeNamed,
  programmesToReport,
} from '../server/outcomes/queries.ts'
import { systemClock } from '../server/time/clock.ts'

const usage =
  'Usage: npm run import-exits -- <file.csv> --programme <name> [--organisation <name>] [--language sv|en]'
const root = path.join(import.meta.dirname, '..')
/** The report alone goes to standard output; what is said about the work goes beside it. */
const say = (sentence: string) => console.error(sentence)

try {
  await importFile(readArguments())
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  say(error.message)
  process.exitCode = 1
}

type Arguments = { file: string; programme: string; organisation: string | undefined; language: Language }

function readArguments(): Arguments {
  const { values, positionals } = parsed()
  const [file, ...more] = positionals
  const language = languages.find((one) => one === (values.language ?? 'en'))
  if (file === undefined || more.length > 0 || !values.programme || !language) throw new CannotStart(usage)
  return { file, programme: values.programme, organisation: values.organisation, language }
}

function parsed() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: { programme: text, organisation: text, language: text },
    })
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : ''}\n${usage}`)
  }
}

/** All of the file or nothing: whatever is wrong with it is told before a database is opened. */
async function importFile({ file, programme, organisation, language }: Arguments) {
  const content = await readFile(file).catch(() => {
    throw new CannotStart(`The file ${file} cannot be read.`)
  })
  const { exits, problems } = parseExitsFile(content)
  if (problems.length > 0) {
    const t = textsIn(language)
    const told = problems.map(({ text, values }) => t(text, values))
    throw new CannotStart([...told, 'Nothing was read.'].join('\n'))
  }

  const { db, secret, close } = await openDatabaseOf(configured())
  try {
    const tenant = db.tenant(await organisationOf(db, secret, organisation))
    const { made, all } = await tenant(async (tx) => {
      const found = await programmeNamed(tx, programme)
      if (!found) throw new CannotStart(whyNoProgramme(programme, await programmesToReport(tx)))
      const digest = exitsDigest(content)
      const at = systemClock.now()
      const made = await importExits(tx, { programmeId: found.id, digest, exits, by: null, at })
      return { made, all: await exitsOfProgramme(tx, found.id) }
    })
    process.stdout.write(exitReportInWords(exitReport(all), language))
    say(made === 0 ? 'This file had been read already: nothing was changed.' : `${made} exits were read.`)
  } finally {
    await close()
  }
}

function configured(): Config {
  const config = readConfig(process.env)
  if ('problems' in config) throw new CannotStart(config.problems.join('\n'))
  return config
}

/** The configured server, or the built-in one of the data folder, whether Stegvis is running on it or not. */
async function openDatabaseOf({ database, secret }: Config) {
  if (database.builtIn && !existsSync(path.join(database.folder, 'instance')))
    throw new CannotStart(
      `There is no Stegvis in ${database.folder} yet. Start it once with npm start, or set STEGVIS_DATA to its folder.`,
    )
  const embedded = database.builtIn ? await joinEmbedded(database.folder, say) : undefined
  const logins = embedded ?? (database as { owner: string; app: string })
  try {
    await migrate(logins, path.join(root, 'db/migrations'))
    const key = secret ?? (database.builtIn ? await secretOf(database.folder) : '')
    const db = openDatabase(logins.app, { connections: 2 })
    return { db, secret: key, close: () => db.close().then(() => embedded?.stop()) }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function organisationOf(db: Database, secret: string, named: string | undefined): Promise<string> {
  const ids = await organisationsHere(db, secret)
  const all = await Promise.all(
    ids.map(async (id) => ({ id, name: await db.tenant(id)((tx) => organisationName(tx)) })),
  )
  if (all.length === 0) throw new CannotStart('There is no organisation yet. Set one up first.')
  const fit = named === undefined ? all : all.filter(({ name }) => sameName(name, named))
  if (fit.length === 1) return fit[0]!.id
  const there = `There ${all.length === 1 ? 'is' : 'are'} ${all.map(({ name }) => `"${name}"`).join(', ')}.`
  throw new CannotStart(
    named === undefined
      ? `Say which organisation, with --organisation. ${there}`
      : `There is no organisation "${named}". ${there}`,
  )
}

function whyNoProgramme(name: string, all: readonly { name: string }[]): string {
  const there = all.map((one) => `"${one.name}"`).join(', ')
  return `There is no programme "${name}". There ${there === '' ? 'is none yet' : `are ${there}`}.`
}

function sameName(one: string, other: string): boolean {
  return one.localeCompare(other, 'sv', { sensitivity: 'accent' }) === 0
}
