import type { Problem } from '../../server/problem.ts'
import type { Likeness } from '../../server/schedule/wish-likeness.ts'
import { wishLength, type Wish, type WishGroup } from '../../server/schedule/wish.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { WeekTabs } from '../organisation/week-tabs.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { CheckboxGroup, Field, RadioGroup, Select, TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { useWishFacts } from './wish-facts.tsx'

type Sent = { values: FormValues; problems: readonly Problem[] }
type Found = { id: string; firstName: string; lastName: string }
export type WishForm = Sent & {
  /** Absent until somebody has searched. */
  found?: readonly Found[]
  /** How many are shown when more fit. */
  most?: number
}

type Props = {
  /** Those that no group holds yet. */
  wishes: readonly Wish[]
  suggestions: readonly Likeness[]
  open: readonly WishGroup[]
  answered: readonly WishGroup[]
  /** Groups that a wish can be put into. */
  into: readonly WishGroup[]
  timeZone: string
  note?: WishForm
  grouping?: Sent
}

export function WishesPage(props: Props) {
  const { t } = useLanguage()
  const { open, answered, note } = props
  return (
    <Layout title={t('schedule:wish.title')}>
      <PageHeader title={t('schedule:wish.title')} lead={t('schedule:wish.lead')}>
        <LinkButton icon="plus" href="#note">
          {t('schedule:wish.note')}
        </LinkButton>
      </PageHeader>
      <WeekTabs current="/wishes" />
      <div class="columns">
        <div class="stack">
          <NewWishes {...props} />
          {open.length > 0 && <Groups title={t('schedule:wish.groups')} groups={open} />}
          {answered.length > 0 && <Groups title={t('schedule:wish.answered')} groups={answered} />}
        </div>
        <div class="stack">
          <NoteCard sent={note} />
        </div>
      </div>
    </Layout>
  )
}

function NoteCard({ sent }: { sent?: WishForm }) {
  const { t } = useLanguage()
  const labels = { words: t('schedule:wish.words'), name: t('schedule:wish.name') }
  const values = { participant_id: '', ...sent?.values }
  return (
    <Card title={t('schedule:wish.note')} id="note">
      <Form action="/wishes" prefix="note" values={values} problems={sent?.problems} labels={labels}>
        <TextArea
          name="words"
          label={labels.words}
          hint={t('schedule:wish.wordsHint')}
          rows={3}
          maxlength={wishLength}
        />
        <div class="field-with-button">
          <Field
            name="name"
            label={labels.name}
            hint={t('schedule:wish.nameHint')}
            autocomplete="off"
            maxlength={80}
            optional
          />
          <Button icon="search" formaction="/wishes/searches#note">
            {t('common:search')}
          </Button>
        </div>
        {sent?.found && <FoundPeople found={sent.found} most={sent.most} />}
        <FormActions>
          <Button kind="primary" icon="check">
            {t('schedule:wish.noteIt')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function FoundPeople({ found, most }: { found: readonly Found[]; most?: number }) {
  const { t } = useLanguage()
  if (found.length === 0) return <p>{t('schedule:wish.nobody')}</p>
  return (
    <div>
      <RadioGroup
        name="participant_id"
        label={t('schedule:wish.whose')}
        options={[
          ...found.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` })),
          { value: '', label: t('schedule:wish.anonymous') },
        ]}
      />
      {most !== undefined && <p class="soft">{t('schedule:wish.many', { max: most })}</p>}
    </div>
  )
}

function NewWishes({ wishes, suggestions, into, timeZone, grouping }: Props) {
  const { t } = useLanguage()
  const facts = useWishFacts(timeZone)
  const labels = {
    wish_ids: t('schedule:wish.new'),
    wish_group_id: t('schedule:wish.group'),
    name: t('schedule:wish.groupName'),
  }
  if (wishes.length === 0 && into.length === 0)
    return <EmptyState icon="lightbulb" title={t('schedule:wish.none')} text={t('schedule:wish.noneText')} />
  if (wishes.length === 0)
    return (
      <Card title={t('schedule:wish.new')}>
        <p class="soft">{t('schedule:wish.allGrouped')}</p>
      </Card>
    )
  return (
    <Card title={t('schedule:wish.new')} id="new-wishes">
      {suggestions.length > 0 && <Suggestions {...{ suggestions, wishes }} />}
      <Form
        action="/wish-groupings"
        prefix="grouping"
        values={grouping?.values ?? {}}
        problems={grouping?.problems}
        labels={labels}
      >
        <CheckboxGroup
          name="wish_ids"
          label={t('schedule:wish.choose')}
          options={wishes.map((wish) => ({ value: wish.id, label: wish.words, hint: facts(wish) }))}
        />
        {into.length > 0 && (
          <Select
            name="wish_group_id"
            label={labels.wish_group_id}
            empty={t('schedule:wish.newGroup')}
            options={into.map(({ id, name, activityId }) => ({
              value: id,
              label: activityId === null ? name : t('schedule:wish.isActivity', { name }),
            }))}
          />
        )}
        <Field
          name="name"
          label={labels.name}
          hint={into.length > 0 ? t('schedule:wish.groupNameHint') : undefined}
          maxlength={80}
          autocomplete="off"
          optional={into.length > 0}
        />
        <FormActions>
          <Button kind="primary" icon="layers">
            {t('schedule:wish.doGroup')}
          </Button>
          <Button kind="quiet" icon="x" formaction="/wish-withdrawals">
            {t('schedule:wish.withdrawChosen')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function Suggestions(props: { suggestions: readonly Likeness[]; wishes: readonly Wish[] }) {
  const { t } = useLanguage()
  const wordsOf = (wishIds: readonly string[]) =>
    props.wishes.filter(({ id }) => wishIds.includes(id)).map(({ words }) => words)
  return (
    <section class="suggestions" aria-labelledby="suggestions">
      <h3 id="suggestions">{t('schedule:wish.alike')}</h3>
      <ul class="list">
        {props.suggestions.map(({ name, groupId, wishIds }) => (
          <li class="list-row">
            <div>
              <p>
                <strong>{t('schedule:wish.countOf', { name, count: wishIds.length })}</strong>
              </p>
              <p class="soft">{wordsOf(wishIds).join(' · ')}</p>
            </div>
            <Form action="/wish-groupings" class="cluster">
              {wishIds.map((id) => (
                <input type="hidden" name="wish_ids" value={id} />
              ))}
              {groupId ? (
                <input type="hidden" name="wish_group_id" value={groupId} />
              ) : (
                <input type="hidden" name="name" value={name} />
              )}
              <Button small icon="layers">
                {groupId ? t('schedule:wish.putInto', { name }) : t('schedule:wish.makeGroup', { name })}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Groups({ title, groups }: { title: string; groups: readonly WishGroup[] }) {
  const { t } = useLanguage()
  return (
    <Card title={title}>
      <ul class="list">
        {groups.map((group) => (
          <li class="list-row">
            <p>
              <a href={`/wish-groups/${group.id}`}>{group.name}</a>
              <span class="soft"> · {t('schedule:wish.count', { count: group.count })}</span>
            </p>
            <GroupAnswer group={group} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function GroupAnswer({ group }: { group: WishGroup }) {
  const { t } = useLanguage()
  if (group.activityId !== null)
    return (
      <Pill tone="moss" icon="sprout">
        {t('schedule:wish.becameActivity')}
      </Pill>
    )
  if (group.closedAt !== null) return <Pill icon="clock">{t('schedule:wish.notNow')}</Pill>
  return (
    <LinkButton small icon="sprout" href={`/activities/new?wish_group=${group.id}`}>
      {t('schedule:wish.toActivity')}
      <span class="unseen"> {group.name}</span>
    </LinkButton>
  )
}
