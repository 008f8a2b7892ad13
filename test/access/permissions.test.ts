import { expect, test } from 'vitest'
import * as permissions from '../../server/access/permissions.ts'
import {
  mayEditParticipant,
  mayReadAbsenceReason,
  mayReadParticipant,
  type Role,
  type Viewer,
} from '../../server/access/permissions.ts'

const viewer = (...roles: Role[]): Viewer => ({
  id: roles.join() || 'nobody',
  organisationId: '0193a5c0-7b1e-7c3d-8f00-5a4b3c2d1e0f',
  name: 'Karin Åkerlund',
  roles,
  language: 'sv',
})

const acts = new Map(Object.entries(permissions)) as Map<string, permissions.Permission>

const everyone: Role[] = ['administrator', 'coordinator', 'leader', 'reader']
const table: [string, Role[]][] = [
  ['mayReadSchedule', everyone],
  ['mayPlanSchedule', ['administrator', 'coordinator']],
  ['mayCancelSessions', ['administrator', 'coordinator', 'leader']],
  ['mayKeepRollCall', ['administrator', 'coordinator', 'leader']],
  ['maySeeTheHouse', ['administrator', 'coordinator', 'leader']],
  ['mayReadParticipants', ['administrator', 'coordinator', 'leader']],
  ['mayEditParticipants', ['administrator', 'coordinator']],
  ['mayReportHours', ['administrator', 'coordinator', 'leader']],
  ['mayTellAbsence', ['administrator', 'coordinator', 'leader']],
  ['mayNoteWishes', ['administrator', 'coordinator', 'leader']],
  ['mayReadNotices', ['administrator', 'coordinator', 'leader']],
  ['mayReadHours', ['administrator', 'coordinator']],
  ['mayReadReports', everyone],
  ['mayManageKiosks', ['administrator']],
  ['mayManageHallScreens', ['administrator']],
  ['mayManageStaff', ['administrator']],
  ['mayManageProgrammes', ['administrator']],
  ['mayManageOrganisation', ['administrator']],
  ['mayReadAccessLog', ['administrator']],
  ['mayImportExits', ['administrator']],
]

test.each(table)('%s: %j', (name, allowed) => {
  const may = acts.get(name)!
  expect(everyone.filter((role) => may(viewer(role)))).toEqual(allowed)
})

test('whoever has no role may nothing, and every permission has its row', () => {
  for (const [name] of table) expect(acts.get(name)!(viewer())).toBe(false)
  const atTheDoor = [...acts.keys()].filter(
    (name) => name.startsWith('may') && !/Participant$|AbsenceReason$|Answers$/.test(name),
  )
  expect(atTheDoor.toSorted()).toEqual(table.map(([name]) => name).toSorted())
})

test('two roles may what either may', () => {
  expect(permissions.mayPlanSchedule(viewer('reader', 'coordinator'))).toBe(true)
})

test.each<[Role, boolean, boolean, boolean, boolean]>([
  // role, someone else's participant, own, someone else's protected, own protected
  ['administrator', true, true, true, true],
  ['coordinator', true, true, false, true],
  ['leader', false, true, false, true],
  ['reader', false, false, false, false],
])('who reads which participant: %s', (role, others, own, othersProtected, ownProtected) => {
  const who = viewer(role)
  const reads = (coachIds: string[], isProtected: boolean) =>
    mayReadParticipant(who, { coachIds, protected: isProtected })
  expect(reads(['someone else'], false)).toBe(others)
  expect(reads(['someone else', who.id], false)).toBe(own)
  expect(reads(['someone else'], true)).toBe(othersProtected)
  expect(reads(['someone else', who.id], true)).toBe(ownProtected)
})

test('nobody changes what they may not read, and a coach who is a leader reads only', () => {
  const hidden = { coachIds: ['someone else'], protected: true }
  expect(mayEditParticipant(viewer('administrator'), hidden)).toBe(true)
  expect(mayEditParticipant(viewer('coordinator'), hidden)).toBe(false)
  expect(mayEditParticipant(viewer('leader'), { coachIds: ['leader'], protected: false })).toBe(false)
})

test('why somebody does not come is for their own coach, administrators and whoever wrote it', () => {
  const reads = (who: Viewer, coachIds: string[], toldBy: string | null) =>
    mayReadAbsenceReason(who, { coachIds, toldBy })
  expect(reads(viewer('administrator'), [], null)).toBe(true)
  expect(reads(viewer('coordinator'), ['someone else'], null)).toBe(false)
  expect(reads(viewer('leader'), ['someone else'], 'someone else')).toBe(false)
  expect(reads(viewer('leader'), ['leader'], 'someone else')).toBe(true)
  expect(reads(viewer('leader'), [], 'leader')).toBe(true)
})

test('what somebody answered at the tablet is for their own coach and administrators', () => {
  expect(permissions.mayReadAnswers(viewer('administrator'), { coachIds: [] })).toBe(true)
  expect(permissions.mayReadAnswers(viewer('coordinator'), { coachIds: ['someone else'] })).toBe(false)
  expect(permissions.mayReadAnswers(viewer('leader'), { coachIds: ['leader'] })).toBe(true)
})
