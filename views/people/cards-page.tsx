import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../server/problem.ts'
import { dayAndMonthInWords } from '../../server/time/words.ts'
import { localDateOf, type TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Checkbox, Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Row = {
  id: string
  firstName: string
  lastName: string
  protected: boolean
  enrolments: readonly { programme: string }[]
  /** Since when they have a card. */
  card: Temporal.Instant | undefined
}
type Props = {
  people: readonly Row[]
  programmes: readonly { id: string; name: string }[]
  search: { name: string; programmeId: string | undefined }
  /** Whose boxes are ticked. */
  chosen: readonly string[]
  /** How many of the chosen would lose a card: that is asked about first. */
  replaced: number
  /** The card that had been made last when this page was. */
  latest: string
  problems: readonly Problem[]
  timeZone: TimeZone
}

/** Whom to give cards, all at once. */
export function CardsPage(props: Props) {
  const { people, programmes, search } = props
  const { t } = useLanguage()
  const values = { name: search.name, programme_id: search.programmeId ?? '' }
  return (
    <Layout title={t('people:card.list.title')}>
      <PageHeader
        title={t('people:card.list.title')}
        lead={t('people:card.list.lead')}
        back={{ href: '/participants', label: t('people:participants.title') }}
      />
      <Form action="/cards/searches" class="bar" role="search" values={values} prefix="search">
        <Field
          name="name"
          type="search"
          label={t('people:participants.search')}
          size="medium"
          required={false}
        />
        <Select
          name="programme_id"
          label={t('people:participants.programme')}
          empty={t('people:participants.allProgrammes')}
          options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
          size="medium"
          required={false}
        />
        <Button icon="search">{t('common:search')}</Button>
      </Form>
      {people.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('people:card.list.nobody')}
          text={t('people:card.list.nobodyText')}
        />
      ) : (
        <Choice {...props} />
      )}
    </Layout>
  )
}

function Choice({ people, chosen, replaced, latest, problems, timeZone }: Props) {
  const { t } = useLanguage()
  const ticked = new Set(chosen)
  const replace = t('people:card.replace', { count: replaced })
  return (
    <Form
      action="/cards"
      problems={problems}
      labels={{ participant_id: t('people:card.list.choose') }}
      class="stack"
    >
      <input type="hidden" name="latest" value={latest} />
      <Table
        id="participant_id"
        caption={t('people:card.list.caption', { count: people.length })}
        columns={[
          { label: t('people:name') },
          { label: t('programme:enrolment.programme') },
          { label: t('people:card.title') },
        ]}
      >
        {people.map((one) => (
          <ChoiceRow row={one} ticked={ticked.has(one.id)} timeZone={timeZone} />
        ))}
      </Table>
      {replaced > 0 && <Checkbox name="replace" label={replace} />}
      <div class="choice-foot" data-chooses="participant_id">
        <p>
          {t('people:card.list.chosen')} <output data-chosen>{chosen.length}</output>
        </p>
        <Button kind="primary" icon="id-card">
          {t('people:card.list.make')}
        </Button>
        <Button type="button" kind="quiet" data-choose="all" hidden>
          {t('people:card.list.all')}
        </Button>
        <Button type="button" kind="quiet" data-choose="none" hidden>
          {t('people:card.list.nobodyChosen')}
        </Button>
      </div>
    </Form>
  )
}

function ChoiceRow({ row, ticked, timeZone }: { row: Row; ticked: boolean; timeZone: TimeZone }) {
  const { t, language } = useLanguage()
  return (
    <tr>
      <Cell heading>
        <label class="choice">
          <input type="checkbox" name="participant_id" value={row.id} checked={ticked} />
          <span class="choice-text">
            {row.firstName} {row.lastName}
            {row.protected && (
              <>
                {' '}
                <Pill tone="amber" icon="shield">
                  {t('people:protected')}
                </Pill>
                <small>{t('people:card.list.withoutName')}</small>
              </>
            )}
          </span>
        </label>
      </Cell>
      <Cell label={t('programme:enrolment.programme')}>
        <span class="lines">
          {row.enrolments.map(({ programme }) => (
            <span>{programme}</span>
          ))}
        </span>
      </Cell>
      <Cell label={t('people:card.title')}>
        {row.card ? (
          t('people:card.list.has', {
            when: dayAndMonthInWords(localDateOf(row.card, timeZone), language),
          })
        ) : (
          <span class="soft">{t('people:card.list.hasNone')}</span>
        )}
      </Cell>
    </tr>
  )
}
