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
