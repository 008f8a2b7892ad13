import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/** A button that shows something under itself, without a script. Of those with the same `group` one is open at a time. */
export function DropDown(
  props: PropsWithChildren<{ label: string; icon: IconName; group: string; class?: string; count?: number }>,
) {
  const { label, icon, group, class: extra, count = 0, children } = props
  return (
    <details class={['drop', extra].filter(Boolean).join(' ')} name={group} data-drop>
      <summary class="button button-plain">
        <Icon name={icon} />
        <span>{label}</span>
        {count > 0 && <span class="drop-count">{count}</span>}
        <Icon name="chevron-down" class="drop-arrow" />
      </summary>
      <div class="drop-panel">{children}</div>
    </details>
  )
}
