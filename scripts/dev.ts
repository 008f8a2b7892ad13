import path from 'node:path'
import * as esbuild from 'esbuild'
import { finishStatic, staticOptions } from './bundle.ts'

// npm run dev: the server from its sources (tsx watch starts it again at each change), the browser's files built at each change.
const folder = path.join(import.meta.dirname, '../dist/static')
const finish: esbuild.Plugin = {
  name: 'finish',
  setup: (build) => build.onEnd(() => finishStatic(folder)),
}
const watched = await esbuild.context({ ...staticOptions(folder), plugins: [finish] })
await watched.rebuild()
await watched.watch()
await import('../server/main.ts')
