import { isoDate, type Session } from './week-data.ts'

export function eventClass({ tone, cancelled }: Session): string {
  return `calendar-event tone-${tone ?? 'lake'}${cancelled ? ' calendar-event-cancelled' : ''}`
}

/** Picture, name, time, place and leader, and the category's word; a moving session shows the time it is moved to. */
export function eventContent(session: Session, movedTo: string | undefined): Node[] {
  const words = element('div', 'calendar-event-words')
  if (session.name === undefined) {
    words.append(element('span', 'calendar-event-line', movedTo ?? ''))
    return [words]
  }
  const name = element('span', 'calendar-event-name')
  const time = movedTo ?? session.times
  // The time is never what has no room.
  if (isShort(session)) name.append(fromTo(time))
  if (!session.busy) name.append(picture(session.category))
  name.append(element('span', '', session.name))
  words.append(name)
  if (session.cancelled) words.append(element('span', 'calendar-event-line', session.cancelled))
  if (!isShort(session)) words.append(timeAndPlace(time, session.location))
  if (session.doubled) words.append(marked('doubled', session.doubled))
  if (!session.busy) words.append(element('span', 'calendar-event-line', session.categoryWord))
  if (session.leader) words.append(element('span', 'calendar-event-line', session.leader))
  if (isShort(session) && session.location)
    words.append(element('span', 'calendar-event-line', session.location))
  if (session.outdoors) words.append(marked('outdoors', session.outdoors))
  return [words]
}

/** Beside another session the end has no room: the block shows it. */
function fromTo(time: string): HTMLElement {
  const [start = '', end] = time.split(/(?=[–-])/)
  const words = element('span', 'calendar-event-time')
  words.append(element('span', '', start))
  if (end) words.append(element('span', 'calendar-event-end', end))
  return words
}

/** One line; beside another session the time comes first of all, so that it is seen even where the name has no room. */
function timeAndPlace(time: string, location: string | null | undefined): HTMLElement {
  const line = element('span', 'calendar-event-line calendar-event-when')
  line.append(fromTo(time))
  if (location) line.append(element('span', 'calendar-event-dot', ' · '), element('span', '', location))
  return line
}

/** A clock time is written 09.30 in Swedish. */
export function inWords(times: string, language: string): string {
  return language === 'sv' ? times.replaceAll(':', '.') : times
}

/** Too short for a second line. */
function isShort({ start, end }: Session): boolean {
  const length = (Date.parse(`1970-01-01T${end}Z`) - Date.parse(`1970-01-01T${start}Z`)) / 60_000
  return length > 0 && length < 45
}

function marked(mark: 'outdoors' | 'doubled', words: string): Node {
  const line = element('span', `calendar-event-line calendar-event-${mark}`)
  line.append(picture(mark), element('span', '', words))
  line.title = words
  return line
}

export function dayHeader(
  date: Date,
  isToday: boolean,
  weekday: string,
  closedDays: ReadonlyMap<string, string>,
): Node {
  const header = element('div', isToday ? 'calendar-day calendar-day-today' : 'calendar-day')
  header.append(element('span', '', weekday), ' ', element('strong', '', String(date.getUTCDate())))
  const closed = closedDays.get(isoDate(date))
  if (closed) header.append(' ', element('span', 'calendar-day-closed', closed))
  return header
}

function picture(name: string): Node {
  const template = document.getElementById(`picture-${name}`)
  return template instanceof HTMLTemplateElement
    ? template.content.cloneNode(true)
    : document.createTextNode('')
}

export function element(kind: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(kind)
  if (className) made.className = className
  made.textContent = text
  return made
}
