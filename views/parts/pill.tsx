import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/**
 * Colours by name, not by meaning: cloudberry, moss and heather tell kinds of things apart;
 * lake is the accent; amber asks staff to look; stone says little.
 */
export type Tone = 'cloudberry' | 'moss' | 'heather' | 'lake' | 'amber' | 'stone'

/** A word on a coloured ground, always with its picture, so that colour never stands alone. */
export function Pill(props: PropsWithChildren<{ tone?: Tone; icon?: IconName; class?: string }>) {
  const { tone = 'stone', icon, class: extra, children } = props
  return (
    <span class={['pill', `tone-${tone}`, extra].filter(Boolean).join(' ')}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  )
}

/** The picture alone on its ground, before a title; the word must stand beside it. */
export const Tile = ({ tone = 'stone', icon }: { tone?: Tone; icon: IconName }) => (
  <span class={`tile tone-${tone}`}>
    <Icon name={icon} />
  </span>
)
