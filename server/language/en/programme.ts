import type { Translation } from '../text.ts'

export const programme: Translation<'programme'> = {
  stage: {
    enrolled: 'Enrolled',
    ramping: 'Adding hours',
    at_level: 'Ten hours a week',
    moved_on: 'Moved on',
    identification: 'Identification',
    needs_analysis: 'Needs analysis',
    base_activities: 'Base activities',
    interest_raising: 'Raising interest',
    placement: 'Placement',
    exit: 'Exit',
    resource_inventory: 'Resource inventory',
    gate: 'Gate',
    activity_phase: 'Activity phase',
    work_preparing: 'Preparing for work',
    mapping: 'Mapping',
    plan: 'Plan',
    preparing: 'Preparing',
    placement_with_coach: 'Placement with the coach along',
    placement_alone: 'Placement alone',
  },
  success: {
    level_and_moved_on:
      'Reached the weekly target and moved on to work training, placement, work, job-seeking or studies',
    self_supporting: 'Self-supporting by work or studies at the exit',
    level_after_gate: 'Reached the weekly target, among those who entered the activity phase',
    work_or_studies: 'Moved on to work or studies',
  },
  groupMode: {
    groups: 'Groups most days and a weekly talk',
    joins_groups: "Joins another programme's groups",
    guide_and_agencies: 'A guide and a resource group of several agencies',
    team: 'A team of several professions',
    individually: 'One-to-one, about once a week',
  },
  enrolment: {
    startFarOff: 'The start date is too far off. Check the year.',
    endsBeforeItStarts: 'The end date is before the start date.',
    target: 'The weekly target is from 0 to {{max}} hours.',
    already: 'The participant is already enrolled in the programme then, from {{from}}.',
  },
}
