import path from 'node:path'

/** The words of the domain in their order: a word's rules and queries import only from words above it. */
export const words = [
  'time',
  'language',
  'organisation',
  'people',
  'access',
  'programme',
  'schedule',
  'attendance',
  'hours',
  'outcomes',
  'notices',
  'kiosk',
  'feeds',
  'my-week',
  'letters',
  'founding',
  'jobs',
]

type Kind = 'ground' | 'rule' | 'queries' | 'routes' | 'web' | 'jobs' | 'top' | 'view' | 'db' | 'other'
type Import = { from: string; to: string; typeOnly: boolean }

const FORBIDDEN_FOLDERS = ['utils', 'util', 'helpers', 'services', 'common', 'types', 'lib', 'misc', 'shared']
const TOP_FOLDERS = ['server', 'views', 'static', 'db', 'scripts', 'test', 'docs', '.ci']

/** What every word stands on, beside the words. */
const GROUND = ['server/problem.ts', 'server/table-file.ts', 'server/trace.ts']

const wordOf = (file: string): string | undefined => /^server\/([^/]+)\//.exec(file)?.[1]

/** What a file is, by its name and place alone. */
export function kindOf(file: string): Kind {
  if (file.startsWith('db/')) return 'db'
  if (file.startsWith('views/')) return 'view'
  if (!file.startsWith('server/')) return 'other'
  const word = wordOf(file)
  if (word === undefined) return GROUND.includes(file) ? 'ground' : 'top'
  if (word === 'language') return 'ground'
  if (word === 'web') return 'web'
  if (word === 'jobs') return 'jobs'
  if (/(^|[/-])queries\.ts$/.test(file)) return 'queries'
  // A door recognises who comes, a form reads what they sent: both belong to the routes that they stand before.
  if (/(^|[/-])(routes|door|form)\.tsx?$/.test(file)) return 'routes'
  return 'rule'
}

/** Who may import whom. Types alone may come from anywhere that is not further out than web. */
const MAY_IMPORT: Record<Kind, Kind[]> = {
  ground: ['ground', 'rule'],
  rule: ['ground', 'rule'],
  db: ['db'],
  queries: ['ground', 'rule', 'queries', 'db'],
  web: ['ground', 'rule', 'web', 'view', 'db'],
  view: ['ground', 'rule', 'view'],
  routes: ['ground', 'rule', 'queries', 'routes', 'web', 'view', 'db'],
  jobs: ['ground', 'rule', 'queries', 'jobs', 'db'],
  top: ['ground', 'rule', 'queries', 'routes', 'web', 'view', 'jobs', 'db', 'top', 'other'],
  other: ['ground', 'rule', 'queries', 'routes', 'web', 'view', 'jobs', 'db', 'top', 'other'],
}

/** Packages that only the outer parts may use. */
const PACKAGES: [RegExp, Kind[]][] = [
  [/^(drizzle-orm|postgres)(\/|$)/, ['db', 'queries', 'other']],
  [/^(hono|@hono)(\/|$)/, ['routes', 'web', 'view', 'top', 'other']],
  [/^node:(fs|net|http|https|child_process)/, ['db', 'web', 'top', 'other']],
]

export function importsOf(file: string, source: string): Import[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:([^'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gm,
  )
  return [...statements].map(([, type, names = '', to = '']) => ({
    from: file,
    to: to.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), to)) : to,
    typeOnly: type !== undefined || /^\{(\s*type [^,}]+,?)+\s*\}$/.test(names.trim()),
  }))
}

/** Every departure from the architecture, as a sentence. */
export function departures(sources: Map<string, string>): string[] {
  const all = [...sources].flatMap(([file, source]) => importsOf(file, source))
  return [...folders(sources), ...all.flatMap(directions), ...circles(sources, all)]
}

function folders(sources: Map<string, string>): string[] {
  return [...sources.keys()].flatMap((file) => {
    const parts = file.split('/').slice(0, -1)
    const bad = parts.find((part) => FORBIDDEN_FOLDERS.includes(part))
    if (bad) return [`${file}: a folder named "${bad}" is no word of the domain`]
    if (parts[0] && !TOP_FOLDERS.includes(parts[0])) return [`${file}: "${parts[0]}" is no top-level folder`]
    const word = wordOf(file)
    if (word && word !== 'web' && !words.includes(word))
      return [`${file}: "${word}" stands in no order of words`]
    return []
  })
}

function directions({ from, to, typeOnly }: Import): string[] {
  const kind = kindOf(from)
  const rule = PACKAGES.find(([pattern]) => pattern.test(to))
  if (rule) return rule[1].includes(kind) || typeOnly ? [] : [`${from}: ${kind} may not use ${to}`]
  if (!/^(server|views|db|static|scripts|test)\//.test(to)) return []
  const target = kindOf(to)
  if (kind !== 'other' && target === 'other' && from !== 'server/main.ts')
    return [`${from}: what runs may not import ${to}`]
  if (typeOnly)
    return kind === 'rule' && ['routes', 'view'].includes(target) ? [`${from}: rule may not know ${to}`] : []
  if (kind === 'view' && to === 'server/web/assets.ts') return []
  if (!MAY_IMPORT[kind].includes(target)) return [`${from}: ${kind} may not import ${target} ${to}`]
  const [mine, theirs] = [words.indexOf(wordOf(from) ?? ''), words.indexOf(wordOf(to) ?? '')]
  if (['rule', 'queries'].includes(kind) && mine >= 0 && theirs > mine) {
    return [`${from}: "${wordOf(from)}" stands above "${wordOf(to)}" and may not import ${to}`]
  }
  return []
}

/** Files that import each other round in a circle; types included, for a circle of types is hard to read too. */
function circles(sources: Map<string, string>, all: Import[]): string[] {
  const next = Map.groupBy(all, (one) => one.from)
  const settled = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: string[]): void => {
    const again = way.indexOf(file)
    if (again >= 0) {
      found.push(`circle: ${[...way.slice(again), file].join(' → ')}`)
      return
    }
    if (settled.has(file)) return
    for (const one of next.get(file) ?? []) if (sources.has(one.to)) visit(one.to, [...way, file])
    settled.add(file)
  }
  for (const file of sources.keys()) visit(file, [])
  return found
}
