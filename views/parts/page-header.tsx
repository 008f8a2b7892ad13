import type { Child, PropsWithChildren } from 'hono/jsx'
import { Icon } from './icon.tsx'

/** The page's title, a line under it, the way back, and (as children) what can be done with the whole page. */
export function PageHeader(
  props: PropsWithChildren<{ title: string; lead?: Child; back?: { href: string; label: string } }>,
) {
  const { title, lead, back, children } = props
  return (
    <header class="page-header">
      {back && (
        <a class="page-back" href={back.href}>
          <Icon name="arrow-left" />
          {back.label}
        </a>
      )}
      <div class="page-header-words">
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="page-header-actions">{children}</div>}
    </header>
  )
}
