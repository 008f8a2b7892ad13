import { newCode } from '../../server/access/code.ts'
import { demoNewcomers, participantCast, type DemoPerson, type Participant } from './cast.ts'
import { chanceOf } from './chance.ts'

/** Everybody in the demo, with a code each; the cast of the tests keeps its own. */
export function demoParticipants(): Record<DemoPerson, Participant> {
  const chance = chanceOf('codes')
  const taken = new Set<string>(Object.values(participantCast).map(({ code }) => code))
  const fresh = (): string => {
    const code = newCode((below) => chance.below(below))
    if (taken.has(code)) return fresh()
    taken.add(code)
    return code
  }
  const newcomers = Object.entries(demoNewcomers).map(([key, person]) => [key, { ...person, code: fresh() }])
  return {
    ...participantCast,
    ...(Object.fromEntries(newcomers) as Record<keyof typeof demoNewcomers, Participant>),
  }
}
