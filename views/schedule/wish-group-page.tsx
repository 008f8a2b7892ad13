import type { Problem } from '../../server/problem.ts'
import type { Wish, WishGroup } from '../../server/schedule/wish.ts'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { useWishFacts } from './wish-facts.tsx'

type Props = {
  group: WishGroup
  /** Whether it still waits for an answer. */
  isOpen: boolean
  wishes: readonly Wish[]
  /** Groups that it can be merged into. */
  others: readonly WishGroup[]
  timeZone: string
  sent?: { values: FormValues; problems: readonly Problem[] }
}

export function WishGroupPage(props: Props) {
  const { t, language } = useLanguage()
  const { group, isOpen, others, timeZone } = props
  return (
    <Layout title={group.name}>
      <PageHeader
        title={group.name}
        lead={t('schedule:wish.count', { count: group.count })}
        back={{ href: '/wishes', label: t('schedule:wish.title') }}
      >
        {isOpen && (
          <LinkButton kind="primary" icon="sprout" href={`/activities/new?wish_group=${group.id}`}>
            {t('schedule:wish.toActivity')}
          </LinkButton>
        )}
      </PageHeader>
      {group.activityId !== null && (
        <Notice kind="done">
          <p>
            {t('schedule:wish.becameActivity')}:{' '}
            <a href={`/activities/${group.activityId}/edit`}>{group.activityName}</a>
          </p>
        </Notice>
      )}
      {group.closedAt !== null && (
        <Notice>
          <p>{t('schedule:wish.notNowSince', { when: momentInWords(group.closedAt, timeZone, language) })}</p>
          <Form action={`/wish-groups/${group.id}/closing`} method="delete">
            <Button small icon="undo-2">
              {t('schedule:wish.reopen')}
            </Button>
          </Form>
        </Notice>
      )}
      <div class="columns">
        <Wishes {...props} />
        <div class="stack">
          <Rename {...props} />
          {group.activityId === null && others.length > 0 && <Merge {...props} />}
          {isOpen && (
            <Card title={t('schedule:wish.notNow')}>
              <p>{t('schedule:wish.notNowHint')}</p>
              <Form action={`/wish-groups/${group.id}/closing`}>
                <Button icon="clock">{t('schedule:wish.close')}</Button>
              </Form>
            </Card>
          )}
        </div>
      </div>
    </Layout>
  )
}

function Wishes({ wishes, timeZone }: Props) {
  const { t } = useLanguage()
  const facts = useWishFacts(timeZone)
  return (
    <Card title={t('schedule:wish.title')}>
      {wishes.length === 0 && <p class="soft">{t('schedule:wish.groupEmpty')}</p>}
      <ul class="list">
        {wishes.map((wish) => (
          <li class="list-row">
            <div>
              <p>{wish.words}</p>
              <p class="hint">{facts(wish)}</p>
            </div>
            <div class="row-actions">
              <Form action={`/wishes/${wish.id}/group`} method="delete">
                <Button kind="quiet" small icon="undo-2">
                  {t('schedule:wish.ungroup')}
                  <span class="unseen"> {wish.words}</span>
                </Button>
              </Form>
              <Form action={`/wishes/${wish.id}`} method="delete">
                <Button kind="quiet" small icon="x">
                  {t('schedule:wish.withdraw')}
                  <span class="unseen"> {wish.words}</span>
                </Button>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Rename({ group, sent }: Props) {
  const { t } = useLanguage()
  const label = t('schedule:wish.groupName')
  const wrong = sent?.problems.some(({ field }) => field === 'name') ? sent : undefined
  return (
    <Card title={t('schedule:wish.rename')}>
      <Form
        action={`/wish-groups/${group.id}`}
        method="patch"
        values={wrong?.values ?? { name: group.name }}
        problems={wrong?.problems}
        labels={{ name: label }}
      >
        <Field name="name" label={label} maxlength={80} autocomplete="off" />
        <Button icon="check">{t('common:save')}</Button>
      </Form>
    </Card>
  )
}

function Merge({ group, others, sent }: Props) {
  const { t } = useLanguage()
  const label = t('schedule:wish.mergeInto')
  const wrong = sent?.problems.some(({ field }) => field === 'into') ? sent : undefined
  return (
    <Card title={t('schedule:wish.merge')}>
      <Form
        action={`/wish-groups/${group.id}/merger`}
        values={wrong?.values ?? {}}
        problems={wrong?.problems}
        labels={{ into: label }}
      >
        <Select
          name="into"
          label={label}
          empty={t('schedule:wish.chooseGroup')}
          options={others.map(({ id, name, activityId }) => ({
            value: id,
            label: activityId === null ? name : t('schedule:wish.isActivity', { name }),
          }))}
        />
        <Button icon="layers">{t('schedule:wish.doMerge')}</Button>
      </Form>
    </Card>
  )
}
