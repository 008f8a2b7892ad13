import type { EventInput } from 'fullcalendar'

/** A session as the server tells it: what is said in words is said in the reader's language. */
export type Session = {
  id: string
  version: number
  name: string
  date: string
  start: string
  end: string
  times: string
  category: string
  tone: string
  categoryWord: string
  location: string | null
  leader: string | null
  outdoors: string | null
  inSeries: boolean
  /** Its leader has another session at the same time, on purpose. */
  doubled: string | null
  cancelled: string | null
  /** A talk of somebody else's: there is nothing to open or to move. */
  busy: boolean
}
export type Week = { sessions: Session[]; closedDays: { date: string; name: string }[] }

export async function fetchWeek(monday: string, filter: string): Promise<Week> {
  const sunday = isoDate(new Date(Date.parse(monday) + 6 * 86_400_000))
  const answer = await fetch(`/sessions?from=${monday}&to=${sunday}&${filter}`, {
    headers: { accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`the week was answered ${answer.status}`)
  return (await answer.json()) as Week
}

export function toEvent(session: Session): EventInput {
  const { id, name, date, start, end, cancelled, busy } = session
  const endDate = end <= start ? isoDate(new Date(Date.parse(date) + 86_400_000)) : date
  return {
    id,
    title: name,
    start: `${date}T${start}`,
    end: `${endDate}T${end}`,
    ...(busy ? {} : { url: `/sessions/${id}` }),
    extendedProps: session,
    ...(cancelled === null && !busy ? {} : { startEditable: false, durationEditable: false }),
  }
}

/** The seven dates from a Monday on. */
export const daysOf = (monday: string): string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => isoDate(new Date(Date.parse(monday) + days * 86_400_000)))

export function namesByDate(days: Week['closedDays']): ReadonlyMap<string, string> {
  return new Map(days.map(({ date, name }) => [date, name]))
}

export function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10)
}
