import type { Tx } from '../../db/client.ts'
import { clashesOf } from './clash-queries.ts'
import type { Draft, StandingSession } from './change.ts'
import { changedLine, stateOf } from './draft.ts'
import type { SessionTime } from './queries.ts'

/**
 * A session dragged to another time, alone. Its leader is knowingly booked twice there only beside whom that was known
 * already: for the rest there is the form.
 */
export async function draftOfDrag(tx: Tx, held: StandingSession, time: SessionTime): Promise<Draft> {
  const { doubleBookedBecause } = held
  const knowingly = doubleBookedBecause !== null && (await isKnown(tx, held, time))
  // Whoever changes an exception by hand has decided what becomes of it.
  const change = {
    ...time,
    doubleBookedBecause: knowingly ? doubleBookedBecause : null,
    undecidedSince: null,
  }
  return { sessions: changedLine(held, change), series: [] }
}

async function isKnown(tx: Tx, held: StandingSession, time: SessionTime): Promise<boolean> {
  const { localDate, localStart, localEnd, startsAt, endsAt } = held
  const known = await othersOfLeader(tx, held, { localDate, localStart, localEnd, startsAt, endsAt })
  const there = await othersOfLeader(tx, held, time)
  return there.length > 0 && there.every((id) => known.includes(id))
}

/** The sessions that its leader has at that time as well. */
async function othersOfLeader(tx: Tx, held: StandingSession, time: SessionTime): Promise<string[]> {
  const before = stateOf(held)
  const after = { ...before, ...time, doubleBookedBecause: null }
  const clashes = await clashesOf(tx, {
    sessions: [{ id: held.id, version: held.version, before, after }],
    series: [],
  })
  return clashes.flatMap(({ of, with: other }) => (of === 'leader' && other ? [other.id] : []))
}
