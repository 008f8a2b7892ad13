import type { IconName } from '../../views/parts/icon.tsx'
import {
  mayKeepRollCall,
  mayManageKiosks,
  mayManageOrganisation,
  mayPlanSchedule,
  mayReadHours,
  mayReadNotices,
  mayReadParticipants,
  mayReadReports,
  mayReadSchedule,
  maySeeTheHouse,
  type Permission,
  type Viewer,
} from '../access/permissions.ts'
import type { TextKey } from '../language/text.ts'

type Place = {
  href: string
  label: TextKey
  icon: IconName
  may: Permission
  also?: string[]
  /** What belongs here although its address begins as another place's. */
  owns?: RegExp
  /** Where a number beside the label is asked for, once the page stands. */
  countAt?: string
}

const places: Place[] = [
  {
    href: '/schedule',
    label: 'schedule:navigation',
    icon: 'calendar-days',
    may: mayReadSchedule,
    also: [
      '/sessions',
      '/series',
      '/posters',
      '/schedule-tools',
      '/schedule-changes',
      '/week-copies',
      '/week-templates',
      '/leader-swaps',
      '/bulk-cancellations',
      '/session-imports',
    ],
  },
  {
    href: '/activities',
    label: 'schedule:activities.navigation',
    icon: 'sprout',
    may: mayPlanSchedule,
    also: ['/locations', '/closed-periods', '/wishes', '/wish-groups'],
  },
  {
    href: '/roll-calls',
    label: 'attendance:rollCalls.navigation',
    icon: 'list-checks',
    may: mayKeepRollCall,
    owns: /^\/sessions\/[^/]+\/(roll-call|attendance)(\/|$)/,
    countAt: '/roll-calls/count',
  },
  { href: '/house', label: 'attendance:house.navigation', icon: 'house', may: maySeeTheHouse },
  {
    href: '/participants',
    label: 'people:participants.navigation',
    icon: 'users-round',
    may: mayReadParticipants,
    also: ['/cards'],
  },
  {
    href: '/notices',
    label: 'notices:navigation',
    icon: 'bell',
    may: mayReadNotices,
    countAt: '/notices/count',
  },
  {
    href: '/unclear-check-ins',
    label: 'attendance:unclear.navigation',
    icon: 'circle-help',
    may: mayKeepRollCall,
    countAt: '/unclear-check-ins/count',
  },
  { href: '/hours', label: 'hours:navigation', icon: 'chart-column', may: mayReadHours },
  { href: '/reports', label: 'outcomes:navigation', icon: 'file-text', may: mayReadReports },
  { href: '/kiosks', label: 'access:kiosks.navigation', icon: 'tablet-smartphone', may: mayManageKiosks },
  {
    href: '/organisation',
    label: 'organisation:navigation',
    icon: 'settings',
    may: mayManageOrganisation,
    also: ['/programmes', '/staff', '/referrers', '/access-log', '/hall-screens'],
  },
]

/** Where this viewer may go, with the place they are in marked. */
export function navigationFor(viewer: Viewer, path: string) {
  const owner = places.find(({ owns }) => owns?.test(path))
  return places
    .filter((place) => place.may(viewer))
    .map(({ href, label, icon, countAt, also = [] }) => ({
      href,
      label,
      icon,
      countAt,
      current:
        owner === undefined
          ? [href, ...also].some((start) => path === start || path.startsWith(`${start}/`))
          : owner.href === href,
    }))
}
