import { eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activity, location, session } from '../../db/schema/index.ts'
import { latestChanges } from '../../server/schedule/change-queries.ts'
import { readingTyped } from '../../server/schedule/import-form.ts'
import { xlsxOf } from '../../server/web/xlsx.ts'
import { world, type World } from '../world.ts'
import { carried, file, readIn, upload, words } from './uploads.ts'

const week = [
  'Datum;Start;Slut;Aktivitet;Typ;Plats;Ledare;Platser',
  '2026-03-24;9.30;10.30;yoga;;SALEN;leif  sandell;12',
  '25/3 2026;10:45;12:00;Hälsopromenad;Hälsofrämjande;;;',
].join('\n')

/** The sessions from the day after the one that the world begins with. */
async function planned({ tenant }: World): Promise<string[]> {
  const rows = await tenant((tx) =>
    tx
      .select({
        name: activity.name,
        date: session.localDate,
        start: session.localStart,
        end: session.localEnd,
        places: session.places,
        removedAt: session.removedAt,
      })
      .from(session)
      .innerJoin(activity, eq(activity.id, session.activityId))
      .orderBy(session.startsAt),
  )
  return rows
    .filter(({ date, removedAt }) => date !== '2026-03-17' && removedAt === null)
    .map(
      ({ name, date, start, end, places }) =>
        `${name} ${date} ${start.slice(0, 5)}–${end.slice(0, 5)} ${places ?? '–'}`,
    )
}

test('a table is shown before anything is done, then read in whole, and can be undone', async () => {
  const here = await world()
  const preview = await upload(here, here.karin, { file: file(week) })
  expect(preview.status).toBe(200)
  expect(words(preview)).toContain('Rad 3, Aktivitet: Aktiviteten ”Hälsopromenad” finns inte.')
  expect(await planned(here)).toEqual([])

  const added = { reading: carried(preview), add_activities: 'yes' }
  const again = await upload(here, here.karin, { ...added, act: 'look' })
  expect(words(again)).toContain('2 nya pass')
  expect(words(again)).toContain('1 ny aktivitet: Hälsopromenad')
  expect(await planned(here)).toEqual([])

  const done = await upload(here, here.karin, { ...added, act: 'import' })
  expect([done.status, done.location]).toEqual([303, '/schedule?week=2026-W13'])
  expect(await planned(here)).toEqual([
    'Yoga 2026-03-24 09:30–10:30 12',
    'Hälsopromenad 2026-03-25 10:45–12:00 –',
  ])

  const undo = /stegvis_undo=([0-9a-f-]{36})/.exec(done.headers.getSetCookie().join())![1]!
  await here.karin.post(`/schedule-changes/${undo}/undoing`)
  expect(await planned(here)).toEqual([])
})

test('the same file twice makes nothing twice', async () => {
  const here = await world()
  const table = 'Datum;Start;Slut;Aktivitet\n2026-03-24;9.30;10.30;Yoga\n2026-03-24;9.30;10.30;YOGA'
  const { preview } = await readIn(here, here.karin, table)
  expect(words(preview)).toContain('1 rad står två gånger i filen')
  expect(await planned(here)).toHaveLength(1)
  const second = await readIn(here, here.karin, table)
  expect(words(second.preview)).toContain('Allt i filen finns redan i schemat.')
  expect([second.done.status, await planned(here)]).toEqual([200, ['Yoga 2026-03-24 09:30–10:30 –']])
})

test('a calendar file twice makes nothing twice; after undoing it may come again', async () => {
  const here = await world()
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART:20260324T083000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY;COUNT=2',
    'SUMMARY:Yoga',
    'ORGANIZER;CN=Kontoret:mailto:kontoret@ekdalen.example',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  const first = await readIn(here, here.karin, calendar)
  expect(await planned(here)).toEqual(['Yoga 2026-03-24 09:30–10:30 –', 'Yoga 2026-03-31 10:30–11:30 –'])
  const undo = /stegvis_undo=([0-9a-f-]{36})/.exec(first.done.headers.getSetCookie().join())![1]!
  expect(words((await readIn(here, here.karin, calendar)).preview)).toContain('2 pass finns redan')
  await here.karin.post(`/schedule-changes/${undo}/undoing`)
  expect(await planned(here)).toEqual([])
  expect((await readIn(here, here.karin, calendar)).done.status).toBe(303)
  expect(await planned(here)).toHaveLength(2)
})

