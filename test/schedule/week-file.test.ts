import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { textsIn } from '../../server/language/catalogue.ts'
import { parseWeekFile } from '../../server/schedule/week-file.ts'

const heading = 'weekday,start,end,activity,category,place,outdoors'
const problemsIn = (...rows: string[]) =>
  parseWeekFile([heading, ...rows].join('\n')).problems.map(({ text, values }) => textsIn('en')(text, values))

test("the programme's week has breakfast every weekday, and much of it is outdoors", () => {
  const { rows, problems } = parseWeekFile(readFileSync('scripts/demo/promise-week.csv'))
  expect(problems).toEqual([])
  expect(rows).toHaveLength(18)
  expect(rows.filter((row) => row.activity === 'Frukost').map((row) => row.weekday)).toEqual([1, 2, 3, 4, 5])
  expect(rows.filter((row) => row.outdoors)).toHaveLength(3)
  expect(rows.find((row) => row.activity === 'Hälsopromenad')).toEqual({
    row: 7,
    weekday: 2,
    startTime: '10:45',
    endTime: '12:00',
    minutes: 75,
    activity: 'Hälsopromenad',
    category: 'health_promotion',
    place: 'Ute',
    outdoors: true,
  })
})

test('every problem of every row is told, and nothing is half done', () => {
  const broken = 'tisdag,9,10:30,,yoga,,ja'
  expect(problemsIn(broken, 'monday,10:00,09:00,Yoga,health_promotion,Salen,no')).toEqual([
    'Row 2: “tisdag” is no weekday. Write monday to sunday.',
    'Row 2, start: “9” is no time. Write for example 09:30.',
    'Row 2, activity: a name of at most 80 characters is needed, not “”.',
    'Row 2: “yoga” is no category. Write social_preparation, health_promotion or work_preparation.',
    'Row 2, place: a name of at most 80 characters is needed, not “”.',
    'Row 2, outdoors: write yes or no, not “ja”.',
    'Row 3: the end 09:00 must be 5 minutes to 12 hours after the start.',
  ])
  expect(
    parseWeekFile(`${heading}\n${broken}\nmonday,09:00,10:00,Yoga,health_promotion,Salen,no`).rows,
  ).toEqual([])
})

test('a name with a character that cannot be seen is refused', () => {
  expect(problemsIn('monday,09:00,10:00,Yo\u202ega,health_promotion,Salen,no')).toHaveLength(1)
})

test('letters that were not saved as UTF-8 are refused rather than garbled', () => {
  const latin = Buffer.from(`${heading}\nmonday,09:00,10:00,Hälsotimme,health_promotion,Köket,no`, 'latin1')
  expect(parseWeekFile(latin).problems.map((problem) => problem.text)).toEqual(['common:file.notText'])
})
