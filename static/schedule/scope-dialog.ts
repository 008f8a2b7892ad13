/** Where a session was dragged to, as the server reads it. */
export type Moved = { date: string; start: string; end: string; version: number }

/** How much of its series goes along, and the mark of the preview that was seen. */
export type ScopeChosen = { scope: string; seen: string }

/** What was answered, or that it stays where it was: with a sentence when the server says so. */
export type Answer = ScopeChosen | { refused: string | undefined }

/**
 * The server says what each answer would do; a dialog asks for one. Where there is nothing to choose, as for the last of
 * a series, nobody is asked.
 */
export async function askScope(id: string, moved: Moved, unreachable: string): Promise<Answer> {
  const answer = await fetch(`/sessions/${id}/time-previews`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/html' },
    body: JSON.stringify(moved),
  }).catch(() => undefined)
  if (answer?.status === 204) return { scope: 'this', seen: '' }
  if (answer?.ok) return chosenIn(await answer.text())
  const told = (await answer?.json().catch(() => undefined)) as { message?: string } | undefined
  return { refused: told?.message ?? unreachable }
}

/** Escape, the cross and the cancel button all mean the same: nothing happens. */
function chosenIn(form: string): Promise<Answer> {
  const dialog = document.getElementById('scope-dialog') as HTMLDialogElement | null
  const content = document.getElementById('scope-dialog-content')
  if (!dialog || !content) return Promise.resolve({ refused: undefined })
  content.innerHTML = form
  dialog.returnValue = ''
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        const chosen = content.querySelector<HTMLInputElement>('input[name="scope"]:checked')
        if (dialog.returnValue === 'save' && chosen)
          resolve({ scope: chosen.value, seen: chosen.dataset['seen'] ?? '' })
        else resolve({ refused: undefined })
        content.replaceChildren()
      },
      { once: true },
    )
    dialog.showModal()
    content.querySelector<HTMLElement>('input:checked, button[value="cancel"]')?.focus()
  })
}