test('an occurrence that was moved here since is known all the same when its file comes again', async () => {
  const here = await world()
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART:20260324T083000Z',
    'DURATION:PT1H',
    'SUMMARY:Yoga',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  await readIn(here, here.karin, calendar)
  const [made] = await here.tenant((tx) =>
    tx
      .select({ id: session.id, version: session.version })
      .from(session)
      .where(isNotNull(session.importedUid)),
  )
  const moved = { date: '2026-03-25', start: '13:00', end: '14:00', version: made!.version }
  expect((await here.karin.put(`/sessions/${made!.id}/time`, moved)).status).toBe(200)
  const again = words((await readIn(here, here.karin, calendar)).preview)
  expect(again).toContain('1 pass finns redan, men med en annan tid här')
  expect(again).toContain('Finns redan, men med en annan tid här (ons 25 mars 13.00–14.00): ändras inte.')
  expect(await planned(here)).toEqual(['Yoga 2026-03-25 13:00–14:00 –'])
})

test('two who read in the same file at once make it once', async () => {
  const here = await world()
  const preview = await upload(here, here.karin, { file: file(week) })
  const yes = { reading: carried(preview), add_activities: 'yes', act: 'import' }
  const both = await Promise.all([upload(here, here.karin, yes), upload(here, here.astrid, yes)])
  expect(both.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1)
  expect(await planned(here)).toHaveLength(2)
})

test('all or nothing: one wrong row, and not even the right ones are read in', async () => {
  const here = await world()
  const { done } = await readIn(
    here,
    here.karin,
    'Datum;Start;Slut;Aktivitet\n2026-03-24;9.30;10.30;Yoga\n2026-03-25;9.30;9.00;Yoga',
  )
  expect(done.status).toBe(422)
  expect(words(done)).toContain('Rad 3, Slut: Slutet måste komma efter början.')
  expect(await planned(here)).toEqual([])
})

test.each([
  [
    'a 25-hour session',
    '2026-03-24;9.00;25/3 2026 10.00;Yoga',
    'Rad 2, Slut: Ett pass kan vara högst 12 timmar.',
  ],
  ['the year 0202', '0202-03-24;9.00;10.00;Yoga', 'Rad 2, Datum: Välj ett år från 2000 till 2100.'],
  ['no date', 'snart;9.00;10.00;Yoga', 'Rad 2, Datum: ”snart” är inget datum.'],
  ['no time', '2026-03-24;nio;10.00;Yoga', 'Rad 2, Start: ”nio” är inget klockslag.'],
  [
    'a title of 500 characters',
    `2026-03-24;9.00;10.00;${'y'.repeat(500)}`,
    'Rad 2, Aktivitet: Högst 80 tecken får plats här.',
  ],
  [
    'a character that turns the text around',
    '2026-03-24;9.00;10.00;Yo\u202ega',
    'Rad 2, Aktivitet: Texten innehåller ett tecken som inte syns.',
  ],
  [
    'a personal identity number',
    '2026-03-24;9.00;10.00;Samtal 19121212-1212',
    'Rad 2, Aktivitet: Här står ett personnummer.',
  ],
  ['an unknown activity', '2026-03-24;9.00;10.00;=HYPERLINK("x")', 'finns inte.'],
  ['no activity', '2026-03-24;9.00;10.00;', 'Rad 2, Aktivitet: Fyll i det här.'],
])('%s is a sentence with its row and column', async (_, row, sentence) => {
  const here = await world()
  const preview = await upload(here, here.karin, { file: file(`Datum;Start;Slut;Aktivitet\n${row}`) })
  expect(words(preview)).toContain(sentence)
  expect(preview.text).not.toContain('Läs in 1 pass')
})

