import { groupOfExit, ledStraightToWork, type Destination } from './destinations.ts'

export type ReportedExit = { reportingYear: string; destinations: readonly Destination[] }

/** Exits are persons leaving; a person with two destinations is one exit. */
export type ExitFigures = {
  exits: number
  positive: number
  lessClear: number
  other: number
  /** Left, and nobody has written to what. */
  notRecorded: number
  straightToWork: number
  /** In the order in which the exits first name them, as the programme's own report does. */
  destinations: { destination: Destination; count: number }[]
  /** The exits that led to more than one thing. */
  several: { destinations: Destination[]; exits: number }[]
}

export type ExitReport = { years: (ExitFigures & { reportingYear: string })[]; all: ExitFigures }

/** Exits by reporting year, earliest first, and all together. */
export function exitReport(exits: readonly ReportedExit[]): ExitReport {
  const byYear = Map.groupBy(exits, (exit) => exit.reportingYear)
  const years = [...byYear].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return {
    years: years.map(([reportingYear, ofYear]) => ({ reportingYear, ...figures(ofYear) })),
    all: figures(exits),
  }
}

function figures(exits: readonly ReportedExit[]): ExitFigures {
  const led = exits.map((exit) => [...new Set(exit.destinations)])
  const groups = led.map(groupOfExit)
  const inGroup = (group: (typeof groups)[number]) => groups.filter((one) => one === group).length
  return {
    exits: exits.length,
    positive: inGroup('positive'),
    lessClear: inGroup('less_clear'),
    other: inGroup('other'),
    notRecorded: inGroup(undefined),
    straightToWork: led.filter(ledStraightToWork).length,
    destinations: countEach(led.flat()).map(([destination, count]) => ({ destination, count })),
    several: alike(led.filter((one) => one.length > 1)),
  }
}

function countEach<Value>(values: readonly Value[]): [Value, number][] {
  return [...Map.groupBy(values, (value) => value)].map(([value, same]) => [value, same.length])
}

/** The same destinations in another order are the same exit. */
function alike(led: Destination[][]): ExitFigures['several'] {
  const same = Map.groupBy(led, (one) => one.toSorted().join())
  return [...same.values()].map((exits) => ({ destinations: exits[0]!, exits: exits.length }))
}
