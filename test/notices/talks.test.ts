import { expect, test } from 'vitest'
import { closedSessions } from '../../server/notices/closed-sessions.ts'
import { isWithoutTalk, type TalkPace } from '../../server/notices/talks.ts'
import { localDate } from '../../server/time/dates.ts'

const today = localDate('2026-03-17')
const pace = (changes: Partial<TalkPace>): TalkPace => ({
  startsOn: localDate('2026-01-05'),
  lastTalkOn: null,
  talkLimitDays: 7,
  talkEveryWeeks: 1,
  ...changes,
})

test.each([
  ['a talk a week ago is recent enough', { lastTalkOn: localDate('2026-03-10') }, false],
  ['a talk eight days ago is not', { lastTalkOn: localDate('2026-03-09') }, true],
  ['a talk today is', { lastTalkOn: today }, false],
  ['who began a week ago has time', { startsOn: localDate('2026-03-10') }, false],
  ['who began before that and had none, has not', { startsOn: localDate('2026-03-09') }, true],
  ['a longer limit holds', { lastTalkOn: localDate('2026-03-03'), talkLimitDays: 14 }, false],
  ['a slower pace holds longer', { lastTalkOn: localDate('2026-03-03'), talkEveryWeeks: 2 }, false],
  ['and ends too', { lastTalkOn: localDate('2026-03-02'), talkEveryWeeks: 2 }, true],
  ['where no talks are meant there is nothing to say', { talkEveryWeeks: null }, false],
])('%s', (_what, changes, without) => {
  expect(isWithoutTalk(pace(changes), today)).toBe(without)
})

test('closed days in a row for one reason are told together, and those without sessions not at all', () => {
  const day = (date: string, name: string) => ({ date: localDate(date), name: { sv: name, en: name } })
  const closed = [
    day('2026-04-03', 'Långfredagen'),
    day('2026-07-06', 'Sommar'),
    day('2026-07-07', 'Sommar'),
    day('2026-07-08', 'Sommar'),
    day('2026-12-24', 'Julafton'),
  ]
  const standing = [
    { date: localDate('2026-04-03'), count: 1 },
    { date: localDate('2026-07-06'), count: 2 },
    { date: localDate('2026-07-08'), count: 3 },
  ]
  expect(closedSessions(closed, standing)).toEqual([
    { name: closed[0]!.name, from: '2026-04-03', to: '2026-04-03', count: 1 },
    { name: closed[1]!.name, from: '2026-07-06', to: '2026-07-08', count: 5 },
  ])
})
