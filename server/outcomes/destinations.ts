/** What an exit led to, the steps towards work first. An exit may have more than one. */
export const destinations = [
  'work',
  'studies',
  'job_seeking',
  'work_training',
  'placement',
  'positive_not_specified',
  'back_to_referrer',
  'other_preparatory_programme',
  'parental_leave',
  'pension',
  'sickness',
  'lss',
  'social_psychiatry',
] as const
export type Destination = (typeof destinations)[number]

export const destinationGroups = ['positive', 'less_clear', 'other'] as const
export type DestinationGroup = (typeof destinationGroups)[number]

const groups: Record<Destination, DestinationGroup> = {
  work: 'positive',
  studies: 'positive',
  job_seeking: 'positive',
  work_training: 'positive',
  placement: 'positive',
  positive_not_specified: 'positive',
  back_to_referrer: 'less_clear',
  other_preparatory_programme: 'less_clear',
  parental_leave: 'other',
  pension: 'other',
  sickness: 'other',
  lss: 'other',
  social_psychiatry: 'other',
}

const straightToWork: readonly Destination[] = ['work', 'job_seeking', 'studies']

export function parseDestination(text: string): Destination | undefined {
  return destinations.find((destination) => destination === text)
}

export function groupOf(destination: Destination): DestinationGroup {
  return groups[destination]
}

/** Positive once, whatever else stands beside it; then a step less clear, then other. Undefined where nothing is recorded. */
export function groupOfExit(led: readonly Destination[]): DestinationGroup | undefined {
  return destinationGroups.find((group) => led.some((destination) => groups[destination] === group))
}

/** To work, job-seeking or studies without a step between. */
export function ledStraightToWork(led: readonly Destination[]): boolean {
  return led.some((destination) => straightToWork.includes(destination))
}
