import type { PresetKey } from '../../server/programme/presets.ts'
import type { Category } from '../../server/schedule/categories.ts'
import { parseWeekFile } from '../../server/schedule/week-file.ts'
import { localTime, type LocalTime, type Weekday } from '../../server/time/dates.ts'
import { everyWeek, type Recurrence } from '../../server/schedule/recurrence.ts'
import type { DemoPerson, DemoStaff } from './cast.ts'
import { groupActivities, ownActivities, places as demoPlaces, type PlaceName } from './story.ts'

/** One line of the demo's ordinary week: the same thing at the same time on one or several weekdays. */
export type WeekLine = {
  activity: string
  category: Category
  weekdays: Weekday[]
  rule: Pick<Recurrence, 'frequency' | 'every' | 'ordinal'>
  startTime: LocalTime
  minutes: number
  place: PlaceName
  outdoors: boolean
  leader: DemoStaff
  places: number | null
  fewest: number | null
  /** None named is all. */
  openTo: PresetKey[]
  description: string
  /** A talk with one person. */
  with?: DemoPerson
}

/** The common week from its file, and what the other programmes offer beside it. */
export function ordinaryWeek(weekFile: string): WeekLine[] {
  const { rows, problems } = parseWeekFile(weekFile)
  if (problems.length > 0) throw new Error(`The demo's week file has ${problems.length} problems.`)
  const alike = Map.groupBy(rows, ({ activity, startTime, endTime }) => [activity, startTime, endTime].join())
  const common = [...alike.values()].map((same): WeekLine => {
    const { activity, category, startTime, minutes, place, outdoors } = same[0]!
    const { leader, places = null, fewest = null, openTo, description } = groupActivities[activity]!
    const weekdays = same.map((row) => row.weekday)
    return {
      activity,
      category,
      weekdays,
      rule: everyWeek,
      startTime,
      minutes,
      place: place as PlaceName,
      outdoors,
      leader,
      places,
      fewest,
      openTo,
      description,
    }
  })
  const own = ownActivities.map(({ start, rule = everyWeek, fewest = null, ...rest }): WeekLine => {
    const { outdoors = false }: { outdoors?: boolean } = demoPlaces[rest.place]
    return { ...rest, rule, fewest, startTime: localTime(start), outdoors, places: null }
  })
  return [...common, ...own]
}
