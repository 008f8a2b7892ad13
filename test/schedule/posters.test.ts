import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  activity,
  activityProgramme,
  booking,
  closedPeriod,
  location,
  session,
} from '../../db/schema/index.ts'
import { addProgramme } from '../../server/programme/queries.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'
import { readPdf } from './pdf.ts'

const zone = 'Europe/Stockholm'

/** One more thing in week 12, on the wall of Stockholm. */
async function hold(
  { tenant }: World,
  about: Partial<typeof activity.$inferInsert> & { name: string },
  more: Partial<typeof session.$inferInsert> = {},
) {
  const [date, start, end] = [localDate('2026-03-18'), localTime('13:00'), localTime('14:00')]
  return tenant(async (tx) => {
    const [made] = await tx
      .insert(activity)
      .values({ category: 'work_preparation', usualMinutes: 60, ...about })
      .returning({ id: activity.id })
    const [row] = await tx
      .insert(session)
      .values({
        activityId: made!.id,
        startsAt: instantAt(date, start, zone),
        endsAt: instantAt(date, end, zone),
        localDate: date,
        localStart: start,
        localEnd: end,
        timeZone: zone,
        ...more,
      })
      .returning({ id: session.id })
    return { activityId: made!.id, id: row!.id }
  })
}

/** The words drawn on the poster, in their order. */
const drawn = (page: string) => [...page.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!)

test('the week hangs on the wall: day, time, kind, name and place, in the language of the organisation', async () => {
  const here = await world()
  const { text, status } = await here.rut.get('/posters/2026-W12')
  expect(status).toBe(200)
  const words = drawn(text)
  for (const word of [
    'Vecka 12',
    '16–22 mars 2026',
    'Tisdag',
    '17 mars',
    '09.30–10.30',
    'Yoga',
    'Hälsofrämjande',
    'Salen',
  ])
    expect(words).toContain(word)
  expect(words).toContain('Ekdalens kommun (påhittad)')
  expect(words.filter((word) => word === 'Inga aktiviteter')).toHaveLength(4)
  expect(text).not.toMatch(/ style=|<style/)

  const english = await here.karin.get('/posters/2026-W12?language=en&paper=a3&direction=portrait')
  expect(drawn(english.text)).toEqual(
    expect.arrayContaining(['Week 12', 'Tuesday', '09:30–10:30', 'Health promotion']),
  )
  expect(english.text).toContain('poster-a3-portrait')
})

test("a leader's first name stands there when that is chosen, and never more of it", async () => {
  const here = await world()
  const without = await here.rut.get('/posters/2026-W12')
  expect(drawn(without.text)).not.toContain('Leif')
  const withLeader = await here.rut.get('/posters/2026-W12?leader=yes')
  expect(drawn(withLeader.text)).toContain('Leif')
  expect(drawn(withLeader.text).join(' ')).not.toContain('Sandell')
})

test('a cancelled session is struck through, and why is nobody’s business', async () => {
  const here = await world()
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, {
    reason: 'Leif har brutit benet',
  })
  const { text } = await here.rut.get('/posters/2026-W12?leader=yes')
  expect(text).toMatch(/<text [^>]*text-decoration="line-through"[^>]*>Yoga</)
  expect(drawn(text)).toContain('Inställt')
  expect(text).not.toContain('brutit benet')
  const pdf = await pdfOf(here, '/posters/2026-W12.pdf')
  expect(pdf.pages[0]!.lines).toContain('Inställt')
  expect(pdf.pages[0]!.lines.join(' ')).not.toContain('benet')
})

test('talks and what was taken back are not there, nor is anybody who takes part', async () => {
  const here = await world()
  await hold(here, { name: 'Samtal hos Karin' }, { talkEnrolmentId: here.ids.enrolments.pelle })
  await hold(here, { name: 'Enskilt möte', oneToOne: true })
  await hold(
    here,
    { name: 'Ångrad' },
    {
      cancelledAt: here.clock.now(),
      cancellationReason: 'Ångrat',
      removedAt: here.clock.now(),
    },
  )
  await here.tenant((tx) =>
    tx.insert(booking).values({
      participantId: here.ids.participants.pelle,
      sessionId: here.ids.sessions.yoga,
    }),
  )
  const page = (await here.astrid.get('/posters/2026-W12?leader=yes')).text
  const { lines } = (await pdfOf(here, '/posters/2026-W12.pdf?leader=yes')).pages[0]!
  for (const all of [drawn(page).join('\n'), lines.join('\n')]) {
    expect(all).toContain('Yoga')
    for (const word of ['Samtal', 'Enskilt', 'Ångrad', 'Pelle', 'Amina', 'Siv', 'Björkvall'])
      expect(all).not.toContain(word)
  }
})

test('outdoors is marked, closed days say so, and an empty week is kind', async () => {
  const here = await world()
  const [park] = await here.tenant((tx) =>
    tx.insert(location).values({ name: 'Parken', outdoors: true }).returning({ id: location.id }),
  )
  await hold(here, { name: 'Odling' }, { locationId: park!.id, locationShareable: false })
  await here.tenant((tx) =>
    tx.insert(closedPeriod).values({
      name: 'Planeringsdag',
      startsOn: localDate('2026-03-19'),
      endsOn: localDate('2026-03-19'),
    }),
  )
  const words = drawn((await here.rut.get('/posters/2026-W12')).text)
  expect(words).toEqual(expect.arrayContaining(['Odling', 'Utomhus', 'Stängt:', 'Planeringsdag']))

  const empty = drawn((await here.rut.get('/posters/2026-W20')).text)
  expect(empty).toContain('Inga aktiviteter den här veckan')
  expect(empty).not.toContain('Måndag')
})

