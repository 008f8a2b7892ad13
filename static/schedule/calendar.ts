import { Calendar, type EventDropInfo, type EventResizeDoneInfo } from 'fullcalendar'
import interaction from 'fullcalendar/interaction'
import english from 'fullcalendar/locales/en-gb'
import swedish from 'fullcalendar/locales/sv'
import classic from 'fullcalendar/themes/classic'
import timeGrid from 'fullcalendar/timegrid'
import './calendar.css'
import { clock, closesAt, fit, mendLabels, opensAt } from './calendar-fit.ts'
import { say } from './calendar-notices.ts'
import { dayHeader, element, eventClass, eventContent, inWords } from './event-content.ts'
import { sessionDialog } from './session-dialog.ts'
import { moveSession } from './session-move.ts'
import { daysOf, fetchWeek, isoDate, namesByDate, toEvent, type Session, type Week } from './week-data.ts'

// The week as a calendar. It decides nothing: it draws what the server says, sends what was dragged, and puts it back
// with the server's sentence when that was refused. Times are the organisation's, wherever the browser stands: they
// travel without a zone and are drawn as if they were UTC.

const section = document.getElementById('calendar')
if (section) startWhenSeen(section)

/** Where the width of the screen decides between calendar and list, the calendar waits until it is seen. */
function startWhenSeen(section: HTMLElement) {
  let started = false
  const look = () => {
    const seen = getComputedStyle(section).display !== 'none'
    if (!seen || started) return
    started = true
    start(section)
  }
  look()
  window.matchMedia('(min-width: 64rem)').addEventListener('change', look)
}

function start(section: HTMLElement) {
  const {
    weekStart = '',
    filter = '',
    language = 'sv',
    mayPlan,
    wallNow = '',
    closed = '[]',
  } = section.dataset
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
      const week = await fetchWeek(monday, filter).catch((error: unknown) => {
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
    eventDrop: (info) => void moved(info),
    eventResize: (info) => void moved(info),
    select: ({ startStr, endStr }) => dialog.open(startStr, endStr),
  })
  const dialog = sessionDialog(calendar, section)
  calendar.render()

  // Nothing is drawn anew under somebody's hand.
  document.body.addEventListener('schedule-changed', () => {
    if (dragging) askAgain = true
    else calendar.refetchEvents()
  })
  async function moved(info: EventDropInfo | EventResizeDoneInfo) {
    dragging = true
    await moveSession(info, section)
    dragging = false
    askAgain = false
    calendar.refetchEvents()
  }
  function letGo() {
    dragging = false
    if (askAgain) calendar.refetchEvents()
    askAgain = false
  }
}
