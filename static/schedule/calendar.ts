import { Calendar, type EventDropInfo, type EventInput, type EventResizeDoneInfo } from 'fullcalendar'
import interaction from 'fullcalendar/interaction'
import english from 'fullcalendar/locales/en-gb'
import swedish from 'fullcalendar/locales/sv'
import classic from 'fullcalendar/themes/classic'
import timeGrid from 'fullcalendar/timegrid'
import './calendar.css'

// The week as a calendar. It decides nothing: it draws what the server says, sends what was dragged, and puts it back
// with the server's sentence when that was refused. Times are the organisation's, wherever the browser stands: they
// travel without a zone and are drawn as if they were UTC.

type Session = {
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
  cancelled: string | null
}
type Week = { sessions: Session[]; closedDays: { date: string; name: string }[] }

const opensAt = 7
const closesAt = 18

const section = document.getElementById('calendar')
if (section) startWhenSeen(section)

/** Where the width of the screen decides between calendar and list, the calendar waits until it is seen. */
function startWhenSeen(section: HTMLElement) {
  let started = false
  const look = () => {
    const seen = getComputedStyle(section).display !== 'none'
    markTab(seen)
    if (!seen || started) return
    started = true
    start(section)
  }
  look()
  window.matchMedia('(min-width: 64rem)').addEventListener('change', look)
}

function markTab(calendarSeen: boolean) {
  for (const tab of document.querySelectorAll('.week-views-fitting a')) {
    const isCalendar = tab.getAttribute('href')?.endsWith('calendar') === true
    if (isCalendar === calendarSeen) tab.setAttribute('aria-current', 'page')
    else tab.removeAttribute('aria-current')
  }
}

