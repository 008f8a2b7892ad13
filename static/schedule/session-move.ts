import type { EventDropInfo, EventResizeDoneInfo } from 'fullcalendar'
import { say } from './calendar-notices.ts'
import { askScope } from './scope-dialog.ts'
import type { Session } from './week-data.ts'

/**
 * Sends where a session was dragged to, or how long it was made, and with how much of its series; what the server does
 * not take, or nobody wants after all, goes back.
 */
export async function moveSession(
  { event, revert }: EventDropInfo | EventResizeDoneInfo,
  section: HTMLElement,
) {
  const { version, inSeries } = event.extendedProps as Session
  const unreachable = section.dataset['textUnreachable'] ?? ''
  const moved = {
    date: event.startStr.slice(0, 10),
    start: event.startStr.slice(11, 16),
    end: event.endStr.slice(11, 16),
    version,
  }
  const chosen = inSeries ? await askScope(event.id, moved, unreachable) : { scope: 'this', seen: '' }
  if ('refused' in chosen) {
    revert()
    if (chosen.refused !== undefined) say('problem', chosen.refused)
    return
  }
  const answer = await fetch(`/sessions/${event.id}/time`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...moved, ...chosen }),
  }).catch(() => undefined)
  const told = (await answer?.json().catch(() => undefined)) as { message?: string } | undefined
  if (answer?.ok) say('done', told?.message ?? '')
  else {
    revert()
    say('problem', told?.message ?? unreachable)
  }
}
