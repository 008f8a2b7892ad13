import type { Child, JSX, PropsWithChildren } from 'hono/jsx'

export type Column = {
  label: Child
  /** Figures stand to the end of their column. */
  numeric?: boolean
  /** The words are only for those who listen, as over a column of buttons. */
  unseen?: boolean
}

/**
 * Rows and columns. On a narrow screen `stack` turns each row into a small card (each <Cell> then shows its
 * label) and `scroll` lets the table move sideways under the finger while its first column stays.
 */
export function Table(
  props: PropsWithChildren<{
    /** What the table shows; seen above it, or only heard with `captionUnseen`. */
    caption: string
    captionUnseen?: boolean
    columns: readonly Column[]
    narrow?: 'stack' | 'scroll'
    id?: string
    class?: string
  }>,
) {
  const { caption, captionUnseen, columns, narrow = 'stack', id, class: extra, children } = props
  return (
    <div
      class="table-frame"
      role="region"
      aria-label={caption}
      tabindex={narrow === 'scroll' ? 0 : undefined}
    >
      <table class={['table', `table-${narrow}`, extra].filter(Boolean).join(' ')} id={id}>
        <caption class={captionUnseen ? 'unseen' : undefined}>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map(({ label, numeric, unseen }) => (
              <th scope="col" class={numeric ? 'numeric' : undefined}>
                {unseen ? <span class="unseen">{label}</span> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

type CellProps = PropsWithChildren<
  { label?: string; heading?: boolean; numeric?: boolean; class?: string } & JSX.IntrinsicElements['td']
>

/** One cell. `heading` makes it the row's title; `label` repeats the column's words on a narrow screen. */
export function Cell({ label, heading, numeric, class: extra, children, ...rest }: CellProps) {
  const words = [numeric && 'numeric', extra].filter(Boolean).join(' ') || undefined
  return heading ? (
    <th scope="row" class={words} {...rest}>
      {children}
    </th>
  ) : (
    <td class={words} data-label={label} {...rest}>
      {children}
    </td>
  )
}
