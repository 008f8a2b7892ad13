import type { TextKey } from '../language/text.ts'

export const presetKeys = [
  'promise',
  'cresco_plus',
  'self_sufficiency',
  'support_change',
  'individual_track',
] as const
export type PresetKey = (typeof presetKeys)[number]

export const stageKeys = [
  'enrolled',
  'ramping',
  'at_level',
  'moved_on',
  'identification',
  'needs_analysis',
  'base_activities',
  'interest_raising',
  'placement',
  'exit',
  'resource_inventory',
  'gate',
  'activity_phase',
  'work_preparing',
  'mapping',
  'plan',
  'preparing',
  'placement_with_coach',
  'placement_alone',
] as const
export type StageKey = (typeof stageKeys)[number]

/** At a gate it is decided whether the participant goes on or back to whoever sent them. */
export type PresetStage = { key: StageKey; position: number; isGate: boolean }

/** How the participants meet. */
export const groupModes = ['groups', 'joins_groups', 'guide_and_agencies', 'team', 'individually'] as const
export type GroupMode = (typeof groupModes)[number]

/**
 * What the programme counts as success at the exit:
 * - level_and_moved_on: reached the weekly target, and left for work training, placement, work, job-seeking or studies
 * - self_supporting: lives on work or studies
 * - level_after_gate: reached the weekly target, of those who went on past the gate
 * - work_or_studies: left for work or studies
 */
export const successRules = [
  'level_and_moved_on',
  'self_supporting',
  'level_after_gate',
  'work_or_studies',
] as const
export type SuccessRule = (typeof successRules)[number]

export const creditRules = ['scheduled', 'as_registered'] as const
export type CreditRule = (typeof creditRules)[number]

/** What a programme begins with. It is copied into rows when an administrator picks it; from then on the rows rule. */
export type Preset = {
  key: PresetKey
  /** A proper name, the same in every language. */
  name: string
  ages: { from: number; to: number }
  /** Null where the length is set for each person. */
  plannedWeeks: number | null
  /** Nobody stays longer; null where there is no such limit. */
  mostWeeks: number | null
  /** Null where there is no common target but a plan for each person. */
  weeklyTargetMinutes: number | null
  stages: readonly PresetStage[]
  groupMode: GroupMode
  success: SuccessRule
  goalPercent: number | null
  /** The goal also asks that quality of life has gone up. */
  asksQualityOfLife: boolean
  /** Days after the exit at which the participant is asked how it went. */
  followUpDays: readonly number[]
  /** Longer than this without a one-to-one talk is worth a notice. */
  talkLimitDays: number
  creditRule: CreditRule
  /** Whoever comes no later than this came in time. */
  graceMinutes: number
}

const tenHours = 600
const alike = { talkLimitDays: 7, creditRule: 'scheduled', graceMinutes: 10 } as const
const stepsToTenHours = ladder('enrolled', 'ramping', 'at_level', 'moved_on')

export const presets: Record<PresetKey, Preset> = {
  promise: {
    key: 'promise',
    name: 'Promise',
    ages: { from: 16, to: 64 },
    plannedWeeks: 20,
    mostWeeks: null,
    weeklyTargetMinutes: tenHours,
    stages: stepsToTenHours,
    groupMode: 'groups',
    success: 'level_and_moved_on',
    goalPercent: 70,
    asksQualityOfLife: false,
    followUpDays: [],
    ...alike,
  },
  cresco_plus: {
    key: 'cresco_plus',
    name: 'Cresco+',
    ages: { from: 16, to: 64 },
    plannedWeeks: 40,
    mostWeeks: null,
    weeklyTargetMinutes: tenHours,
    stages: stepsToTenHours,
    groupMode: 'joins_groups',
    success: 'level_and_moved_on',
    goalPercent: 70,
    asksQualityOfLife: false,
    followUpDays: [],
    ...alike,
  },
  self_sufficiency: {
    key: 'self_sufficiency',
    name: 'Vägen till självförsörjning',
    ages: { from: 16, to: 64 },
    plannedWeeks: null,
    mostWeeks: 52,
    weeklyTargetMinutes: null,
    stages: ladder(
      'identification',
      'needs_analysis',
      'base_activities',
      'interest_raising',
      'placement',
      'exit',
    ),
    groupMode: 'guide_and_agencies',
    success: 'self_supporting',
    goalPercent: 40,
    asksQualityOfLife: true,
    followUpDays: [90, 365],
    ...alike,
  },
  support_change: {
    key: 'support_change',
    name: 'Koll förmåga stöd förändring',
    ages: { from: 35, to: 55 },
    // Thirty months, in whole weeks.
    plannedWeeks: 130,
    mostWeeks: null,
    // A quarter of a forty-hour week.
    weeklyTargetMinutes: tenHours,
    stages: ladder('resource_inventory', 'gate', 'activity_phase', 'work_preparing'),
    groupMode: 'team',
    success: 'level_after_gate',
    goalPercent: 30,
    asksQualityOfLife: false,
    followUpDays: [],
    ...alike,
  },
  individual_track: {
    key: 'individual_track',
    name: 'Individuella spåret',
    ages: { from: 25, to: 55 },
    plannedWeeks: null,
    mostWeeks: null,
    weeklyTargetMinutes: null,
    stages: ladder('mapping', 'plan', 'preparing', 'placement_with_coach', 'placement_alone'),
    groupMode: 'individually',
    success: 'work_or_studies',
    goalPercent: null,
    asksQualityOfLife: false,
    followUpDays: [],
    ...alike,
  },
}

export const stageText = (key: StageKey): TextKey => `programme:stage.${key}`
export const successText = (rule: SuccessRule): TextKey => `programme:success.${rule}`
export const groupModeText = (mode: GroupMode): TextKey => `programme:groupMode.${mode}`

function ladder(...keys: StageKey[]): PresetStage[] {
  return keys.map((key, index) => ({ key, position: index + 1, isGate: key === 'gate' }))
}
