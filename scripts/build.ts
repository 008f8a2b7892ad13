import { createRequire } from 'node:module'
import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleServer, bundleStatic } from './bundle.ts'

const { sources } = createRequire(import.meta.url)('./ready.cjs') as { sources: () => string }

// Built beside and then moved, so that a build that fails or is cut off leaves the earlier one whole.
const root = path.join(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const draft = path.join(root, `dist.${process.pid}`)
try {
  const built = sources()
  await Promise.all([bundleServer(draft), bundleStatic(path.join(draft, 'static'))])
  await writeFile(path.join(draft, '.sources'), built)
  await rm(dist, { recursive: true, force: true })
  await rename(draft, dist)
} catch (error) {
  console.error('The build failed.')
  // esbuild has already said where.
  if (!(error instanceof Error && 'errors' in error)) console.error(error)
  process.exitCode = 1
} finally {
  await rm(draft, { recursive: true, force: true })
}
