import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import type { Excuse } from '../../server/hours/excused-weeks.ts'
import { creditedOnce } from '../../server/hours/overlaps.ts'
import {
  type CountedSession,
  type EnrolmentHours,
  type ReportedHours,
  sumOfWeeks,
  weekTotals,
} from '../../server/hours/week-totals.ts'
import { localDate } from '../../server/time/dates.ts'
import { type IsoWeek, isoWeek, isoWeekOf, weeksFrom } from '../../server/time/weeks.ts'
import { localDateOf } from '../../server/time/zones.ts'
import { on, sessionAt, stockholm } from '../time/wall.ts'
import { anyAttendedRows, cameTo, scheduled } from './attended.ts'

const reckoning = { zone: stockholm, crediting: scheduled }

function totalsOf(weeks: string[], hours: Partial<EnrolmentHours>, zone = stockholm) {
  const all = { attended: [], elsewhere: [], reported: [], excused: new Map<IsoWeek, Excuse>(), ...hours }
  return weekTotals(weeks.map(isoWeek), all, { zone, crediting: scheduled })
}

function minutesByWeek(weeks: string[], attended: CountedSession[], zone = stockholm) {
  return totalsOf(weeks, { attended }, zone).map(({ minutes }) => minutes)
}

test('a week adds up its sessions, each category in its own column', () => {
  const attended = [
    cameTo(sessionAt('08:30', '09:15', '2026-11-23'), { category: 'social_preparation' }),
    cameTo(sessionAt('09:30', '10:30', '2026-11-24')),
    cameTo(sessionAt('09:30', '10:30', '2026-11-26'), {
      status: 'late',
      checkedInAt: on('09:50', '2026-11-26'),
    }),
    cameTo(sessionAt('09:30', '11:00', '2026-11-27'), { category: 'work_preparation', status: 'absent' }),
  ]
  expect(totalsOf(['2026-W48'], { attended })).toEqual([
    {
      week: '2026-W48',
      minutes: 145,
      sessions: 145,
      byCategory: { social_preparation: 45, health_promotion: 100, work_preparation: 0 },
      placement: 0,
      homeActivity: 0,
      excused: undefined,
      unknown: 0,
    },
  ])
})

test('weeks come in the order asked for, empty ones too, and others are left out', () => {
  const attended = [
    cameTo(sessionAt('09:30', '10:30', '2026-11-24')),
    cameTo(sessionAt('09:30', '10:30', '2026-12-08')),
    cameTo(sessionAt('09:30', '10:30', '2027-01-05')),
  ]
  expect(minutesByWeek(['2026-W48', '2026-W49', '2026-W50'], attended)).toEqual([60, 0, 60])
})

const reported = (
  kind: ReportedHours['kind'],
  minutes: number,
  differently: Partial<ReportedHours> = {},
) => ({
  kind,
  onDate: localDate('2026-11-29'),
  minutes,
  approvedAt: on('12:00', '2026-11-30'),
  withdrawnAt: null,
  ...differently,
})

test('placement and approved home activity count, each in its own column', () => {
  const [total] = totalsOf(['2026-W48'], {
    attended: [cameTo(sessionAt('09:30', '10:30', '2026-11-24'))],
    reported: [
      reported('placement', 240),
      reported('placement', 60),
      reported('home_activity', 30),
      reported('home_activity', 45, { approvedAt: null }),
      reported('placement', 120, { withdrawnAt: on('13:00', '2026-11-30') }),
      reported('placement', 90, { onDate: localDate('2026-11-30') }),
    ],
  })
  expect(total).toMatchObject({ sessions: 60, placement: 300, homeActivity: 30, minutes: 390 })
})

test('an unknown attendance counts nothing and is marked', () => {
  const [total] = totalsOf(['2026-W48'], {
    attended: [
      cameTo(sessionAt('09:30', '10:30', '2026-11-24'), { status: 'unknown', checkedInAt: null }),
      cameTo(sessionAt('09:30', '10:30', '2026-11-25'), { status: 'unknown', minutesByHand: 30 }),
      cameTo(
        { ...sessionAt('09:30', '10:30', '2026-11-26'), cancelledAt: on('08:00', '2026-11-26') },
        { status: 'unknown' },
      ),
    ],
  })
  expect(total).toMatchObject({ minutes: 30, unknown: 1 })
})

test('an excused week is marked, whatever was done in it', () => {
  const totals = totalsOf(['2026-W47', '2026-W48'], {
    attended: [cameTo(sessionAt('09:30', '10:30', '2026-11-24'))],
    excused: new Map([[isoWeek('2026-W48'), 'illness' as const]]),
  })
  expect(totals.map(({ minutes, excused }) => [minutes, excused])).toEqual([
    [0, undefined],
    [60, 'illness'],
  ])
})

test('a session across midnight between Sunday and Monday belongs to the week in which it starts', () => {
  const night = { startsAt: on('23:00', '2026-11-22'), endsAt: on('01:00', '2026-11-23'), cancelledAt: null }
  expect(minutesByWeek(['2026-W47', '2026-W48'], [cameTo(night)])).toEqual([120, 0])
})

