import { rests } from '../../server/attendance/roll-call-closing.ts'
import type { Closure } from '../../server/schedule/closure-queries.ts'
import { headRange } from '../../server/attendance/head-count.ts'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { NumberField, RadioGroup } from '../parts/field.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import type { CalledFacts, RollCallProps } from './roll-call-props.ts'

/** That the roll call is closed, by whom, and the way back. */
export function Closed({ session, closure }: { session: CalledFacts; closure: Closure }) {
  const { t, language } = useLanguage()
  const when = momentInWords(closure.at, session.timeZone, language)
  return (
    <Notice kind="done" title={t('attendance:closure.closed')} id="roll-call-closed">
      <p>
        {closure.byName === null
          ? t('attendance:closure.closedBySomeone', { when })
          : t('attendance:closure.closedBy', { name: closure.byName, when })}
      </p>
      <Form action={`/sessions/${session.id}/roll-call/closure`} method="delete" class="cluster">
        <Button icon="undo-2" id="reopen-roll-call">
          {t('attendance:closure.reopen')}
        </Button>
      </Form>
    </Notice>
  )
}

/** The last word of a roll call. What is still unknown is asked for, and nothing is chosen beforehand. */
export function ClosingForm({ session, unknown, closing }: RollCallProps) {
  const { t } = useLanguage()
  const rest = t('attendance:closure.rest', { count: unknown })
  return (
    <Card title={t('attendance:closure.title')} id="roll-call-closing" class="roll-call-closing">
      <Form
        action={`/sessions/${session.id}/roll-call/closure`}
        values={closing?.values}
        problems={closing && [closing.problem]}
        prefix="closing"
        labels={{ rest }}
      >
        <p class="soft">{t('attendance:closure.lead')}</p>
        {unknown > 0 && (
          <RadioGroup
            name="rest"
            label={rest}
            options={rests.map((value) => ({
              value,
              label: t(`attendance:closure.${value}`),
              hint: value === 'unknown' ? t('attendance:closure.unknownHint') : undefined,
            }))}
          />
        )}
        <FormActions>
          <Button kind="primary" icon="clipboard-check" id="close-roll-call">
            {t('attendance:closure.do')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

/** Who is only counted: guests beside the participants, or everybody where nobody is registered. */
export function Heads(props: RollCallProps) {
  if (props.session.cancelledAt !== null) return <></>
  return props.session.headsOnly ? <HeadsOnly {...props} /> : <Guests {...props} />
}

function Guests({ session, headProblem, show }: RollCallProps) {
  const { t } = useLanguage()
  const action = `/sessions/${session.id}/head-count${show === 'all' ? '' : `?show=${show}`}`
  const { guests, version } = session.headCount
  if (session.closure)
    return (
      <p class="roll-call-guests-closed">
        {t('attendance:headCount.guests')}: <strong>{guests}</strong>
      </p>
    )
  const step = (by: -1 | 1, enough: boolean) => (
    <Form action={action} method="put" class="roll-call-step" hx-post={action}>
      <input type="hidden" name="step" value={by} />
      <Button type="submit" id={by === 1 ? 'one-guest-more' : 'one-guest-less'} disabled={enough}>
        <span aria-hidden="true">{by === 1 ? '+' : '−'}</span>
        <span class="unseen">{t(by === 1 ? 'attendance:headCount.more' : 'attendance:headCount.fewer')}</span>
      </Button>
    </Form>
  )
  return (
    <Card title={t('attendance:headCount.guests')} class="roll-call-guests">
      <p class="soft">{t('attendance:headCount.guestsHint')}</p>
      <div class="roll-call-guest-row">
        {step(-1, guests === headRange.min)}
        <Form
          action={action}
          method="put"
          class="roll-call-guest-number"
          id="guests-number"
          prefix="guests"
          values={headProblem?.values ?? { guests: String(guests) }}
          problems={headProblem && [headProblem.problem]}
          labels={{ guests: t('attendance:headCount.guestsNumber') }}
          hx-post={action}
        >
          <input type="hidden" name="version" value={version} />
          <NumberField name="guests" label={t('attendance:headCount.guestsNumber')} />
        </Form>
        {step(1, guests === headRange.max)}
        <Button type="submit" form="guests-number" id="save-guests">
          {t('attendance:headCount.saveGuests')}
        </Button>
      </div>
    </Card>
  )
}

/** One number closes it; while the session goes on it can be kept without closing. */
function HeadsOnly({ session, headProblem, closing, begun }: RollCallProps) {
  const { t } = useLanguage()
  const path = `/sessions/${session.id}`
  const { heads, version } = session.headCount
  const back = headProblem ?? closing
  if (session.closure)
    return (
      <p class="roll-call-guests-closed">
        {t('attendance:headCount.heads')} <strong>{heads ?? 0}</strong>
      </p>
    )
  return (
    <Card title={t('attendance:headCount.heads')} class="roll-call-heads">
      <Form
        action={`${path}/roll-call/closure`}
        prefix="heads"
        values={back?.values ?? { heads: heads === null ? '' : String(heads) }}
        problems={back && [back.problem]}
        labels={{ heads: t('attendance:headCount.heads') }}
      >
        <input type="hidden" name="version" value={version} />
        <NumberField
          name="heads"
          label={t('attendance:headCount.heads')}
          hint={t('attendance:headCount.headsHint')}
        />
        <FormActions>
          {begun && (
            <Button kind="primary" icon="clipboard-check">
              {t('attendance:headCount.saveAndClose')}
            </Button>
          )}
          <Button name="_method" value="PUT" formaction={`${path}/head-count`}>
            {t('attendance:headCount.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}
