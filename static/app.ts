// htmx puts itself into the window, where the other scripts of a page find it.
import 'htmx.org'
import 'htmx.org/dist/ext/hx-sse.js'

declare global {
  interface Window {
    htmx: { process(element: Element): void }
  }
}

openDialogsByCommand()
printByButton()
closeDropDowns()
listenForTheSchedule()
listenForOneSession()
document.addEventListener('htmx:after:swap', focusProblems)
closeUndoBar()
findInList()
keepPlaceInList()
chooseFromList()
takeDigitsFromAddress()

/** `<button command="show-modal" commandfor="…">` for browsers that do not know it yet. */
function openDialogsByCommand() {
  if ('commandForElement' in HTMLButtonElement.prototype) return
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button[commandfor]')
    const dialog = document.getElementById(button?.getAttribute('commandfor') ?? '')
    if (!(dialog instanceof HTMLDialogElement)) return
    if (button?.getAttribute('command') === 'show-modal') dialog.showModal()
    if (button?.getAttribute('command') === 'close') dialog.close()
  })
}

/** What opens under a button closes at Escape, and when something else is pressed or reached. */
function closeDropDowns() {
  const open = () => document.querySelector<HTMLDetailsElement>('details[data-drop][open]')
  document.addEventListener('keydown', (event) => {
    const drop = open()
    if (event.key !== 'Escape' || !drop) return
    if (drop.contains(document.activeElement)) drop.querySelector('summary')?.focus()
    drop.open = false
  })
  for (const act of ['pointerdown', 'focusin'])
    document.addEventListener(act, (event) => {
      const drop = open()
      if (drop && !drop.contains(event.target as Node)) drop.open = false
    })
}

/** `<button data-print>`: without a script, the browser's own menu prints. */
function printByButton() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => window.print())
  }
}

/** Where a page shows the schedule, its changes are told to it, whoever made them and wherever. */
function listenForTheSchedule() {
  if (!document.querySelector('[data-follows="schedule"]')) return
  const changes = new EventSource('/schedule/live')
  let heardBefore = false
  const tell = () => document.body.dispatchEvent(new CustomEvent('schedule-changed'))
  changes.addEventListener('changed', tell)
  // Whatever was said while the line was down is asked for when it is up again.
  changes.addEventListener('listening', () => {
    if (heardBefore) tell()
    heardBefore = true
  })
  window.addEventListener('pagehide', () => changes.close())
}

/** `<div data-live="…">`: what the server tells at that address is told there, as the event 'changed'. */
function listenForOneSession() {
  const place = document.querySelector<HTMLElement>('[data-live]')
  if (!place?.dataset['live']) return
  const changes = new EventSource(place.dataset['live'])
  const tell = () => place.dispatchEvent(new CustomEvent('changed'))
  changes.addEventListener('changed', tell)
  // Whatever came between the page and this line, or while the line was down, is fetched now.
  changes.addEventListener('listening', tell)
  window.addEventListener('pagehide', () => changes.close())
}

/** A form that came back with problems begins at what needs to be corrected. */
function focusProblems(event: Event) {
  const problems = (event.target as Element).querySelector<HTMLElement>('[data-focus]')
  problems?.focus()
}

/** What was just done is offered to be undone for as long as the server said, or until it is closed. */
function closeUndoBar() {
  let timer = 0
  const empty = () => {
    const bar = document.getElementById('undo-bar')
    bar?.replaceChildren()
    delete bar?.dataset['seconds']
  }
  const wind = () => {
    window.clearTimeout(timer)
    const seconds = document.getElementById('undo-bar')?.dataset['seconds']
    if (seconds) timer = window.setTimeout(empty, Number(seconds) * 1000)
  }
  wind()
  document.addEventListener('htmx:after:swap', wind)
  document.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('.undo-bar-close')) return
    const change = document.getElementById('undo-bar')?.dataset['change'] ?? ''
    document.cookie = `stegvis_undo_closed=${change}; path=/; max-age=600; samesite=lax`
    empty()
    document.getElementById('content')?.focus()
  })
}

/** `<input data-finds="rows">` shows only the rows in whose heading all of the words stand; nothing is sent anywhere. */
function findInList() {
  const find = () => {
    const input = document.querySelector<HTMLInputElement>('[data-finds]')
    if (!input) return
    input.closest<HTMLElement>('[data-finder]')!.hidden = false
    const words = input.value.toLocaleLowerCase('sv').split(/\s+/).filter(Boolean)
    let found = 0
    for (const row of document.querySelectorAll<HTMLElement>(input.dataset['finds'] ?? '')) {
      const name = row.querySelector('th a')?.textContent.toLocaleLowerCase('sv') ?? ''
      row.hidden = !words.every((word) => name.includes(word))
      if (!row.hidden) found++
    }
    const none = document.querySelector<HTMLElement>(input.dataset['findsNone'] ?? '')
    const said = found === 0 && words.length > 0 ? (none?.dataset['none'] ?? '') : ''
    if (none && none.textContent !== said) none.textContent = said
  }
  find()
  document.addEventListener('input', (event) => {
    if ((event.target as Element).matches('[data-finds]')) find()
  })
  document.addEventListener('htmx:after:swap', find)
}

/** Where a row leaves its list when it is marked, the same button of the row that took its place is reached next. */
function keepPlaceInList() {
  let place: { row: number; button: number } | undefined
  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-keeps-place] tbody tr')]
  document.addEventListener('htmx:before:swap', () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-keeps-place] tbody tr')
    const buttons = [...(row?.querySelectorAll('button') ?? [])]
    place = row
      ? { row: rows().indexOf(row), button: buttons.indexOf(document.activeElement as HTMLButtonElement) }
      : undefined
  })
  document.addEventListener('htmx:after:swap', () => {
    if (!place || (document.activeElement && document.activeElement !== document.body)) return
    const list = rows()
    const row = list[Math.min(place.row, list.length - 1)]
    row?.querySelectorAll('button')[Math.max(place.button, 0)]?.focus({ preventScroll: true })
  })
}

/** `<div data-chooses="name">` says how many boxes of that name are ticked, and ticks all of them or none. */
function chooseFromList() {
  const foot = document.querySelector<HTMLElement>('[data-chooses]')
  if (!foot) return
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[name="${foot.dataset['chooses']}"]`)]
  const say = () => {
    foot.querySelector('[data-chosen]')!.textContent = String(boxes.filter(({ checked }) => checked).length)
  }
  for (const button of foot.querySelectorAll<HTMLButtonElement>('[data-choose]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      for (const box of boxes) box.checked = button.dataset['choose'] === 'all'
      say()
    })
  }
  document.addEventListener('change', say)
  say()
}

/** A phone's camera has read them: they stand behind the # of the address, which no server is told, and go from there. */
function takeDigitsFromAddress() {
  const field = document.querySelector<HTMLInputElement>('[data-from-address]')
  const digits = /^#([0-9]{6})$/.exec(location.hash)?.[1]
  if (!field || digits === undefined) return
  field.value = digits
  history.replaceState(null, '', location.pathname + location.search)
}
