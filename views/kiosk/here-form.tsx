import { useLanguage } from '../participant-language.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'

/**
 * The digits on the tablet's screen, and who one is where that is not known. Two buttons, for coming and for going; they
 * work without a camera and without a script.
 */
export function HereForm(props: {
  /** Where check-ins and departures go. */
  action: string
  place?: string | undefined
  known: boolean
  /** The report's own: sent twice it counts once. */
  id: string
}) {
  const { action, place, known, id } = props
  const { t } = useLanguage()
  return (
    <form method="post" action={`${action}/check-ins`} class="stack here-form">
      <input type="hidden" name="id" value={id} />
      {place && <input type="hidden" name="place" value={place} />}
      <Field
        name="digits"
        label={t('ways:here.digits')}
        hint={t('ways:here.digitsHint')}
        size="medium"
        inputmode="numeric"
        autocomplete="off"
        maxlength={12}
        data-from-address="yes"
      />
      {!known && (
        <Field
          name="code"
          label={t('ways:here.code')}
          size="medium"
          inputmode="numeric"
          autocomplete="off"
          maxlength={12}
        />
      )}
      <div class="cluster">
        <Button kind="primary" icon="log-in">
          {t('kiosk:ask.checkIn')}
        </Button>
        <Button icon="log-out" formaction={`${action}/departures`}>
          {t('kiosk:ask.checkOut')}
        </Button>
      </div>
    </form>
  )
}