test('outdoors is yes or no, and nothing else is taken for a no', async () => {
  const here = await world()
  const table = [
    'Datum;Start;Slut;Aktivitet;Utomhus',
    '2026-03-24;9.00;10.00;Yoga;nej',
    '2026-03-25;9.00;10.00;Yoga;kanske',
  ]
  const preview = words(await upload(here, here.karin, { file: file(table.join('\n')) }))
  expect(preview).toContain('Rad 3, Utomhus: ”kanske” är varken ja eller nej.')
  expect(preview).not.toContain('Rad 2, Utomhus')
})

test('clashes are named: with what stands, and with another row of the file; a closed day is only said', async () => {
  const here = await world()
  const table = [
    'Datum;Start;Slut;Aktivitet;Plats',
    '2026-03-17;10.00;11.00;Yoga;Salen',
    '2026-03-24;10.00;11.00;Yoga;Köket',
    '2026-03-24;10.30;11.30;Yoga;köket',
    '2026-04-03;10.00;11.00;Yoga;Salen',
  ].join('\n')
  const preview = words(await upload(here, here.karin, { file: file(table) }))
  expect(preview).toContain('Rad 2, Plats: Upptagen av Yoga 09.30–10.30.')
  expect(preview).toContain('Rad 4, Plats: Upptagen av Yoga 10.00–11.00 på rad 3 i samma fil.')
  expect(preview).toContain('Rad 5: Det är stängt: långfredagen.')
})

test('a place of another organisation is unknown here, and is added or left as chosen', async () => {
  const here = await world()
  await here.otherTenant((tx) => tx.insert(location).values({ name: 'Biblioteket' }))
  const table = 'Datum;Start;Slut;Aktivitet;Plats;Ledare\n2026-03-24;9.30;10.30;Yoga;Biblioteket;Nils'
  const preview = words(await upload(here, here.karin, { file: file(table) }))
  expect(preview).toContain('Rad 2, Plats: Platsen ”Biblioteket” finns inte.')
  expect(preview).toContain('Rad 2, Ledare: Det finns ingen ledare som heter ”Nils”.')
  const { done } = await readIn(here, here.karin, table.replace('Nils', ''), { unknown_places: 'add' })
  expect(done.status).toBe(303)
  const places = await here.tenant((tx) => tx.select({ name: location.name }).from(location))
  expect(places.map(({ name }) => name)).toContain('Biblioteket')
})

test('a workbook is read in, and so is an ordinary week of weekdays laid on a week of choice', async () => {
  const here = await world()
  const workbook = await xlsxOf(
    [
      ['Datum', 'Start', 'Slut', 'Aktivitet'],
      ['2026-03-24', '9.30', '10.30', 'Yoga'],
    ],
    { sheet: 'Schema', widths: [] },
  )
  expect((await readIn(here, here.karin, workbook)).done.status).toBe(303)
  const ordinary =
    'weekday,start,end,activity,category,place,outdoors\nmonday,08:30,09:15,Frukost,social_preparation,Köket,no\ntuesday,10:45,12:00,Promenad,health_promotion,Ute,yes'
  const choices = { week: '2026-W15', add_activities: 'yes', unknown_places: 'add' }
  expect((await readIn(here, here.karin, ordinary, choices)).done.location).toBe('/schedule?week=2026-W15')
  expect(await planned(here)).toEqual([
    'Yoga 2026-03-24 09:30–10:30 –',
    'Frukost 2026-04-06 08:30–09:15 –',
    'Promenad 2026-04-07 10:45–12:00 –',
  ])
})

test('days without times are named by title and day, and can be skipped', async () => {
  const here = await world()
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART;VALUE=DATE:20260401',
    'SUMMARY:Studiedag',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:b',
    'DTSTART:20260324T083000Z',
    'DURATION:PT1H',
    'SUMMARY:Yoga',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  const preview = await upload(here, here.karin, { file: file(calendar) })
  expect(words(preview)).toContain('Studiedag, ons 1 apr.: Varar hela dagen')
  const { done } = await readIn(here, here.karin, calendar, {
    skip_all_day: 'yes',
    leader: here.ids.staff.leif,
  })
  expect([done.status, await planned(here)]).toEqual([303, ['Yoga 2026-03-24 09:30–10:30 –']])
})

