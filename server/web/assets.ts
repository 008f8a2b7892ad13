import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where the built files lie: beside the bundled server, or in dist/ when the source runs as it is.
 * scripts/build.ts writes manifest.json there: each file's name and a short hash of what it holds.
 */
export const assetsFolder = [
  join(import.meta.dirname, 'static'),
  join(import.meta.dirname, '../../dist/static'),
].find((folder) => existsSync(join(folder, 'manifest.json')))

const hashes: Record<string, string> = assetsFolder
  ? JSON.parse(readFileSync(join(assetsFolder, 'manifest.json'), 'utf8'))
  : {}

/** The address of a built file. With its hash a browser may keep it for good, until the next release. */
export const asset = (name: string): string =>
  hashes[name] ? `/static/${name}?v=${hashes[name]}` : `/static/${name}`
