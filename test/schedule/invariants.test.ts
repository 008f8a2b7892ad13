import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import type { LocalDate } from '../../server/time/dates.ts'
import { world } from '../world.ts'
import { anyDeed, done, stage, undone, type Deed, type Done, type Stage } from './deeds.ts'
import {
  disorderIn,
  harmDone,
  isInTheWay,
  missingDays,
  standingIn,
  whatIsPlanned,
  whoIsWhere,
  type Standing,
} from './order.ts'

/** The same deeds at every run; others, and more of them, by INVARIANTS_SEED and INVARIANTS_RUNS. */
const seed = Number(process.env['INVARIANTS_SEED'] ?? 20260317)
const runs = Number(process.env['INVARIANTS_RUNS'] ?? 6)

const many = (least: number, most: number) => ({ minLength: least, maxLength: most, size: 'max' }) as const
const patience = 30_000 + runs * 15_000

test(
  'whatever is done to the schedule, in whatever order: nothing that must hold is broken, and each change can be undone',
  async () => {
    expect.hasAssertions()
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, many(12, 24)), async (deeds) => {
        const here = await stage(await world())
        let standing = await standingIn(here)
        const excused = new Set(standing.closed)
        for (const deed of deeds) standing = await doneInOrder(here, standing, deed, excused)
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
  },
  patience,
)

test(
  'whatever several do at the same moment: nobody is turned away for it, and nothing that must hold is broken',
  async () => {
    const atOnce = anyDeed.filter(({ does }) => does !== 'wait' && does !== 'come' && does !== 'night')
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDeed, many(4, 8)),
        fc.array(fc.array(atOnce, many(2, 4)), many(2, 5)),
        async (first, rounds) => {
          const here = await stage(await world())
          for (const deed of first) await done(here, await standingIn(here), deed)
          for (const deeds of rounds) {
            const before = await standingIn(here)
            const told = JSON.stringify(deeds)
            const answers = await Promise.all(deeds.map((deed) => done(here, before, deed)))
            for (const answer of answers) expectNoFault(here, answer, told)
            const byHand = new Set(answers.flatMap((answer) => answer?.byHand ?? []))
            expect({ told, found: await disorderIn(here) }).toEqual({ told, found: [] })
            expect({ told, found: harmDone(before, await standingIn(here), byHand) }).toEqual({
              told,
              found: [],
            })
          }
        },
      ),
      { numRuns: runs, seed, endOnFailure: true },
    )
  },
  patience,
)

/** Does it, looks at everything, and does it once more by undoing it and undoing that. */
async function doneInOrder(
  here: Stage,
  before: Standing,
  deed: Deed,
  excused: Set<LocalDate>,
): Promise<Standing> {
  const told = JSON.stringify(deed)
  const answer = await done(here, before, deed)
  if (!answer) return before
  expectNoFault(here, answer, told)
  const after = await standingIn(here)
  expect({ told, found: await disorderIn(here) }).toEqual({ told, found: [] })
  expect({ told, found: harmDone(before, after, new Set(answer.byHand)) }).toEqual({ told, found: [] })

  const changes = (after.latest?.changes ?? 0) - (before.latest?.changes ?? 0)
  for (const date of after.closed) excused.add(date)
  const missing = missingDays(after).filter(({ date }) => !excused.has(date))
  // A series is planned without the days on which something is in its way, once that was seen.
  const leftOut = after.latest?.kind === 'series_planned' && changes === 1
  expect({ told, found: leftOut ? missing.filter((day) => !isInTheWay(after, day)) : missing }).toEqual({
    told,
    found: [],
  })
  for (const { date } of missing) excused.add(date)

  const isOne = changes === 1 && after.latest !== undefined
  return isOne && isAllToCome(before, after) ? undoneAndDoneAgain(here, before, after, told) : after
}

function expectNoFault(here: Stage, answer: Done | undefined, told: string): void {
  const faults = here.logged.filter(({ level }) => level === 'error' || level === 'warning')
  expect(answer?.answer.status ?? 200, `${told} ${JSON.stringify(faults)}`).toBeLessThan(500)
}

/** Whether all that differs has yet to begin: what has begun is never taken back. */
function isAllToCome(before: Standing, after: Standing): boolean {
  const [was, is] = [whatIsPlanned(before), whatIsPlanned(after)]
  return [...after.sessions.values()].every(
    (one) =>
      was.get(one.id) === is.get(one.id) ||
      [one, before.sessions.get(one.id) ?? one].every(
        ({ startsAt, attended }) => !attended && startsAt.epochMilliseconds > after.now.epochMilliseconds,
      ),
  )
}

async function undoneAndDoneAgain(
  here: Stage,
  before: Standing,
  after: Standing,
  told: string,
): Promise<Standing> {
  const back = await takenBack(here, after, `undone: ${told}`)
  expect(whatIsPlanned(back), `undone: ${told}`).toEqual(whatIsPlanned(before))
  expect(whoIsWhere(back), `undone: ${told}`).toEqual(whoIsWhere(before))

  const again = await takenBack(here, back, `done again: ${told}`)
  expect(whatIsPlanned(again), `done again: ${told}`).toEqual(whatIsPlanned(after))
  expect(whoIsWhere(again), `done again: ${told}`).toEqual(whoIsWhere(after))
  return again
}

/** How it stands once the latest change is taken back. */
async function takenBack(here: Stage, before: Standing, told: string): Promise<Standing> {
  const answer = await undone(here, before.latest!)
  expectNoFault(here, { answer, byHand: [] }, told)
  const after = await standingIn(here)
  expect({ told, found: await disorderIn(here) }).toEqual({ told, found: [] })
  expect({ told, found: harmDone(before, after, new Set()) }).toEqual({ told, found: [] })
  return after
}
