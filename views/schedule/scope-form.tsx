import type { Scope } from '../../server/schedule/series-edit.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'

/** What would happen if a dragged session took this much of its series along. */
export type ScopePreview = {
  scope: Scope
  /** The mark of just this preview, sent back with the choice. */
  seen: string
  /** What it would do, a sentence each. */
  lines: readonly string[]
  /** Why it cannot be done: what stands in its way, or what is wrong with it. */
  against: readonly string[]
}

const mostLines = 5

/** How much of its series a dragged session takes along: each answer says what it does before it is given. */
export function ScopeForm(props: { lead: string; yes: string; previews: readonly ScopePreview[] }) {
  const { lead, yes, previews } = props
  const { t } = useLanguage()
  const first = previews.find(({ against }) => against.length === 0)
  return (
    <form id="scope-form" class="form" method="dialog">
      <p>{lead}</p>
      <fieldset class="field">
        <legend class="label">{t('series:scope.label')}</legend>
        <div class="choices">
          {previews.map((preview) => (
            <ScopeChoice preview={preview} chosen={preview === first} />
          ))}
        </div>
      </fieldset>
      <div class="form-actions">
        <Button kind="primary" icon="check" value="save" disabled={first === undefined}>
          {yes}
        </Button>
        <Button kind="quiet" value="cancel" formnovalidate>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}

function ScopeChoice({ preview, chosen }: { preview: ScopePreview; chosen: boolean }) {
  const { t } = useLanguage()
  const { scope, seen, lines, against } = preview
  const told = [...against, ...lines]
  return (
    <div class="scope-choice">
      <label class="choice">
        <input
          type="radio"
          name="scope"
          value={scope}
          checked={chosen}
          disabled={against.length > 0}
          data-seen={seen}
          aria-describedby={`scope-${scope}`}
        />
        <span class="choice-text">{t(`series:scope.${scope}`)}</span>
      </label>
      <ul class="scope-effect" id={`scope-${scope}`}>
        {told.slice(0, mostLines).map((line, index) => (
          <li class={index < against.length ? 'scope-against' : undefined}>
            {index < against.length && <Icon name="triangle-alert" />}
            <span>{line}</span>
          </li>
        ))}
        {told.length > mostLines && <li>{t('history:more', { count: told.length - mostLines })}</li>}
      </ul>
    </div>
  )
}
