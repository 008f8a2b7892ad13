import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Tone } from './pill.tsx'

/** A surface that holds one thing. With a tone, its ground carries that colour. */
export function Card(
  props: PropsWithChildren<{
    title?: Child
    /** How deep the title stands among the page's headings. */
    level?: 2 | 3
    /** At the end of the title's line: a link or a quiet button. */
    action?: Child
    tone?: Tone
    id?: string
    class?: string
  }>,
) {
  const { title, level = 2, action, tone, id, class: extra, children } = props
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class={['card', tone && `tone-${tone}`, extra].filter(Boolean).join(' ')} id={id}>
      {(title || action) && (
        <header class="card-header">
          {title && <Heading>{title}</Heading>}
          {action}
        </header>
      )}
      {children}
    </section>
  )
}
