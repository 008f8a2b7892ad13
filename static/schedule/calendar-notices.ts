/** What went well is read aloud; what did not is also seen until the next thing happens. */
export function say(kind: 'done' | 'problem', sentence: string) {
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
