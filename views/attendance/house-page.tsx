import type { Temporal } from 'temporal-polyfill'
import type { HouseHeads, HousePlace, HousePresence, InHouse } from '../../server/attendance/house.ts'
import { dayMonthYear } from '../../server/time/words.ts'
import { localDateOf, type TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { clockTime } from './status.tsx'

/** Somebody in the house, and whether the reader may know who. */
type Here = InHouse<HousePresence & { named: boolean }>

export type HouseProps = {
  now: Temporal.Instant
  zone: TimeZone
  /** Everybody: participants, guests and heads. */
  count: number
  participants: number
  guests: number
  heads: number
  /** Whose session is over and who have not checked out. */
  overdue: number
  places: readonly HousePlace<Here, HouseHeads>[]
}

export function HousePage(props: HouseProps) {
  const { t } = useLanguage()
  return (
    <Layout title={t('attendance:house.title')}>
      <PageHeader title={t('attendance:house.title')}>
        <Button icon="printer" type="button" data-print>
          {t('attendance:house.print')}
        </Button>
      </PageHeader>
      <House {...props} />
      <div id="house-live" data-live="/house/live" />
      <p class="hint">{t('attendance:house.note')}</p>
    </Layout>
  )
}

/** The number and the names, renewed by every check-in and every mark. */
export function House(props: HouseProps) {
  const { now, zone, count, participants, guests, heads, overdue, places } = props
  const { t, language } = useLanguage()
  return (
    <section
      id="house"
      class="house"
      hx-get="/house"
      hx-trigger="changed from:#house-live"
      hx-swap="outerMorph"
    >
      <div class="house-sum" role="status" id="house-sum">
        <p class="house-count">
          <strong>{count}</strong> {t('attendance:house.count', { count })}
        </p>
        <p class="house-parts">
          {participants > 0 && <span>{t('attendance:house.participants', { count: participants })}</span>}
          {guests > 0 && <span>{t('attendance:house.guests', { count: guests })}</span>}
          {heads > 0 && <span>{t('attendance:house.heads', { count: heads })}</span>}
        </p>
        {overdue > 0 && (
          <p class="house-overdue">
            <Icon name="clock" /> {t('attendance:house.overdue', { count: overdue })}
          </p>
        )}
      </div>
      <p class="soft">
        {t('attendance:house.as', {
          time: clockTime(now, zone, language),
          date: dayMonthYear(localDateOf(now, zone), language),
        })}
      </p>
      {places.length === 0 && (
        <EmptyState icon="house" title={t('attendance:house.none')} text={t('attendance:house.noneText')} />
      )}
      {places.map((place) => (
        <Place place={place} zone={zone} />
      ))}
    </section>
  )
}

function Place({ place, zone }: { place: HousePlace<Here, HouseHeads>; zone: TimeZone }) {
  const { t } = useLanguage()
  return (
    <section class="card house-place">
      <h2>
        {place.locationName ?? t('attendance:house.noPlace')}{' '}
        <span class="house-place-count">{place.count}</span>
      </h2>
      <ul class="house-people">
        {place.people.map((person) => (
          <Person person={person} zone={zone} />
        ))}
        {place.heads.map((one) => (
          <Counted counted={one} />
        ))}
      </ul>
    </section>
  )
}

function Person({ person, zone }: { person: Here; zone: TimeZone }) {
  const { t, language } = useLanguage()
  const { checkedInAt, session } = person
  return (
    <li class={person.overdue ? 'house-person house-person-overdue' : 'house-person'}>
      <span class="house-name">
        {person.named ? (
          `${person.firstName} ${person.lastName}`
        ) : (
          <>
            <Icon name="shield" /> {t('attendance:house.protected')}
          </>
        )}
      </span>
      <span class="soft">
        {checkedInAt === null
          ? t('attendance:house.present')
          : t('attendance:house.came', { time: clockTime(checkedInAt, zone, language) })}
      </span>
      {person.overdue && (
        <span class="house-overdue">
          <Icon name="clock" />{' '}
          {t('attendance:house.over', { time: clockTime(session.endsAt, zone, language) })}
        </span>
      )}
    </li>
  )
}

function Counted({ counted }: { counted: HouseHeads }) {
  const { t } = useLanguage()
  const { guests, heads, activityName: activity } = counted
  return (
    <>
      {guests > 0 && (
        <li class="house-person">{t('attendance:house.guestsAt', { count: guests, activity })}</li>
      )}
      {heads > 0 && <li class="house-person">{t('attendance:house.headsAt', { count: heads, activity })}</li>}
    </>
  )
}
