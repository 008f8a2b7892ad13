import { categories } from '../../server/schedule/categories.ts'
import type { Named } from '../../server/schedule/queries.ts'
import {
  addressOf,
  fileOf,
  filterNames,
  isFiltered,
  namesOf,
  scheduleFiles,
  seenAs,
  seenOn,
  stepped,
  unfiltered,
  viewKinds,
  without,
  type FilterName,
  type ScheduleFile,
  type View,
  type ViewKind,
} from '../../server/schedule/view.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { DropDown } from '../parts/drop-down.tsx'
import { CheckboxGroup, type Option } from '../parts/field.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { categoryLook } from './category.ts'

export type ViewBarProps = {
  view: View
  today: LocalDate
  choices: Record<Exclude<FilterName, 'category'>, readonly Named[]>
  /** Something was asked for that does not exist. */
  unknown: boolean
}

const pictures: Record<ViewKind, IconName> = {
  week: 'calendar-range',
  month: 'calendar-days',
  list: 'list',
  day: 'columns-3',
}

/** Over every view: from one time to the next, what of it is seen, and as what. */
export function ViewBar({ view, today, choices, unknown }: ViewBarProps) {
  const { t } = useLanguage()
  const options = useOptions(choices)
  return (
    <>
      <div class="bar view-bar">
        <Steps view={view} today={today} />
        <div class="view-menus">
          <FilterMenu view={view} options={options} />
          <DownloadMenu view={view} />
        </div>
        <div class="bar-end view-kinds">
          <Tabs
            label={t('schedule:view.choose')}
            items={viewKinds.map((kind) => ({
              href: addressOf(seenAs(view, kind, today)),
              label: t(`schedule:kind.${kind}`),
              icon: pictures[kind],
              current: kind === view.kind,
            }))}
          />
        </div>
      </div>
      {isFiltered(view) && <ChosenFilter view={view} options={options} />}
      {unknown && (
        <Notice kind="warning">
          <p>{t('schedule:filter.unknown')}</p>
        </Notice>
      )}
    </>
  )
}

function Steps({ view, today }: { view: View; today: LocalDate }) {
  const { t } = useLanguage()
  const now = seenOn(view, today)
  // Where today may be far down.
  const goesToDay = view.kind === 'list' || view.kind === 'month'
  const isNow = view.from <= today && today <= view.to
  return (
    <nav class="week-steps" aria-label={t('schedule:view.steps')}>
      <LinkButton icon="chevron-left" iconOnly href={addressOf(stepped(view, -1))}>
        {t(`schedule:previous.${view.kind}`)}
      </LinkButton>
      <LinkButton
        href={goesToDay ? `${addressOf(now)}#day-${today}` : addressOf(now)}
        aria-current={isNow ? 'date' : undefined}
      >
        {t(`schedule:current.${view.kind}`)}
      </LinkButton>
      <LinkButton icon="chevron-right" iconOnly href={addressOf(stepped(view, 1))}>
        {t(`schedule:next.${view.kind}`)}
      </LinkButton>
    </nav>
  )
}

function FilterMenu({ view, options }: { view: View; options: Record<FilterName, Option[]> }) {
  const { t } = useLanguage()
  const count = filterNames.reduce((sum, name) => sum + view.filter[name].length, 0)
  return (
    <DropDown
      label={t('schedule:filter.title')}
      icon="list-filter"
      group="view-menu"
      class="filter"
      count={count}
    >
      <Form method="get" action="/schedule" class="filter-form" values={view.filter}>
        {namesOf({ ...view, earlier: false }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="filter-groups">
          {filterNames
            .filter((name) => options[name].length > 0)
            .map((name) => (
              <CheckboxGroup name={name} label={t(`schedule:filter.${name}`)} options={options[name]} />
            ))}
        </div>
        <FormActions>
          <Button kind="primary" icon="check">
            {t('schedule:filter.apply')}
          </Button>
          {isFiltered(view) && (
            <LinkButton kind="quiet" href={addressOf(unfiltered(view))}>
              {t('schedule:filter.clear')}
            </LinkButton>
          )}
        </FormActions>
      </Form>
    </DropDown>
  )
}

const filePictures: Record<ScheduleFile, IconName> = {
  ics: 'calendar-days',
  xlsx: 'table',
  csv: 'list',
}

/** What is seen, to take it with one. */
function DownloadMenu({ view }: { view: View }) {
  const { t } = useLanguage()
  return (
    <DropDown label={t('schedule:download.title')} icon="download" group="view-menu">
      <ul class="drop-items">
        <li>
          <LinkButton kind="quiet" icon="file-text" href={`/posters/${isoWeekOf(view.date)}`}>
            {t('poster:toPoster')}
          </LinkButton>
        </li>
        {scheduleFiles.map((file) => (
          <li>
            <LinkButton kind="quiet" icon={filePictures[file]} href={fileOf(view, file)} download>
              {t(`schedule:export.${file}`)}
            </LinkButton>
          </li>
        ))}
        <li class="with-script">
          <Button type="button" kind="quiet" icon="printer" data-print>
            {t('schedule:download.print')}
          </Button>
        </li>
      </ul>
    </DropDown>
  )
}

/** The filter in words; each choice goes at a press. */
function ChosenFilter({ view, options }: { view: View; options: Record<FilterName, Option[]> }) {
  const { t } = useLanguage()
  const chosen = filterNames.flatMap((name) =>
    options[name]
      .filter(({ value }) => view.filter[name].some((one) => one === value))
      .map(({ value, label }) => ({ name, value, label })),
  )
  return (
    <div class="filter-chosen">
      <p id="filter-chosen">{t('schedule:filter.only')}</p>
      <ul class="filter-chips" aria-labelledby="filter-chosen">
        {chosen.map(({ name, value, label }) => (
          <li>
            <a class="chip" href={addressOf(without(view, name, value))}>
              {label}
              <span class="unseen">, {t('schedule:filter.remove')}</span>
              <Icon name="x" />
            </a>
          </li>
        ))}
      </ul>
      <a class="filter-clear" href={addressOf(unfiltered(view))}>
        {t('schedule:filter.clear')}
      </a>
    </div>
  )
}

function useOptions(choices: ViewBarProps['choices']): Record<FilterName, Option[]> {
  const { t } = useLanguage()
  const named = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))
  return {
    programme: named(choices.programme),
    category: categories.map((category) => ({ value: category, label: t(categoryLook[category].word) })),
    leader: named(choices.leader),
    location: named(choices.location),
  }
}
