import { expect, test } from 'vitest'
import { textsIn } from '../../server/language/catalogue.ts'
import { languages } from '../../server/language/text.ts'
import {
  groupModes,
  groupModeText,
  presetKeys,
  presets,
  stageKeys,
  stageText,
  successRules,
  successText,
} from '../../server/programme/presets.ts'

test.each([
  // key, name, from, to, weeks, most weeks, target, goal
  ['promise', 'Promise', 16, 64, 20, null, 600, 70],
  ['cresco_plus', 'Cresco+', 16, 64, 40, null, 600, 70],
  ['self_sufficiency', 'Vägen till självförsörjning', 16, 64, null, 52, null, 40],
  ['support_change', 'Koll förmåga stöd förändring', 35, 55, 130, null, 600, 30],
  ['individual_track', 'Individuella spåret', 25, 55, null, null, null, null],
] as const)('%s begins as the domain says', (key, name, from, to, weeks, most, target, goal) => {
  expect(presets[key]).toMatchObject({
    key,
    name,
    ages: { from, to },
    plannedWeeks: weeks,
    mostWeeks: most,
    weeklyTargetMinutes: target,
    goalPercent: goal,
    talkLimitDays: 7,
    creditRule: 'scheduled',
    graceMinutes: 10,
  })
})

test('the ladders of the five programmes', () => {
  const ladders = Object.fromEntries(
    presetKeys.map((key) => [key, presets[key].stages.map((stage) => stage.key)]),
  )
  expect(ladders).toEqual({
    promise: ['enrolled', 'ramping', 'at_level', 'moved_on'],
    cresco_plus: ['enrolled', 'ramping', 'at_level', 'moved_on'],
    self_sufficiency: [
      'identification',
      'needs_analysis',
      'base_activities',
      'interest_raising',
      'placement',
      'exit',
    ],
    support_change: ['resource_inventory', 'gate', 'activity_phase', 'work_preparing'],
    individual_track: ['mapping', 'plan', 'preparing', 'placement_with_coach', 'placement_alone'],
  })
})

test('stages stand in order from one, and only the gate is a gate', () => {
  for (const { stages } of Object.values(presets)) {
    expect(stages.map((stage) => stage.position)).toEqual(stages.map((_, index) => index + 1))
    expect(new Set(stages.map((stage) => stage.key)).size).toBe(stages.length)
    for (const stage of stages) expect(stage.isGate).toBe(stage.key === 'gate')
  }
})

test('only the way to self-sufficiency follows up after the exit and asks for quality of life', () => {
  const following = presetKeys.filter((key) => presets[key].followUpDays.length > 0)
  expect(following).toEqual(['self_sufficiency'])
  expect(presets.self_sufficiency.followUpDays).toEqual([90, 365])
  expect(presetKeys.filter((key) => presets[key].asksQualityOfLife)).toEqual(['self_sufficiency'])
})

test.each(languages)('every stage, success and way to meet has a name in %s', (language) => {
  const t = textsIn(language)
  const keys = [
    ...stageKeys.map(stageText),
    ...successRules.map(successText),
    ...groupModes.map(groupModeText),
  ]
  for (const key of keys) expect(t(key)).not.toBe(key.split(':')[1])
})
