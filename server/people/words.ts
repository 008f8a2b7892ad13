export const genders = ['woman', 'man', 'other', 'not_recorded'] as const
/** "Not recorded" is a value of its own, never guessed. */
export type Gender = (typeof genders)[number]

export const referrerKinds = [
  'municipality',
  'social_services',
  'social_insurance_agency',
  'primary_care',
  'other_municipality',
  'other',
] as const
export type ReferrerKind = (typeof referrerKinds)[number]
