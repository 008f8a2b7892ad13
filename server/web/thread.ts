import { Worker } from 'node:worker_threads'

export type Bounds = { seconds: number; megabytes: number; atOnce: number }

/** How many threads of each kind are at work. */
const working = new Map<string, number>()

/**
 * Has a module do one piece of work in a thread of its own, which is ended when it takes too long or too much memory:
 * the answer is then 'too much', and 'busy' when as many as may be are at work already.
 */
export async function inThread<Result>(
  module: URL,
  work: unknown,
  { seconds, megabytes, atOnce }: Bounds,
): Promise<{ done: Result } | 'too much' | 'busy'> {
  const running = working.get(module.href) ?? 0
  if (running >= atOnce) return 'busy'
  working.set(module.href, running + 1)
  const thread = new Worker(module, {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    // What the server was started with is not for it.
    execArgv: [],
    env: {},
    // A fault in there is told by the answer; its trace may hold what was read.
    stderr: true,
  })
  const patience = setTimeout(() => void thread.terminate(), seconds * 1000)
  try {
    return await new Promise((resolve) => {
      thread.once('message', (done: Result) => resolve({ done }))
      thread.once('error', () => resolve('too much'))
      thread.once('exit', () => resolve('too much'))
    })
  } finally {
    clearTimeout(patience)
    await thread.terminate()
    working.set(module.href, working.get(module.href)! - 1)
  }
}
