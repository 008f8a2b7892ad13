import type { Calendar, EventDropInfo, EventResizeDoneInfo } from 'fullcalendar'
import { say } from './calendar-notices.ts'
import type { Session } from './week-data.ts'

/** Sends where a session was dragged to, or how long it was made; what the server does not take goes back, with its sentence. */
export async function moveSession(
  { event, revert }: EventDropInfo | EventResizeDoneInfo,
  calendar: Calendar,
  section: HTMLElement,
) {
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
