import type { Child } from 'hono/jsx'
import type { Temporal } from 'temporal-polyfill'
import { longestAbsenceReason } from '../../server/attendance/absence.ts'
import type { LocalDate, LocalTime } from '../../server/time/dates.ts'
import { dateInWords, momentInWords, timesInWords } from '../../server/time/words.ts'
import type { TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Pill } from '../parts/pill.tsx'

export type SeenAbsence = {
  id: string
  toldAt: Temporal.Instant
  toldBy: string | null
  toldByName: string | null
  reason: string | undefined
  reasonHidden: boolean
  came: boolean
  mayTakeBack: boolean
}

/** Who told it and when, and why where that is for the reader. */
export function AbsenceFacts({ absence, timeZone }: { absence: SeenAbsence; timeZone: TimeZone }) {
  const { t, language } = useLanguage()
  const when = momentInWords(absence.toldAt, timeZone, language)
  return (
    <>
      <p>
        <Pill icon="mail" tone="heather">
          {t(absence.came ? 'absence:came' : 'absence:told')}
        </Pill>
      </p>
      <p class="hint">
        {absence.toldBy === null
          ? t('absence:toldByParticipant', { when })
          : t('absence:toldBy', { name: absence.toldByName ?? '', when })}
      </p>
      {absence.reason !== undefined && <p class="lines">{absence.reason}</p>}
      {absence.reasonHidden && <p class="hint">{t('absence:reasonHidden')}</p>}
    </>
  )
}

/** Why, for those whom it concerns. */
export function AbsenceReason() {
  const { t } = useLanguage()
  return (
    <TextArea
      name="reason"
      label={t('absence:reason')}
      hint={t('absence:reasonHint')}
      optional
      rows={2}
      maxlength={longestAbsenceReason}
    />
  )
}

type OfParticipant = SeenAbsence & {
  name: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
}

/** What one participant is absent from, on their page. */
export function AbsencesOfParticipant(props: {
  participantId: string
  absences: readonly OfParticipant[]
  timeZone: TimeZone
}): Child {
  const { participantId, absences, timeZone } = props
  const { t, language } = useLanguage()
  return (
    <Card
      title={t('absence:title')}
      id="absences"
      action={
        <LinkButton small icon="mail" href={`/participants/${participantId}/absences/new`}>
          {t('absence:tell')}
        </LinkButton>
      }
    >
      {absences.length === 0 && <p class="soft">{t('absence:none')}</p>}
      {absences.length > 0 && <p class="hint">{t('absence:lead')}</p>}
      {absences.length > 0 && (
        <ul class="list">
          {absences.map((absence) => {
            const when = `${dateInWords(absence.localDate, language)} ${timesInWords(absence.localStart, absence.localEnd, language)}`
            return (
              <li class="list-row">
                <div>
                  <p>
                    <strong>{absence.name}</strong>, {when}
                  </p>
                  <AbsenceFacts absence={absence} timeZone={timeZone} />
                </div>
                {absence.mayTakeBack && (
                  <Form
                    action={`/participants/${participantId}/absences/${absence.id}`}
                    method="delete"
                    class="cluster"
                  >
                    <Button kind="quiet" small icon="undo-2">
                      {t('absence:takeBack')}
                      <span class="unseen">
                        {' '}
                        {absence.name} {when}
                      </span>
                    </Button>
                  </Form>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
