import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/** Where nothing is yet: what will stand here, and (as children) the first thing to do. */
export function EmptyState(props: PropsWithChildren<{ icon: IconName; title: string; text?: string }>) {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <p class="empty-title">{props.title}</p>
      {props.text && <p>{props.text}</p>}
      {props.children && <div class="cluster">{props.children}</div>}
    </div>
  )
}
