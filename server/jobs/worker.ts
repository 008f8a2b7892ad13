import { isUnavailable } from '../../db/client.ts'
import type { Parts } from '../web/env.ts'
import { closeForgottenDepartures } from './forgotten-departures.ts'
import { keepLevels } from './reached-levels.ts'
import { extendSeries } from './series-horizon.ts'

type Job = { name: string; everySeconds: number; run: (parts: Parts) => Promise<void> }

/** What is done without anybody asking, and how often. */
const timetable: Job[] = [
  { name: 'forgotten departures', everySeconds: 60, run: closeForgottenDepartures },
  { name: 'reached levels', everySeconds: 3600, run: keepLevels },
  { name: 'series horizon', everySeconds: 3600, run: extendSeries },
]

/** Does each job now and then, one turn at a time; `stop` waits for the turn that is under way. */
export function startWorker(parts: Parts, jobs: readonly Job[] = timetable): { stop(): Promise<void> } {
  const underWay = new Map<string, Promise<void>>()
  const turn = (job: Job) => {
    if (underWay.has(job.name)) return
    const work = tried(job, parts).finally(() => underWay.delete(job.name))
    underWay.set(job.name, work)
  }
  const timers = jobs.map((job) => {
    turn(job)
    return setInterval(() => turn(job), job.everySeconds * 1000)
  })
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(underWay.values())
    },
  }
}

/** A turn that fails is told in the log, and the next one comes all the same. */
async function tried(job: Job, parts: Parts): Promise<void> {
  try {
    await job.run(parts)
  } catch (error) {
    parts.log({
      level: isUnavailable(error) ? 'warning' : 'error',
      job: job.name,
      kind: error instanceof Error ? error.name : typeof error,
      code:
        (error as { code?: string; cause?: { code?: string } }).cause?.code ??
        (error as { code?: string }).code,
    })
  }
}