test('the week begins when Monday begins there, not in Greenwich', () => {
  const justAfterMidnight = cameTo(sessionAt('00:30', '01:30', '2026-11-23'))
  expect(minutesByWeek(['2026-W47', '2026-W48'], [justAfterMidnight])).toEqual([0, 60])
  expect(minutesByWeek(['2026-W47', '2026-W48'], [justAfterMidnight], 'UTC')).toEqual([60, 0])
})

test('New Year 2027 lies in week 53 of 2026', () => {
  const attended = [
    cameTo(sessionAt('09:30', '10:30', '2026-12-28')),
    cameTo(sessionAt('09:30', '10:30', '2027-01-03')),
    cameTo(sessionAt('09:30', '10:00', '2027-01-04')),
  ]
  expect(minutesByWeek(['2026-W52', '2026-W53', '2027-W01'], attended)).toEqual([0, 120, 30])
})

test('the leap day counts like any other', () => {
  expect(minutesByWeek(['2028-W09'], [cameTo(sessionAt('09:30', '10:30', '2028-02-29'))])).toEqual([60])
})

test('the night the clocks go back counts in the week that ends with it, an hour longer', () => {
  const night = cameTo(sessionAt('01:00', '04:00', '2026-10-25'))
  expect(minutesByWeek(['2026-W43', '2026-W44'], [night])).toEqual([240, 0])
})

test('what overlaps across the turn of the week is credited once', () => {
  const sunday = { startsAt: on('23:00', '2026-11-22'), endsAt: on('01:00', '2026-11-23'), cancelledAt: null }
  const monday = sessionAt('00:30', '01:30', '2026-11-23')
  expect(minutesByWeek(['2026-W47', '2026-W48'], [cameTo(monday), cameTo(sunday)])).toEqual([120, 30])
})

test('the foot of the table is the sum of its columns', () => {
  const totals = totalsOf(['2026-W48', '2026-W49'], {
    attended: [
      cameTo(sessionAt('08:30', '09:15', '2026-11-24'), { category: 'social_preparation' }),
      cameTo(sessionAt('09:30', '10:30', '2026-11-24')),
      cameTo(sessionAt('09:30', '10:30', '2026-12-01')),
    ],
    reported: [reported('placement', 240), reported('home_activity', 20)],
  })
  expect(sumOfWeeks(totals)).toEqual({
    minutes: 425,
    sessions: 165,
    byCategory: { social_preparation: 45, health_promotion: 120, work_preparation: 0 },
    placement: 240,
    homeActivity: 20,
    unknown: 0,
  })
  expect(sumOfWeeks([])).toMatchObject({ minutes: 0, sessions: 0, placement: 0, homeActivity: 0 })
})

test('the columns of every week add up, and no minute is lost between weeks', () => {
  const weeks = weeksFrom(isoWeek('2026-W43'), isoWeek('2026-W45'))
  fc.assert(
    fc.property(anyAttendedRows, (attended) => {
      const totals = weekTotals(
        weeks,
        { attended, elsewhere: [], reported: [], excused: new Map() },
        reckoning,
      )
      for (const { minutes, sessions, byCategory, placement, homeActivity } of totals) {
        expect(Object.values(byCategory).reduce((sum, part) => sum + part, 0)).toBe(sessions)
        expect(minutes).toBe(sessions + placement + homeActivity)
      }
      const credited = creditedOnce(attended, scheduled).reduce((sum, { minutes }) => sum + minutes, 0)
      expect(sumOfWeeks(totals).minutes).toBe(credited)
    }),
  )
})

test('a week holds what the sessions that start in it are credited, seen one by one', () => {
  fc.assert(
    fc.property(anyAttendedRows, (attended) => {
      const weeks = weeksFrom(isoWeek('2026-W43'), isoWeek('2026-W45'))
      const totals = weekTotals(
        weeks,
        { attended, elsewhere: [], reported: [], excused: new Map() },
        reckoning,
      )
      const credited = creditedOnce(attended, scheduled)
      for (const total of totals) {
        const own = credited.filter(
          ({ row }) => isoWeekOf(localDateOf(row.session.startsAt, stockholm)) === total.week,
        )
        expect(total.minutes).toBe(own.reduce((sum, { minutes }) => sum + minutes, 0))
      }
    }),
  )
})

test('sixty participants, a year and ten sessions a week are added up while one blinks', () => {
  const weeks = weeksFrom(isoWeek('2026-W01'), isoWeek('2026-W52'))
  const attended = weeks.flatMap((_, week) =>
    Array.from({ length: 10 }, (_, session) => {
      const startsAt = on('08:30', '2026-01-05').add({
        hours: week * 168 + Math.floor(session / 2) * 24 + (session % 2) * 2,
      })
      return cameTo({ startsAt, endsAt: startsAt.add({ minutes: 90 }), cancelledAt: null })
    }),
  )
  // The quickest of three tells what the sums take; what is above it is what else the machine does.
  const turns = [1, 2, 3].map(() => {
    const begun = performance.now()
    const years = Array.from({ length: 60 }, () =>
      sumOfWeeks(weekTotals(weeks, { attended, elsewhere: [], reported: [], excused: new Map() }, reckoning)),
    )
    expect(new Set(years.map(({ minutes }) => minutes))).toEqual(new Set([51 * 10 * 90]))
    return performance.now() - begun
  })
  expect(Math.min(...turns)).toBeLessThan(1000)
})
