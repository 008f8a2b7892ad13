import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as esbuild from 'esbuild'
import { finishStatic, staticOptions } from './bundle.ts'

// npm run dev: the server from its sources (tsx watch starts it again at each change), the browser's files built at each change.
const dist = path.join(import.meta.dirname, '../dist')
const folder = path.join(dist, 'static')
// What lies in dist from now on is no build of the sources as they are.
await rm(path.join(dist, '.sources'), { force: true })
const finish: esbuild.Plugin = {
  name: 'finish',
  setup: (build) =>
    build.onEnd(async () => {
      await finishStatic(folder)
      // Without a hash in its address a browser asks for a file again each time.
      await writeFile(path.join(folder, 'manifest.json'), '{}')
    }),
}
const watched = await esbuild.context({ ...staticOptions(folder), plugins: [finish] })
await watched.rebuild()
await watched.watch()
await import('../server/main.ts')