function start(section: HTMLElement) {
  const { weekStart = '', language = 'sv', mayPlan, wallNow = '', closed = '[]' } = section.dataset
  const monday = weekStart
  const loadedAt = performance.now()
  const wallMoment = () => new Date(Date.parse(`${wallNow}:00Z`) + performance.now() - loadedAt)
  let closedDays = namesByDate(JSON.parse(closed) as Week['closedDays'])
  let dragging = false
  let askAgain = false

  const calendar = new Calendar(document.getElementById('calendar-grid')!, {
    plugins: [timeGrid, interaction, classic],
    locale: language === 'sv' ? swedish : english,
    timeZone: 'UTC',
    initialView: 'timeGridWeek',
    initialDate: monday,
    firstDay: 1,
    now: wallMoment,
    nowIndicator: true,
    headerToolbar: false,
    allDaySlot: false,
    weekNumbers: true,
    weekNumberCalculation: 'ISO',
    height: 'auto',
    slotDuration: '00:30',
    snapDuration: '00:15',
    slotHeaderInterval: '01:00',
    slotMinTime: clock(opensAt),
    slotMaxTime: clock(closesAt),
    slotMinHeight: 36,
    hiddenDays: [0, 6],
    eventMinHeight: 28,
    slotEventOverlap: false,
    editable: mayPlan === 'yes',
    selectable: mayPlan === 'yes',
    selectMirror: true,
    selectMinDistance: 4,
    unselectAuto: false,
    longPressDelay: 400,
    weekNumberHeaderContent: ({ text }) => ({ domNodes: [element('span', 'calendar-week-number', text)] }),
    slotHeaderContent: ({ text }) => ({ domNodes: [element('span', 'calendar-hour', text)] }),
    dayHeaderContent: ({ date, isToday, weekdayText }) => ({
      domNodes: [dayHeader(date, isToday, weekdayText, closedDays)],
    }),
    dayLaneClass: ({ date }) => (closedDays.has(isoDate(date)) ? 'calendar-closed-lane' : ''),
    eventClass: ({ event }) => eventClass(event.extendedProps as Session),
    eventContent: ({ event, isMirror, timeText }) => ({
      domNodes: eventContent(
        event.extendedProps as Session,
        isMirror ? inWords(timeText, language) : undefined,
      ),
    }),
    events: async () => {
      const week = await fetchWeek(monday).catch((error: unknown) => {
        say('problem', section.dataset['textUnreachable'] ?? '')
        throw error
      })
      closedDays = namesByDate(week.closedDays)
      fit(calendar, week.sessions, daysOf(monday), isoDate(wallMoment()))
      requestAnimationFrame(() => mendLabels(section))
      return week.sessions.map(toEvent)
    },
    eventDragStart: () => (dragging = true),
    eventDragStop: () => letGo(),
    eventResizeStart: () => (dragging = true),
    eventResizeStop: () => letGo(),
    eventDrop: (info) => void move(info),
    eventResize: (info) => void move(info),
    select: ({ startStr, endStr }) => void openDialog(startStr, endStr),
  })
  calendar.render()

  // Nothing is drawn anew under somebody's hand.
  document.body.addEventListener('schedule-changed', () => {
    if (dragging) askAgain = true
    else calendar.refetchEvents()
  })
  function letGo() {
    dragging = false
    if (askAgain) calendar.refetchEvents()
    askAgain = false
  }

  async function move({ event, revert }: EventDropInfo | EventResizeDoneInfo) {
    const { version } = event.extendedProps as Session
    const answer = await fetch(`/sessions/${event.id}/time`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        date: event.startStr.slice(0, 10),
        start: event.startStr.slice(11, 16),
        end: event.endStr.slice(11, 16),
        version,
      }),
    }).catch(() => undefined)
    const told = (await answer?.json().catch(() => undefined)) as { message?: string } | undefined
    if (answer?.ok) say('done', told?.message ?? '')
    else {
      revert()
      say('problem', told?.message ?? section.dataset['textUnreachable'] ?? '')
    }
    calendar.refetchEvents()
  }

  /** The form of a new session, with the chosen time in it. */
  async function openDialog(start: string, end: string) {
    const dialog = document.getElementById('session-dialog') as HTMLDialogElement | null
    const content = document.getElementById('session-dialog-content')
    if (!dialog || !content) return
    const long = Date.parse(end) - Date.parse(start) > 30 * 60_000
    const chosen = {
      date: start.slice(0, 10),
      start: start.slice(11, 16),
      ...(long ? { end: end.slice(11, 16) } : {}),
    }
    const answer = await fetch(`/sessions/new?${new URLSearchParams(chosen)}`, {
      headers: { 'HX-Request': 'true' },
    })
      .then((response) => (response.ok ? response.text() : undefined))
      .catch(() => undefined)
    if (answer === undefined) {
      calendar.unselect()
      return say('problem', section.dataset['textUnreachable'] ?? '')
    }
    document.getElementById('week-notices')?.replaceChildren()
    fill(content, answer)
    dialog.addEventListener('close', () => calendar.unselect(), { once: true })
    dialog.showModal()
    content.querySelector<HTMLElement>('select, input:not([type="hidden"])')?.focus()
  }

  const dialog = document.getElementById('session-dialog') as HTMLDialogElement | null
  dialog?.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method === 'dialog' || (event.submitter as HTMLButtonElement | null)?.formMethod === 'get')
      return
    event.preventDefault()
    void send(form, dialog)
  })

  async function send(form: HTMLFormElement, dialog: HTMLDialogElement) {
    const button = form.querySelector<HTMLButtonElement>('.form-actions button')
    button?.setAttribute('disabled', '')
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'HX-Request': 'true' },
      body: new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])),
    }).catch(() => undefined)
    if (answer?.redirected && answer.ok) {
      const name =
        form.querySelector<HTMLSelectElement>('[name="activity_id"]')?.selectedOptions[0]?.text ?? ''
      const when = form.querySelector<HTMLInputElement>('[name="start_time"]')?.value ?? ''
      dialog.close()
      calendar.refetchEvents()
      return say(
        'done',
        (section.dataset['textCreated'] ?? '').replace('%name%', name).replace('%when%', when),
      )
    }
    button?.removeAttribute('disabled')
    if (answer?.status === 409 || answer?.status === 422) {
      const content = document.getElementById('session-dialog-content')!
      fill(content, await answer.text())
      content.querySelector<HTMLElement>('[data-focus]')?.focus()
    } else say('problem', section.dataset['textUnreachable'] ?? '')
  }
}

/** The server's own form, with its small helpers started. */
function fill(content: HTMLElement, html: string) {
  content.innerHTML = html
  window.htmx.process(content)
}

