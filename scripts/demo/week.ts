import type { PresetKey } from '../../server/programme/presets.ts'
import type { Category } from '../../server/schedule/categories.ts'
import { parseWeekFile } from '../../server/schedule/week-file.ts'
import { localTime, type LocalTime, type Weekday } from '../../server/time/dates.ts'
import type { DemoPerson, DemoStaff } from './cast.ts'
import { groupActivities, ownActivities, type PlaceName } from './story.ts'

/** One line of the demo's ordinary week: the same thing at the same time on one or several weekdays. */
export type WeekLine = {
  activity: string
  category: Category
  weekdays: Weekday[]
  startTime: LocalTime
  minutes: number
  place: PlaceName
  outdoors: boolean
  leader: DemoStaff
  places: number | null
  /** None named is all. */
  openTo: PresetKey[]
  description: string
  with?: DemoPerson
}

/** The common week from its file, and what the other programmes offer beside it. */
export function ordinaryWeek(weekFile: string): WeekLine[] {
  const { rows, problems } = parseWeekFile(weekFile)
  if (problems.length > 0) throw new Error(`The demo's week file has ${problems.length} problems.`)
  const alike = Map.groupBy(rows, ({ activity, startTime, endTime }) => [activity, startTime, endTime].join())
  const common = [...alike.values()].map((same): WeekLine => {
    const { activity, category, startTime, minutes, place, outdoors } = same[0]!
    const { leader, places = null, openTo, description } = groupActivities[activity]!
    const weekdays = same.map((row) => row.weekday)
    return {
      activity,
      category,
      weekdays,
      startTime,
      minutes,
      place: place as PlaceName,
      outdoors,
      leader,
      places,
      openTo,
      description,
    }
  })
  const own = ownActivities.map(({ start, ...rest }): WeekLine => ({
    ...rest,
    startTime: localTime(start),
    outdoors: false,
    places: rest.with ? 1 : null,
  }))
  return [...common, ...own]
}
