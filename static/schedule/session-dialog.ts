import type { Calendar } from 'fullcalendar'
import { say } from './calendar-notices.ts'

/** The server's own form of a new session in a box over the calendar: what it gives opens it, with the chosen time in it. */
export function sessionDialog(calendar: Calendar, section: HTMLElement) {
  const dialog = document.getElementById('session-dialog') as HTMLDialogElement | null
  const content = document.getElementById('session-dialog-content')
  if (!dialog || !content) return { open: () => undefined }

  const open = async (start: string, end: string) => {
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

  const send = async (form: HTMLFormElement, button: HTMLButtonElement | null) => {
    const sent = new FormData(form, button)
    button?.setAttribute('disabled', '')
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'HX-Request': 'true' },
      body: new URLSearchParams([...sent].map(([name, value]) => [name, String(value)])),
    }).catch(() => undefined)
    if (answer?.redirected && answer.ok) {
      const name =
        form.querySelector<HTMLSelectElement>('[name="activity_id"]')?.selectedOptions[0]?.text ?? ''
      const when = form.querySelector<HTMLInputElement>('[name="start_time"]')?.value ?? ''
      dialog.close()
      calendar.refetchEvents()
      const told = toldBy(await answer.text())
      if (told) return say('problem', told)
      return say(
        'done',
        (section.dataset['textCreated'] ?? '').replace('%name%', name).replace('%when%', when),
      )
    }
    button?.removeAttribute('disabled')
    if (answer?.status === 409 || answer?.status === 422) {
      fill(content, await answer.text())
      content.querySelector<HTMLElement>('[data-focus]')?.focus()
    } else say('problem', section.dataset['textUnreachable'] ?? '')
  }

  dialog.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const button = event.submitter as HTMLButtonElement | null
    if (form.method === 'dialog' || button?.formMethod === 'get') return
    event.preventDefault()
    void send(form, button)
  })

  return { open: (start: string, end: string) => void open(start, end) }
}

/** What the page that was led to says of a time that may be a slip. */
function toldBy(page: string): string | undefined {
  const notice = new DOMParser().parseFromString(page, 'text/html').querySelector('#content > .notice-done')
  notice?.querySelector('form')?.remove()
  return notice?.querySelector('.notice-text')?.textContent.trim()
}

/** The server's own form, with its small helpers started. */
function fill(content: HTMLElement, html: string) {
  content.innerHTML = html
  window.htmx.process(content)
}
