import type { JSX, PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/**
 * primary: the one thing to do here · plain: also possible (the default) · quiet: in a row or a corner ·
 * danger: takes something away (staff only).
 */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

type Looks = {
  kind?: ButtonKind
  icon?: IconName
  /** Shows the picture alone; the words stay for those who listen. */
  iconOnly?: boolean
  small?: boolean
  class?: string
}

const words = ({ kind = 'plain', iconOnly, small, class: extra }: Looks) =>
  ['button', `button-${kind}`, iconOnly && 'button-icon', small && 'button-small', extra]
    .filter(Boolean)
    .join(' ')

const Label = ({ icon, iconOnly, children }: PropsWithChildren<Looks>) => (
  <>
    {icon && <Icon name={icon} />}
    <span class={iconOnly ? 'unseen' : undefined}>{children}</span>
  </>
)

/** A button; `type` is submit unless said otherwise. Further attributes (hx-…, popovertarget, …) pass through. */
export function Button(props: PropsWithChildren<Looks & JSX.IntrinsicElements['button']>) {
  const { kind, icon, iconOnly, small, class: extra, type = 'submit', children, ...rest } = props
  return (
    <button type={type} class={words({ kind, iconOnly, small, class: extra })} {...rest}>
      <Label icon={icon} iconOnly={iconOnly}>
        {children}
      </Label>
    </button>
  )
}

/** A link that looks like a button: for going somewhere, never for changing anything. */
export function LinkButton(props: PropsWithChildren<Looks & { href: string } & JSX.IntrinsicElements['a']>) {
  const { kind, icon, iconOnly, small, class: extra, children, ...rest } = props
  return (
    <a class={words({ kind, iconOnly, small, class: extra })} {...rest}>
      <Label icon={icon} iconOnly={iconOnly}>
        {children}
      </Label>
    </a>
  )
}
