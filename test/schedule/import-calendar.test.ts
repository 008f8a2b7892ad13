import { fc } from '../properties.ts'
import { expect, test, vi } from 'vitest'
import { calendarText } from '../../server/feeds/calendar.ts'
import { readImportFile } from '../../server/schedule/import-reading.ts'
import { addDays, localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import ICAL from 'ical.js'

// Files by the dozen, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const wish = { from: localDate('2026-03-17'), to: localDate('2026-09-15'), zone: 'Europe/Stockholm' }
const read = (text: string) => readImportFile(new TextEncoder().encode(text), wish)

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//Test//SV', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']

/** What was read, a line for each session. */
async function sessionsOf(text: string): Promise<string[]> {
  const { rows, problems } = await read(text)
  expect(problems).toEqual([])
  return rows.map(({ cells: { date, start, end, activity } }) => `${date} ${start}–${end} ${activity}`)
}

const stockholm = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Stockholm',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]
const named = (name: string) => stockholm.map((line) => line.replace('Europe/Stockholm', name))

test('as Google writes it: moments in UTC, a weekly rule with an exception, one that was moved, folded lines', async () => {
  const file = calendar(
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Promise schema',
    'X-WR-TIMEZONE:Europe/Stockholm',
    ...stockholm,
    ...event(
      'DTSTART;TZID=Europe/Stockholm:20260106T093000',
      'DTEND;TZID=Europe/Stockholm:20260106T103000',
      'RRULE:FREQ=WEEKLY;UNTIL=20260421T215959Z;BYDAY=TU',
      'EXDATE;TZID=Europe/Stockholm:20260324T093000',
      'UID:yoga123@google.com',
      'LOCATION:Salen\\, Storgatan 1',
      'SUMMARY:Yoga med andnin',
      ' g',
    ),
    ...event(
      'DTSTART;TZID=Europe/Stockholm:20260401T130000',
      'DTEND;TZID=Europe/Stockholm:20260401T140000',
      'RECURRENCE-ID;TZID=Europe/Stockholm:20260331T093000',
      'UID:yoga123@google.com',
      'SUMMARY:Yoga ute',
    ),
    ...event(
      'DTSTART:20260318T073000Z',
      'DTEND:20260318T081500Z',
      'UID:frukost@google.com',
      'SUMMARY:Frukost',
    ),
  )
  expect(await sessionsOf(file)).toEqual([
    '2026-03-17 09:30–10:30 Yoga med andning',
    '2026-03-18 08:30–09:15 Frukost',
    '2026-04-01 13:00–14:00 Yoga ute',
    '2026-04-07 09:30–10:30 Yoga med andning',
    '2026-04-14 09:30–10:30 Yoga med andning',
    '2026-04-21 09:30–10:30 Yoga med andning',
  ])
  expect((await read(file)).rows[0]!.cells.place).toBe('Salen, Storgatan 1')
})

test.each([
  ['by its own definition', named('W. Europe Standard Time'), 'W. Europe Standard Time'],
  ['by a name of its own', named('Customized Time Zone'), 'Customized Time Zone'],
  ['without a definition', [], 'W. Europe Standard Time'],
])(
  'as Outlook writes it, the zone %s: before and after the clocks change it is at ten',
  async (_, zone, tzid) => {
    const file = calendar(
      'METHOD:PUBLISH',
      ...zone,
      ...event(
        'CLASS:PUBLIC',
        `DTSTART;TZID="${tzid}":20260324T100000`,
        `DTEND;TZID="${tzid}":20260324T110000`,
        'RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU',
        'UID:040000008200E00074C5B7101A82E008',
        'SUMMARY;LANGUAGE=sv:Yoga',
        'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
        'BEGIN:VALARM',
        'TRIGGER:-PT15M',
        'ACTION:DISPLAY',
        'DESCRIPTION:Reminder',
        'END:VALARM',
      ),
    )
    expect(await sessionsOf(file)).toEqual(['2026-03-24 10:00–11:00 Yoga', '2026-03-31 10:00–11:00 Yoga'])
  },
)

test('as Apple writes it: an every-weekday rule, exceptions on several lines, and a zone elsewhere', async () => {
  const file = calendar(
    'CALSCALE:GREGORIAN',
    ...event(
      'UID:3F2504E0-4F89-11D3-9A0C-0305E82C3301',
      'DTSTART;TZID=Europe/London:20260330T080000',
      'DTEND;TZID=Europe/London:20260330T084500',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260403',
      'EXDATE;TZID=Europe/London:20260331T080000',
      'EXDATE;TZID=Europe/London:20260402T080000',
      'SUMMARY:Frukost',
    ),
  )
  expect(await sessionsOf(file)).toEqual([
    '2026-03-30 09:00–09:45 Frukost',
    '2026-04-01 09:00–09:45 Frukost',
    '2026-04-03 09:00–09:45 Frukost',
  ])
})

test('as Nextcloud and Thunderbird write it: a length instead of an end, a zone behind a prefix, more dates, a floating time', async () => {
  const file = calendar(
    ...event(
      'UID:a',
      'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Stockholm:20260318T130000',
      'DURATION:PT1H30M',
      'RDATE;TZID=Europe/Stockholm:20260320T150000',
      'RDATE;VALUE=PERIOD:20260325T120000Z/PT1H',
      'SUMMARY:Odling',
    ),
    ...event('UID:b', 'DTSTART:20260319T093000', 'DTEND:20260319T103000', 'SUMMARY:Chiball'),
    ...event(
      'UID:c',
      'DTSTART;TZID=Europe/Stockholm:20260302T140000',
      'DTEND;TZID=Europe/Stockholm:20260302T150000',
      'RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3',
      'SUMMARY:Husmöte',
    ),
  )
  expect(await sessionsOf(file)).toEqual([
    '2026-03-18 13:00–14:30 Odling',
    '2026-03-19 09:30–10:30 Chiball',
    '2026-03-20 15:00–16:30 Odling',
    '2026-03-25 13:00–14:30 Odling',
    '2026-04-06 14:00–15:00 Husmöte',
    '2026-05-04 14:00–15:00 Husmöte',
  ])
})

test('a rule without end stops at the last day asked for, and what is cancelled is left and counted', async () => {
  const file = calendar(
    ...event('UID:a', 'DTSTART:20260317T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Yoga'),
    ...event(
      'UID:a',
      'RECURRENCE-ID:20260324T080000Z',
      'DTSTART:20260324T080000Z',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    ),
    ...event('UID:b', 'DTSTART:20260318T080000Z', 'DURATION:PT1H', 'STATUS:CANCELLED', 'SUMMARY:Frukost'),
    ...event('UID:c', 'DTSTART:20250318T080000Z', 'DURATION:PT1H', 'SUMMARY:Förra året'),
  )
  const { rows, cancelled, outside } = await read(file)
  expect([rows.length, rows.at(-1)!.cells.date, cancelled, outside]).toEqual([26, '2026-09-15', 2, 1])
})

test('of what recurs and ends, the times outside the days are counted; what has no end is not', async () => {
  const rule = (count: string) => [
    'DTSTART;TZID=Europe/Stockholm:20260324T100000',
    'DTEND;TZID=Europe/Stockholm:20260324T110000',
    `RRULE:FREQ=MONTHLY;BYDAY=4TU${count}`,
    'SUMMARY:Husmöte',
  ]
  const leftOut = async (...lines: string[]) => {
    const reading = await read(calendar(...event('UID:m', ...lines)))
    return [reading.rows.length, reading.leftOut, reading.outside]
  }
  expect(await leftOut(...rule(';COUNT=8'))).toEqual([6, 2, 0])
  expect(await leftOut(...rule(';COUNT=8'), 'EXDATE;TZID=Europe/Stockholm:20260922T100000')).toEqual([
    6, 1, 0,
  ])
  expect(await leftOut(...rule(';UNTIL=20261001T000000Z'))).toEqual([6, 1, 0])
  expect(await leftOut(...rule(''))).toEqual([6, 0, 0])
  expect(await leftOut('DTSTART:20250101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3')).toEqual([
    0, 0, 1,
  ])
  expect(await leftOut('DTSTART:20260310T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3')).toEqual([
    2, 1, 0,
  ])
})

test('a day without times is kept apart, once for all the days it recurs', async () => {
  const file = calendar(
    ...event('UID:a', 'DTSTART;VALUE=DATE:20260401', 'DTEND;VALUE=DATE:20260402', 'SUMMARY:Studiedag'),
    ...event('UID:b', 'DTSTART;VALUE=DATE:20260320', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Fredag'),
  )
  expect((await read(file)).rows.map(({ allDay, cells }) => [allDay, cells.date, cells.activity])).toEqual([
    [true, '2026-03-20', 'Fredag'],
    [true, '2026-04-01', 'Studiedag'],
  ])
})

test.each([
  [
    'a zone that nobody knows',
    ['DTSTART;TZID=Mars/Olympus:20260317T093000', 'DURATION:PT1H'],
    'schedule:import.unknownZone',
  ],
  ['no end', ['DTSTART:20260317T093000Z'], 'schedule:import.noEnd'],
  ['no beginning', ['DTEND:20260317T093000Z'], 'schedule:import.noStart'],
  ['a day that does not exist', ['DTSTART:20260230T093000Z', 'DURATION:PT1H'], 'schedule:import.brokenTime'],
  [
    'a rule by the second',
    ['DTSTART:20260317T093000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY'],
    'schedule:import.tooOften',
  ],
])('%s is said of that event, by its title and day', async (_, lines, why) => {
  const { rows, problems } = await read(calendar(...event('UID:a', 'SUMMARY:Yoga', ...lines)))
  expect([rows, problems[0]]).toMatchObject([[], { text: why, row: { cells: { activity: 'Yoga' } } }])
})

test.each([
  [
    'one that was cut off',
    calendar(...event('UID:a', 'DTSTART:20260317T093000Z')).slice(0, 120),
    'brokenCalendar',
  ],
  ['one with a line of nonsense', calendar('hej hopp'), 'brokenCalendar'],
  ['one without events', calendar(), 'noEvents'],
  [
    'a rule that makes ten thousand',
    calendar(
      ...event(
        'UID:a',
        'DTSTART:20260317T040000Z',
        'DURATION:PT5M',
        'RRULE:FREQ=DAILY;BYHOUR=4,5,6,7,8,9,10,11,12,13',
      ),
    ),
    'tooManySessions',
  ],
  [
    'fifty thousand events',
    calendar(`${event('UID:a', 'DTSTART:20260317T093000Z').join('\r\n')}\r\n`.repeat(50_000)),
    'tooManyEvents',
  ],
])('of %s nothing is read, and it says why', async (_, file, why) => {
  expect(await read(file)).toMatchObject({ rows: [], problems: [{ text: `schedule:import.${why}` }] })
})

test('an occurrence keeps its name when it is moved, and two have never the same', async () => {
  const weekly = event(
    'UID:a',
    'DTSTART:20260317T080000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY;COUNT=3',
    'SUMMARY:Yoga',
  )
  const moved = event(
    'UID:a',
    'RECURRENCE-ID:20260324T080000Z',
    'DTSTART:20260325T100000Z',
    'DURATION:PT1H',
    'SUMMARY:Yoga',
  )
  const before = (await read(calendar(...weekly))).rows.map(({ uid }) => uid)
  const after = (await read(calendar(...weekly, ...moved))).rows.map(({ uid }) => uid)
  expect(after).toEqual(before)
  expect(new Set(before).size).toBe(3)
})

const time = fc.integer({ min: 6 * 12, max: 20 * 12 }).map((fives) => {
  const [hour, minute] = [Math.floor(fives / 12), (fives % 12) * 5]
  return localTime(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
})

test('what our own file says is read again: times, words, leader, type and places', async () => {
  const word = fc
    .stringMatching(/^[A-Za-zÅÄÖåäö;,\\"'.:() -]{1,60}$/)
    .map((text) => text.trim().replaceAll(/\s+/g, ' '))
    .filter((text) => text !== '')
  const planned = fc.record({
    day: fc.integer({ min: 0, max: 180 }),
    start: time,
    title: word,
    place: fc.option(word),
    leader: fc.option(word),
    places: fc.option(fc.integer({ min: 1, max: 500 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(planned, { minLength: 1, maxLength: 12 }), async (all) => {
      const sessions = all.map(({ day, start, title, place, leader, places }, index) => {
        const startsAt = instantAt(addDays(wish.from, day), start, wish.zone).epochMilliseconds
        return {
          id: `session-${index}`,
          title,
          place,
          timeZone: wish.zone,
          startsAt,
          endsAt: startsAt + 3_600_000,
          changedAt: 0,
          sequence: 0,
          cancellationReason: null,
          facts: { leader, category: 'health_promotion', places },
        }
      })
      const { rows, problems } = await read(
        calendarText({ name: 'Ekdalen', language: 'sv', neutralTitles: false, sessions }),
      )
      expect(problems).toEqual([])
      const key = (cells: object) => JSON.stringify(cells)
      const meant = all.map(({ day, start, title, place, leader, places }) =>
        key([
          addDays(wish.from, day),
          start,
          title,
          place ?? '',
          leader ?? '',
          places === null ? '' : String(places),
        ]),
      )
      const got = rows.map(({ cells }) =>
        key([
          cells.date,
          cells.start,
          cells.activity,
          cells.place ?? '',
          cells.leader ?? '',
          cells.places ?? '',
        ]),
      )
      expect(got.toSorted()).toEqual(meant.toSorted())
    }),
    { numRuns: 60 },
  )
})

test('weekly rules give the days that ical.js gives, whatever is left out of them', async () => {
  const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(
      days,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 30 }),
      time,
      async (byDay, interval, count, start) => {
        const at = `20260317T${start.replace(':', '')}00`
        const file = calendar(
          ...event(
            'UID:a',
            `DTSTART;TZID=Europe/Stockholm:${at}`,
            'DURATION:PT30M',
            `RRULE:FREQ=WEEKLY;INTERVAL=${interval};COUNT=${count};BYDAY=${byDay.join(',')}`,
            'SUMMARY:Yoga',
          ),
        )
        const expansion = new ICAL.Event(
          new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')!,
        ).iterator()
        const meant: string[] = ['2026-03-17']
        for (let next = expansion.next(); next; next = expansion.next())
          meant.push(next.toString().slice(0, 10))
        const { rows } = await read(file)
        expect(rows.map(({ cells }) => cells.date)).toEqual(
          [...new Set(meant)].filter((day) => day <= wish.to),
        )
        expect(new Set(rows.map(({ cells }) => cells.start))).toEqual(new Set([start]))
      },
    ),
    { numRuns: 60 },
  )
})
