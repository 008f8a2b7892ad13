import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'

/** Takes back what was just done, and goes away by itself when it no longer can be. */
export function UndoButton({ path, becauseOf }: { path: `/kiosk/${string}`; becauseOf: string }) {
  const { t } = useLanguage()
  return (
    <button
      type="button"
      class="kiosk-button kiosk-undo"
      data-act="post"
      data-path={path}
      data-body={JSON.stringify({ because_of: becauseOf })}
    >
      <Icon name="undo-2" />
      {t('kiosk:undo.do')}
    </button>
  )
}
