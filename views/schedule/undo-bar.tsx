import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'

/** What the viewer did to the schedule a moment ago. */
export type LatestChange = {
  id: string
  sentence: string
  /** Whether it took something back, so that taking it back does it again. */
  takesBack: boolean
  /** For how much longer it is offered. */
  seconds: number
}

/**
 * What was just done, with one press to take it back. It stands over the foot of the page for ten minutes or until it is
 * closed, and is fetched anew when the schedule changes.
 */
export function UndoBar({ latest, back }: { latest: LatestChange | undefined; back: string }) {
  const { t } = useLanguage()
  return (
    <section
      id="undo-bar"
      class="undo-bar"
      aria-label={t('history:bar.label')}
      data-change={latest?.id}
      data-seconds={latest?.seconds}
      hx-get={`/schedule-changes/latest?back=${encodeURIComponent(back)}`}
      hx-trigger="schedule-changed from:body"
      hx-swap="outerMorph"
    >
      {latest && (
        <>
          <p class="undo-bar-sentence">
            <a href={`/schedule-changes/${latest.id}`}>{latest.sentence}</a>
          </p>
          <form method="post" action={`/schedule-changes/${latest.id}/undoing`}>
            <input type="hidden" name="back" value={back} />
            <Button small icon={latest.takesBack ? 'repeat' : 'undo-2'}>
              {t(latest.takesBack ? 'history:bar.redo' : 'common:undo')}
            </Button>
          </form>
          <Button kind="quiet" type="button" small icon="x" iconOnly class="undo-bar-close">
            {t('common:close')}
          </Button>
        </>
      )}
    </section>
  )
}