test('what comes with the second form is understood as little as the file: nonsense and strange rows are refused', async () => {
  const here = await world()
  for (const reading of [
    '',
    'null',
    '[]',
    '{"rows":[1],"problems":[]}',
    '{"rows":[],"problems":[{"text":"common:save"}]}',
    '{"rows":[],"problems":[{"text":"schedule:import.nothingOfTheKind"}]}',
    '{"rows":[],"problems":[{"text":"schedule:import.constructor"}]}',
  ])
    expect([reading, (await upload(here, here.karin, { reading, act: 'import' })).status]).toEqual([
      reading,
      422,
    ])
  const strange = JSON.stringify({
    kind: 'table',
    problems: [],
    rows: [
      {
        row: 2,
        uid: "' or 1=1",
        cells: {
          date: '2026-03-24',
          start: '9.30',
          end: '10.30',
          activity: 'Yoga',
          leader: here.ids.staff.leif,
        },
      },
    ],
  })
  expect(words(await upload(here, here.karin, { reading: strange, act: 'import' }))).toContain(
    'Det finns ingen ledare som heter',
  )
  expect(await planned(here)).toEqual([])
})

test('what a preview carried along fills in the words of a sentence, and says nothing about how it is put', () => {
  const values = { value: 'x', name: 3, lng: 'en', defaultValue: 'Hej', returnObjects: true, zone: ['y'] }
  const problems = [{ text: 'schedule:import.date', values }]
  expect(readingTyped(JSON.stringify({ rows: [], problems }))?.problems).toEqual([
    { text: 'schedule:import.date', values: { value: 'x' } },
  ])
})

test('without a file, with one that is too large, or one that is none, a sentence stands beside the field', async () => {
  const here = await world()
  expect(words(await upload(here, here.karin, {}))).toContain('Välj en fil.')
  const nothing = await upload(here, here.karin, { file: file('hej') })
  expect([nothing.status, words(nothing).includes('Rubrikraden saknas.')]).toEqual([422, true])
  const large = await upload(here, here.karin, { file: file('x'.repeat(11 * 1024 * 1024)) })
  expect([large.status, words(large).includes('Filen är större än 10 MB.')]).toEqual([413, true])
  const span = await upload(here, here.karin, { file: file(week), from: '2026-04-01', to: '2026-03-01' })
  expect([span.status, words(span).includes('Den sista dagen ligger före den första.')]).toEqual([422, true])
  expect((await here.karin.post('/session-imports', { reading: 'x'.repeat(300_000) })).status).toBe(413)
})

test('who may not plan neither sees nor sends it', async () => {
  const here = await world()
  for (const client of [here.leif, here.rut]) {
    expect((await client.get('/session-imports/new')).status).toBe(403)
    expect((await upload(here, client, { file: file(week) })).status).toBe(403)
  }
})

test('the template is read in as it is once its activities are there', async () => {
  const here = await world()
  const { text } = await here.karin.get('/session-imports/template.csv')
  const { preview } = await readIn(here, here.karin, text, { add_activities: 'yes' })
  expect(words(preview)).toContain('2 nya pass')
})

test('an import taken back and read in again cannot be done a third time by undoing the undoing', async () => {
  const here = await world()
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART:20260324T083000Z',
    'DURATION:PT1H',
    'SUMMARY:Yoga',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  const undoing = async () => {
    const [latest] = await here.tenant((tx) => latestChanges(tx, { most: 1 }))
    return `/schedule-changes/${latest!.id}/undoing`
  }
  await readIn(here, here.karin, calendar)
  await here.karin.post(await undoing())
  const again = await undoing()
  await readIn(here, here.karin, calendar)
  expect((await here.karin.post(again)).status).toBe(303)
  expect((await here.karin.get('/schedule')).text).toContain(
    'Det gick inte att ångra: samma pass är redan inlagt på nytt.',
  )
  expect(await planned(here)).toHaveLength(1)
})
