import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Row = {
  id: string
  firstName: string
  lastName: string
  protected: boolean
  enrolments: readonly { programme: string; coach: string | null; stage: string | null }[]
}
type Props = {
  participants: readonly Row[]
  anybodyHere: boolean
  programmes: readonly { id: string; name: string }[]
  search: { name: string; programmeId: string | undefined; everybody: boolean }
  mayAdd: boolean
}

export function ParticipantsPage({ participants, anybodyHere, programmes, search, mayAdd }: Props) {
  const { t } = useLanguage()
  const add = (
    <LinkButton kind="primary" icon="user-plus" href="/participants/new">
      {t('people:participants.add')}
    </LinkButton>
  )
  return (
    <Layout title={t('people:participants.title')}>
      <PageHeader
        title={t('people:participants.title')}
        lead={mayAdd ? t('people:participants.lead') : t('people:participants.leadOwn')}
      >
        {mayAdd && anybodyHere && (
          <LinkButton icon="id-card" href="/cards">
            {t('people:card.print')}
          </LinkButton>
        )}
        {mayAdd && add}
      </PageHeader>
      {anybodyHere ? (
        <>
          <SearchBar {...{ programmes, search }} />
          {participants.length > 0 ? (
            <ParticipantTable participants={participants} />
          ) : (
            <EmptyState
              icon="search"
              title={t('people:participants.noneFound')}
              text={t('people:participants.noneFoundText')}
            >
              <LinkButton href="/participants?who=everybody">{t('people:participants.everybody')}</LinkButton>
            </EmptyState>
          )}
        </>
      ) : (
        <EmptyState
          icon="users-round"
          title={t('people:participants.none')}
          text={mayAdd ? t('people:participants.noneText') : undefined}
        >
          {mayAdd && add}
        </EmptyState>
      )}
    </Layout>
  )
}

function SearchBar({ programmes, search }: Pick<Props, 'programmes' | 'search'>) {
  const { t } = useLanguage()
  const values = {
    name: search.name,
    programme_id: search.programmeId ?? '',
    who: search.everybody ? 'everybody' : 'enrolled',
  }
  return (
    <Form action="/participants/searches" class="bar" role="search" values={values}>
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
      <Select
        name="who"
        label={t('people:participants.who')}
        options={[
          { value: 'enrolled', label: t('people:participants.enrolled') },
          { value: 'everybody', label: t('people:participants.everybody') },
        ]}
        size="medium"
      />
      <Button icon="search">{t('common:search')}</Button>
    </Form>
  )
}

function ParticipantTable({ participants }: Pick<Props, 'participants'>) {
  const { t } = useLanguage()
  return (
    <Table
      caption={t('people:participants.count', { count: participants.length })}
      columns={[
        { label: t('people:name') },
        { label: t('programme:enrolment.programme') },
        { label: t('programme:stageChange.stage') },
        { label: t('programme:enrolment.coach') },
      ]}
    >
      {participants.map((one) => (
        <tr>
          <Cell heading>
            <span class="cluster">
              <a href={`/participants/${one.id}`}>
                {one.firstName} {one.lastName}
              </a>
              {one.protected && (
                <Pill tone="amber" icon="shield">
                  {t('people:protected')}
                </Pill>
              )}
            </span>
          </Cell>
          <Cell label={t('programme:enrolment.programme')}>
            {one.enrolments.length > 0 ? (
              <Lines of={one.enrolments.map((enrolment) => enrolment.programme)} />
            ) : (
              <span class="soft">{t('people:participants.notEnrolled')}</span>
            )}
          </Cell>
          <Cell label={t('programme:stageChange.stage')}>
            <Lines of={one.enrolments.map((enrolment) => enrolment.stage ?? '–')} />
          </Cell>
          <Cell label={t('programme:enrolment.coach')}>
            <Lines of={one.enrolments.map((enrolment) => enrolment.coach ?? '–')} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

/** One line for each enrolment, so that programme, stage and coach stand beside each other. */
const Lines = ({ of }: { of: readonly string[] }) => (
  <span class="lines">
    {of.map((line) => (
      <span>{line}</span>
    ))}
  </span>
)