test('it can be narrowed to a programme or a kind; what is open to all belongs to each programme', async () => {
  const here = await world()
  const { activityId } = await hold(here, { name: 'CV-verkstad' })
  const other = await here.tenant(async (tx) => {
    const added = await addProgramme(tx, 'cresco_plus', 'sv')
    await tx.insert(activityProgramme).values({ activityId, programmeId: added })
    return added
  })
  const of = async (choice: string) => drawn((await here.rut.get(`/posters/2026-W12?${choice}`)).text)
  expect(await of(`programme=${here.ids.programme}`)).toEqual(expect.arrayContaining(['Yoga', 'Promise']))
  expect(await of(`programme=${here.ids.programme}`)).not.toContain('CV-verkstad')
  expect(await of(`programme=${other}`)).toEqual(expect.arrayContaining(['Yoga', 'CV-verkstad']))
  expect(await of('category=work_preparation')).not.toContain('Yoga')
})

test('a name is text, whatever it holds', async () => {
  const here = await world()
  await here.tenant((tx) =>
    tx
      .update(activity)
      .set({ name: '<b onload="x">Yoga</b> & (dans)' })
      .where(eq(activity.id, here.ids.activities.yoga)),
  )
  const { text } = await here.rut.get('/posters/2026-W12')
  expect(text).not.toContain('<b onload')
  const pdf = await pdfOf(here, '/posters/2026-W12.pdf')
  expect(pdf.pages[0]!.lines.join(' ')).toContain('& (dans)')
})

test('the form leads to the week it names, and back to this week when it names none', async () => {
  const here = await world()
  const chosen = await here.rut.get('/posters?week=2026-W14&paper=a3&leader=yes')
  expect(chosen).toMatchObject({ status: 303, location: '/posters/2026-W14?paper=a3&leader=yes' })
  expect(await here.rut.get('/posters')).toMatchObject({ status: 303, location: '/posters/2026-W12' })
})

test('a week, a paper or a programme that does not exist is no poster', async () => {
  const here = await world()
  for (const week of ['2026-W54', '2025-W53', '2026-12', 'x', '2026-W12.pdf.pdf', '2026-W12.txt'])
    expect([week, (await here.rut.get(`/posters/${week}`)).status]).toEqual([week, 404])
  expect((await here.rut.get('/posters/2026-W53')).status).toBe(200)
  for (const choice of [
    'paper=a5',
    'direction=up',
    'language=fi',
    'category=fun',
    'programme=01890000-0000-7000-8000-000000000000',
    'programme=x',
  ]) {
    const page = await here.rut.get(`/posters/2026-W12?${choice}`)
    expect([choice, page.status]).toEqual([choice, 422])
    expect(page.text).toContain('aria-invalid="true"')
    expect((await here.rut.get(`/posters/2026-W12.pdf?${choice}`)).status).toBe(422)
  }
  expect((await here.rut.get('/posters?week=2026-W99')).status).toBe(422)
})

test('the poster of another organisation has nothing of this one', async () => {
  const here = await world()
  const { text } = await here.nils.get('/posters/2026-W12')
  expect(drawn(text)).not.toContain('Yoga')
  expect(drawn(text)).toContain('Norrviks kommun (påhittad)')
  expect((await here.nils.get(`/posters/2026-W12?programme=${here.ids.programme}`)).status).toBe(422)
})

test('the PDF has the size of its paper, every session, its language and its title, and is tagged', async () => {
  const here = await world()
  await hold(here, { name: 'Łódź för nybörjare' })
  const sizes = {
    'paper=a4&direction=landscape': [841.89, 595.28],
    'paper=a4&direction=portrait': [595.28, 841.89],
    'paper=a3&direction=landscape': [1190.55, 841.89],
    'paper=a3&direction=portrait': [841.89, 1190.55],
  }
  for (const [choice, [width, height]] of Object.entries(sizes)) {
    const pdf = await pdfOf(here, `/posters/2026-W12.pdf?${choice}`)
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.pages[0]).toMatchObject({ width, height })
  }
  const swedish = await pdfOf(here, '/posters/2026-W12.pdf')
  expect(swedish.language).toBe('sv-SE')
  expect(swedish.tagged).toBe(true)
  expect(swedish.tags).toEqual(expect.arrayContaining(['Document', 'H1', 'Sect', 'H2', 'P']))
  expect(swedish.pages[0]!.lines).toEqual(
    expect.arrayContaining(['Vecka 12', 'Yoga', '09.30–10.30', 'Hälsofrämjande', 'Salen']),
  )
  expect(swedish.pages[0]!.text).toContain(' Łódź för nybörjare ')
  const english = await pdfOf(here, '/posters/2026-W12.pdf?language=en')
  expect(english.language).toBe('en-GB')
  expect(english.plain).toContain('/DisplayDocTitle true')
  expect(english.pages[0]!.lines).toContain('Week 12')
})

async function pdfOf({ app, rut }: World, path: string) {
  const cookie = [...rut.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await app.request(`http://stegvis.test${path}`, { headers: { cookie } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toMatch(
    /^inline; filename="2026-W12-a[34]-(landscape|portrait)\.pdf"$/,
  )
  return readPdf(Buffer.from(await answer.arrayBuffer()))
}
