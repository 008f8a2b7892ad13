import type { PropsWithChildren } from 'hono/jsx'
import { useLanguage } from '../language.tsx'
import { Button } from './button.tsx'

/**
 * A box over the page, for what a script has fetched or for a question asked again. A button with
 * `command="show-modal" commandfor={id}` opens it; whatever it holds must also have a page of its own.
 */
export function Dialog({ id, title, children }: PropsWithChildren<{ id: string; title: string }>) {
  const { t } = useLanguage()
  return (
    <dialog class="dialog" id={id} aria-labelledby={`${id}-title`}>
      <header class="dialog-header">
        <h2 id={`${id}-title`}>{title}</h2>
        <form method="dialog">
          <Button kind="quiet" icon="x" iconOnly>
            {t('common:close')}
          </Button>
        </form>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  )
}
