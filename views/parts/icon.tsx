import { raw } from 'hono/html'
import { icons } from './icons.ts'

export type IconName = keyof typeof icons

/** Pictures that point along the line of reading turn round where one reads from right to left. */
const pointing = new Set<IconName>([
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'external-link',
  'list',
  'log-in',
  'log-out',
  'trending-up',
  'undo-2',
])

/** A picture beside a word; it says nothing of its own, so a screen reader passes it by. */
export function Icon({ name, class: extra }: { name: IconName; class?: string }) {
  const words = ['icon', pointing.has(name) && 'icon-pointing', extra].filter(Boolean).join(' ')
  return (
    <svg class={words} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      {raw(icons[name])}
    </svg>
  )
}
