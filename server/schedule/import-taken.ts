import type { TextKey, TextValues } from '../language/text.ts'
import type { LocalTime } from '../time/dates.ts'
import type { FileProblem, FileRow } from './import-file.ts'
import type { ImportWorld, PlannedSession, RowOutcome, SessionThere, TimesThere } from './import-world.ts'

/** Who and what is taken when: by what stands, and by the rows that were read before. */
export class Taken {
  readonly #shareable: ReadonlySet<string>
  readonly #imported: ImportWorld['imported']
  readonly #there = new Map<string, SessionThere>()
  readonly #planned = new Map<string, FileRow>()
  readonly #uids = new Set<string>()
  readonly #byLeader = new Map<string, Occupied[]>()
  readonly #byPlace = new Map<string, Occupied[]>()

  constructor({ sessions, places, imported }: ImportWorld) {
    this.#shareable = new Set(places.filter(({ shareable }) => shareable).map(({ id }) => id))
    this.#imported = imported
    for (const session of sessions) {
      this.#there.set(identityOf(session), session)
      if (!session.cancelled) this.#occupy(session, session, session.doubleBooked)
    }
  }

  outcomeOf(session: PlannedSession, row: FileRow, problems: FileProblem[]): RowOutcome {
    const standing = this.standing(session)
    if (standing)
      return standing.startsAt.equals(session.startsAt) && standing.endsAt.equals(session.endsAt)
        ? 'known'
        : 'differs'
    if (session.importedUid !== null && this.#uids.has(session.importedUid)) return 'twice'
    const there = this.#there.get(identityOf(session))
    if (there?.endsAt.equals(session.endsAt)) return 'known'
    if (there) {
      problems.push({ row, column: 'end', text: 'schedule:import.otherEnd', values: { end: there.localEnd } })
      return 'wrong'
    }
    const twin = this.#planned.get(identityOf(session))
    if (twin) return 'twice'
    const clashes = this.#clashesOf(session)
    for (const clash of clashes) problems.push({ row, ...clash })
    if (clashes.length > 0) return 'wrong'
    this.#planned.set(identityOf(session), row)
    if (session.importedUid !== null) this.#uids.add(session.importedUid)
    this.#occupy(session, row, false)
    return 'new'
  }

  /** When the same occurrence of a calendar, read in before, stands now. */
  standing({ importedUid }: PlannedSession): TimesThere | undefined {
    return importedUid === null ? undefined : this.#imported.get(importedUid)
  }

  #occupy(session: Spanning, by: SessionThere | FileRow, doubleBooked: boolean): void {
    const occupied = { session, by }
    if (session.leaderId !== null && !doubleBooked) put(this.#byLeader, session.leaderId, occupied)
    if (session.locationId !== null && !this.#shareable.has(session.locationId))
      put(this.#byPlace, session.locationId, occupied)
  }

  #clashesOf(session: PlannedSession): Pick<FileProblem, 'column' | 'text' | 'values'>[] {
    const inTheWay = (all: Map<string, Occupied[]>, id: string | null) =>
      id === null ? undefined : all.get(id)?.find((other) => overlap(other.session, session))
    const ofLeader = inTheWay(this.#byLeader, session.leaderId)
    const ofPlace = inTheWay(this.#byPlace, session.locationId)
    return [
      ...(ofLeader ? [{ column: 'leader' as const, ...told(ofLeader) }] : []),
      ...(ofPlace ? [{ column: 'place' as const, ...told(ofPlace) }] : []),
    ]
  }
}

type Spanning = Pick<PlannedSession, 'startsAt' | 'endsAt' | 'leaderId' | 'locationId'> & {
  activityName: string
  localStart: LocalTime
  localEnd: LocalTime
}
type Occupied = { session: Spanning; by: SessionThere | FileRow }

/** One's talk with somebody is nobody else's business. */
function told({ session, by }: Occupied): { text: TextKey; values: TextValues } {
  const values = { name: session.activityName, start: session.localStart, end: session.localEnd }
  if ('cells' in by) return { text: 'schedule:import.clashWithRow', values: { ...values, other: by.row } }
  return by.isTalk
    ? { text: 'schedule:import.clashWithTalk', values: { start: values.start, end: values.end } }
    : { text: 'schedule:import.clashWithSession', values }
}

const put = (all: Map<string, Occupied[]>, id: string, one: Occupied): void =>
  void all.set(id, [...(all.get(id) ?? []), one])

const overlap = (one: Spanning, other: Spanning): boolean =>
  one.startsAt.epochMilliseconds < other.endsAt.epochMilliseconds &&
  one.endsAt.epochMilliseconds > other.startsAt.epochMilliseconds

/** The same activity at the same time and place with the same leader is the same session. */
const identityOf = ({
  activityId,
  startsAt,
  locationId,
  leaderId,
}: Pick<PlannedSession, 'activityId' | 'startsAt' | 'locationId' | 'leaderId'>): string =>
  `${activityId} ${startsAt.epochMilliseconds} ${locationId} ${leaderId}`
