import { Icon, type IconName } from './icon.tsx'

export type Tab = { href: string; label: string; icon?: IconName; current?: boolean }

/** A few ways to see the same thing, side by side; each is a link of its own. */
export const Tabs = ({ label, items }: { label: string; items: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    {items.map((item) => (
      <a href={item.href} aria-current={item.current ? 'page' : undefined}>
        {item.icon && <Icon name={item.icon} />}
        <span>{item.label}</span>
      </a>
    ))}
  </nav>
)
