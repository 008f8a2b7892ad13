import { expect, test } from 'vitest'
import { location } from '../../db/schema/index.ts'
import { sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'

const form = ({ ids }: World, changes: Record<string, string> = {}) => ({
  activity_id: ids.activities.yoga,
  date: '2026-03-28',
  start_time: '13:00',
  end_time: '14:00',
  location_id: ids.locations.koket,
  leader_id: '',
  places: '',
  double_booked_because: '',
  ...changes,
})
const all = ({ tenant }: World) =>
  tenant((tx) => sessionsBetween(tx, localDate('2000-01-01'), localDate('2100-12-31')))

/** The sentence that stands beside a field. */
const beside = (text: string, field: string) =>
  new RegExp(`<p class="wrong" id="[^"]*${field}-problem">.*?</svg>([^<]*)</p>`).exec(text)?.[1]

const bad: [string, Record<string, string>, string, string][] = [
  ['an end before its start', { end_time: '12:00' }, 'end_time', 'Slutet måste komma efter början.'],
  ['twenty-five hours', { end_time: '38:00' }, 'end_time', 'Skriv ett klockslag'],
  ['thirteen hours', { start_time: '08:00', end_time: '21:00' }, 'end_time', 'högst 12 timmar'],
  ['the year 0202', { date: '0202-03-17' }, 'date', 'Skriv ett datum'],
  ['the year 2126', { date: '2126-03-17' }, 'date', 'Välj ett år från 2000 till 2100.'],
  [
    'an hour that no clock shows that night',
    { date: '2026-03-29', start_time: '02:30', end_time: '04:00' },
    'start_time',
    'det klockslaget finns inte',
  ],
  [
    'a reason of five hundred signs',
    { double_booked_because: 'x'.repeat(500) },
    'double_booked_because',
    'Högst 200',
  ],
  ['signs that turn the text', { double_booked_because: 'två‮pass' }, 'double_booked_because', 'tecken'],
]

test.each(bad)(
  '%s is a sentence beside its field when a session is planned and when it is changed',
  async (_what, changes, field, sentence) => {
    const here = await world()
    const before = await all(here)
    for (const answer of [
      await here.karin.post('/sessions', form(here, changes)),
      await here.karin.patch(`/sessions/${here.ids.sessions.yoga}`, { ...form(here, changes), version: 1 }),
    ]) {
      expect(answer.status).toBe(422)
      expect(beside(answer.text, field)).toContain(sentence)
    }
    expect(await all(here)).toEqual(before)
  },
)

test('a place and a leader of another organisation are not there to be chosen', async () => {
  const here = await world()
  const [theirs] = await here.otherTenant((tx) =>
    tx.insert(location).values({ name: 'Deras sal' }).returning({ id: location.id }),
  )
  const before = await all(here)
  const place = await here.karin.post('/sessions', form(here, { location_id: theirs!.id }))
  expect([place.status, beside(place.text, 'location_id')]).toEqual([422, 'Välj något i listan.'])
  expect(place.text).not.toContain('Deras sal')
  const leader = await here.karin.patch(`/sessions/${here.ids.sessions.yoga}`, {
    ...form(here, { leader_id: theirs!.id }),
    version: 1,
  })
  expect([leader.status, beside(leader.text, 'leader_id')]).toEqual([422, 'Välj något i listan.'])
  expect(await all(here)).toEqual(before)
})

test('a drag into the hour that is missing goes back with its sentence', async () => {
  const here = await world()
  const dragged = await here.karin.json<{ message: string }>(
    'PUT',
    `/sessions/${here.ids.sessions.yoga}/time`,
    {
      date: '2026-03-29',
      start: '02:30',
      end: '03:30',
      version: 1,
    },
  )
  expect([dragged.status, dragged.body.message]).toEqual([422, expect.stringContaining('finns inte')])
})

test.each([
  ['five hundred signs', 'x'.repeat(500), 'Högst 80'],
  ['a control sign', 'Yo\u0007ga', 'tecken'],
  ['nothing', '  ', 'Fyll i det här.'],
])('an activity with a name of %s is refused beside its name', async (_what, name, sentence) => {
  const here = await world()
  const typed = { name, category: 'health_promotion', usual_minutes: '60' }
  const added = await here.karin.post('/activities', typed)
  expect([added.status, beside(added.text, 'name')]).toEqual([422, expect.stringContaining(sentence)])
  const changed = await here.karin.patch(`/activities/${here.ids.activities.yoga}`, { ...typed, version: 1 })
  expect(changed.status).toBe(422)
  expect((await here.karin.get(`/activities/${here.ids.activities.yoga}/edit`)).text).toContain(
    'value="Yoga"',
  )
})