async function fetchWeek(monday: string): Promise<Week> {
  const sunday = isoDate(new Date(Date.parse(monday) + 6 * 86_400_000))
  const answer = await fetch(`/sessions?from=${monday}&to=${sunday}`, {
    headers: { accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`the week was answered ${answer.status}`)
  return (await answer.json()) as Week
}

/** The seven dates from a Monday on. */
const daysOf = (monday: string): string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => isoDate(new Date(Date.parse(monday) + days * 86_400_000)))

/** The hours and days that are seen: those of an ordinary week, and whatever else this one needs; a weekend whole or not at all. */
function fit(calendar: Calendar, sessions: readonly Session[], days: readonly string[], today: string) {
  const hour = (time: string) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60
  const overnight = sessions.some(({ start, end }) => end <= start)
  const first = Math.min(opensAt, ...sessions.map(({ start }) => Math.floor(hour(start))))
  const last = overnight ? 24 : Math.max(closesAt, ...sessions.map(({ end }) => Math.ceil(hour(end))))
  const [saturday = '', sunday = ''] = days.slice(5)
  const hasWeekend = [today, ...sessions.map(({ date }) => date)].some(
    (date) => date === saturday || date === sunday,
  )
  const weekend = hasWeekend ? [] : [6, 0]
  set(calendar, 'slotMinTime', clock(first))
  set(calendar, 'slotMaxTime', clock(last))
  if (String(calendar.getOption('hiddenDays')) !== String(weekend)) calendar.setOption('hiddenDays', weekend)
}

/**
 * FullCalendar labels its cells with words of its own over what stands in them, and a row's head with nothing in it:
 * what is seen is what should be heard.
 */
function mendLabels(section: HTMLElement) {
  for (const header of section.querySelectorAll('[role="columnheader"]')) {
    header.removeAttribute('aria-label')
    for (const hidden of header.querySelectorAll('[aria-hidden="true"]'))
      hidden.removeAttribute('aria-hidden')
  }
  for (const number of section.querySelectorAll('[role="row"]:has([role="columnheader"]) [role="gridcell"]'))
    number.removeAttribute('aria-label')
  for (const header of section.querySelectorAll('[role="rowheader"]')) {
    header.removeAttribute('aria-label')
    header.setAttribute('role', 'gridcell')
  }
}

function set(calendar: Calendar, option: 'slotMinTime' | 'slotMaxTime', value: string) {
  if (calendar.getOption(option) !== value) calendar.setOption(option, value)
}

function toEvent(session: Session): EventInput {
  const { id, name, date, start, end, cancelled } = session
  const endDate = end <= start ? isoDate(new Date(Date.parse(date) + 86_400_000)) : date
  return {
    id,
    title: name,
    start: `${date}T${start}`,
    end: `${endDate}T${end}`,
    url: `/sessions/${id}`,
    extendedProps: session,
    ...(cancelled === null ? {} : { startEditable: false, durationEditable: false }),
  }
}

function eventClass({ tone, cancelled }: Session): string {
  return `calendar-event tone-${tone ?? 'lake'}${cancelled ? ' calendar-event-cancelled' : ''}`
}

/** Picture, name, time, place and leader, and the category's word; a moving session shows the time it is moved to. */
function eventContent(session: Session, movedTo: string | undefined): Node[] {
  const words = element('div', 'calendar-event-words')
  if (session.name === undefined) {
    words.append(element('span', 'calendar-event-line', movedTo ?? ''))
    return [words]
  }
  const name = element('span', 'calendar-event-name')
  const time = movedTo ?? session.times
  name.append(picture(session.category), element('span', '', session.name))
  words.append(name)
  if (session.cancelled) words.append(element('span', 'calendar-event-line', session.cancelled))
  if (isShort(session)) name.append(element('small', '', time))
  else words.append(timeAndPlace(time, session.location))
  words.append(element('span', 'calendar-event-line', session.categoryWord))
  if (session.leader) words.append(element('span', 'calendar-event-line', session.leader))
  if (isShort(session) && session.location)
    words.append(element('span', 'calendar-event-line', session.location))
  if (session.outdoors) words.append(outdoors(session.outdoors))
  return [words]
}

/** One line; beside another session two, so that the time is seen even where the place has no room. */
function timeAndPlace(time: string, location: string | null | undefined): HTMLElement {
  const line = element('span', 'calendar-event-line calendar-event-when')
  line.append(element('span', '', time))
  if (location) line.append(element('span', 'calendar-event-dot', ' · '), element('span', '', location))
  return line
}

/** A clock time is written 09.30 in Swedish. */
function inWords(times: string, language: string): string {
  return language === 'sv' ? times.replaceAll(':', '.') : times
}

/** Too short for a second line. */
function isShort({ start, end }: Session): boolean {
  const length = (Date.parse(`1970-01-01T${end}Z`) - Date.parse(`1970-01-01T${start}Z`)) / 60_000
  return length > 0 && length < 45
}

function outdoors(word: string): Node {
  const line = element('span', 'calendar-event-line')
  line.append(picture('outdoors'), word)
  return line
}

function dayHeader(
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

function element(kind: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(kind)
  if (className) made.className = className
  made.textContent = text
  return made
}

/** What went well is read aloud; what did not is also seen until the next thing happens. */
function say(kind: 'done' | 'problem', sentence: string) {
  const notices = document.getElementById('week-notices')
  const announcements = document.getElementById('announcements')
  notices?.replaceChildren()
  if (kind === 'done') {
    if (announcements) announcements.textContent = sentence
    return
  }
  const template = document.getElementById(`notice-${kind}`)
  if (!(template instanceof HTMLTemplateElement)) return
  const notice = template.content.cloneNode(true) as DocumentFragment
  const paragraph = notice.querySelector('p')
  if (paragraph) paragraph.textContent = sentence
  notice.querySelector('button')?.addEventListener('click', () => notices?.replaceChildren())
  notices?.replaceChildren(notice)
}

function namesByDate(days: Week['closedDays']): ReadonlyMap<string, string> {
  return new Map(days.map(({ date, name }) => [date, name]))
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
