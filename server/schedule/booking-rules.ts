import { Temporal } from 'temporal-polyfill'
import type { OtherSession } from './clash.ts'

/** Whether the next one has to wait: without a limit there is always room. */
export const isFull = (taken: number, places: number | null): boolean => places !== null && taken >= places

type Moment = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/** Somebody's wish for a place in one session, and all that decides whether they get it. */
export type PlaceWish = Moment & {
  participantId: string
  session: OtherSession
  places: number | null
  /** How many hold a place as it stands. */
  taken: number
  /** Already booked, or in the line. */
  has: boolean
  /** Enrolled on that day in a programme that the session is open to. */
  enrolled: boolean
  /** Neither cancelled nor removed. */
  standing: boolean
  /** Where they are booked at that time. */
  elsewhere: OtherSession | null
}

export type PlaceAnswer = 'booked' | 'waiting' | 'already' | 'elsewhere' | 'notEnrolled' | 'closed'

/**
 * The answer to a wish for one session. Who waits is nowhere, so one may wait for what one would have to choose. What has
 * begun is closed to who books for themselves; staff still add those who came.
 */
export function placeIn(wish: PlaceWish, hand: { at: Temporal.Instant; byThemselves: boolean }): PlaceAnswer {
  const { has, taken, places, elsewhere } = wish
  if (has) return 'already'
  if (!wish.enrolled) return 'notEnrolled'
  const hasBegun = Temporal.Instant.compare(wish.startsAt, hand.at) <= 0
  if (!wish.standing || (hasBegun && hand.byThemselves)) return 'closed'
  if (isFull(taken, places)) return 'waiting'
  return elsewhere === null ? 'booked' : 'elsewhere'
}

export type Answered<Wish extends PlaceWish = PlaceWish> = {
  wish: Wish
  answer: PlaceAnswer
  /** What it was left out for. */
  elsewhere: OtherSession | null
}

/**
 * The answers to the wishes that a booking of a series comes to, in the order in which they are asked: whoever is
 * elsewhere is left out, and each place given is taken for the next one.
 */
export function placesIn<Wish extends PlaceWish>(wishes: readonly Wish[]): Answered<Wish>[] {
  const given = new Map<string, Wish[]>()
  const givenTo = (wish: Wish) => given.get(`to ${wish.participantId}`) ?? []
  const givenIn = (wish: Wish) => given.get(`in ${wish.session.id}`) ?? []
  return wishes.map((wish) => {
    if (wish.has) return { wish, answer: 'already', elsewhere: null }
    if (!wish.enrolled) return { wish, answer: 'notEnrolled', elsewhere: null }
    if (!wish.standing) return { wish, answer: 'closed', elsewhere: null }
    const meanwhile = givenTo(wish).find((one) => doOverlap(one, wish))?.session
    const elsewhere = wish.elsewhere ?? meanwhile ?? null
    if (elsewhere !== null) return { wish, answer: 'elsewhere', elsewhere }
    if (isFull(wish.taken + givenIn(wish).length, wish.places))
      return { wish, answer: 'waiting', elsewhere: null }
    given.set(`to ${wish.participantId}`, [...givenTo(wish), wish])
    given.set(`in ${wish.session.id}`, [...givenIn(wish), wish])
    return { wish, answer: 'booked', elsewhere: null }
  })
}

export type LeftOut = { other: OtherSession; sessions: OtherSession[] }

/** The sessions that were left out, together when it was for the same thing. */
export function leftOutFor(answers: readonly Answered[]): LeftOut[] {
  const out = answers.flatMap(({ wish, elsewhere }) =>
    elsewhere === null ? [] : [{ session: wish.session, other: elsewhere }],
  )
  const groups = Map.groupBy(out, ({ other }) => (other.isTalk ? '' : other.activityName))
  return [...groups.values()].map((group) => ({
    other: group[0]!.other,
    sessions: group.map(({ session }) => session),
  }))
}

export type Waiting = Moment & {
  bookingId: string
  participantId: string
  enrolled: boolean
  /** Booked for something else at that time. */
  elsewhere: boolean
}

/** The line of a session, whoever has waited longest first. */
export type Line = { places: number | null; taken: number; waiting: readonly Waiting[] }

/** Who moves up: for each free place whoever has waited longest, save who is elsewhere by then. They stay in the line. */
export function movingUp(lines: readonly Line[]): Waiting[] {
  const admitted: Waiting[] = []
  for (const { places, taken, waiting } of lines) {
    let held = taken
    for (const one of waiting) {
      if (isFull(held, places)) break
      const meanwhile = admitted.some(
        (other) => other.participantId === one.participantId && doOverlap(other, one),
      )
      if (!one.enrolled || one.elsewhere || meanwhile) continue
      admitted.push(one)
      held += 1
    }
  }
  return admitted
}

export type Crowd = { group: number; largest: number }

/** How large the group gets, where that is more than the participant likes; who waits joins once a place is free. */
export function crowdFor(
  largest: number | null,
  sessions: readonly { taken: number; places: number | null; has: boolean }[],
): Crowd | undefined {
  const groups = sessions
    .filter(({ has }) => !has)
    .map(({ taken, places }) => (places === null ? taken + 1 : Math.min(taken + 1, places)))
  const group = Math.max(0, ...groups)
  return largest !== null && group > largest ? { group, largest } : undefined
}

function doOverlap(a: Moment, b: Moment): boolean {
  return (
    a.startsAt.epochMilliseconds < b.endsAt.epochMilliseconds &&
    b.startsAt.epochMilliseconds < a.endsAt.epochMilliseconds
  )
}
