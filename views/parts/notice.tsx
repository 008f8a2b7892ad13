import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

type NoticeKind = 'info' | 'done' | 'warning' | 'problem'
const pictures: Record<NoticeKind, IconName> = {
  info: 'info',
  done: 'circle-check',
  warning: 'triangle-alert',
  problem: 'triangle-alert',
}

/**
 * A sentence or two that the reader should know. `live` is for one that has just come about: it is read aloud.
 * warning and problem are for staff only.
 */
export function Notice(
  props: PropsWithChildren<{ kind?: NoticeKind; title?: string; live?: boolean; id?: string }>,
) {
  const { kind = 'info', title, live, id, children } = props
  return (
    <div class={`notice notice-${kind}`} role={live ? 'status' : undefined} id={id}>
      <Icon name={pictures[kind]} />
      <div class="notice-text">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
