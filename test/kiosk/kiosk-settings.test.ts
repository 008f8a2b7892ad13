import { expect, test } from 'vitest'
import { noteKioskHealth } from '../../server/access/kiosk-queries.ts'
import { release } from '../../server/web/assets.ts'
import { world, type World } from '../world.ts'
import { checkIn, kioskNamed, outcomeOf, pairedTablet } from './tablet.ts'

const typed = {
  name: 'Köksbordet',
  location_id: '',
  ways: ['', 'code', 'card'],
  languages: ['', 'ar', 'sv-easy'],
  volume: '40',
  silent_after: '15',
}

async function stored({ tenant }: World, id: string) {
  const [row] = await tenant(
    (tx) => tx.hot`
      select name, ways, languages, volume, silent_after_minutes as "silentAfter", version,
        array(select programme_id from kiosk_programme where kiosk_id = kiosk.id) as programmes
      from kiosk where id = ${id}`,
  )
  return row
}

test('a tablet is set from the first on, and always speaks the language of the organisation', async () => {
  const here = await world()
  const { ids, astrid } = here
  const answer = await astrid.post('/kiosks', { ...typed, programme_id: ids.programme })
  expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/^\/kiosks\/[0-9a-f-]{36}$/)])
  expect(await stored(here, await kioskNamed(here, 'Köksbordet'))).toEqual({
    name: 'Köksbordet',
    ways: ['code', 'card'],
    languages: ['sv', 'sv-easy', 'ar'],
    volume: 40,
    silentAfter: 15,
    version: 1,
    programmes: [ids.programme],
  })
})

test('each thing that cannot be is said beside its field, and nothing typed is lost', async () => {
  const here = await world()
  const elsewhere = '01890000-0000-7000-8000-000000000000'
  const wrongs: [Record<string, string | string[]>, string][] = [
    [{ name: '' }, 'Fyll i det här.'],
    [{ ways: [''] }, 'Välj minst ett sätt att checka in.'],
    [{ ways: ['', 'magic'] }, 'Välj något i listan.'],
    [{ languages: ['', 'xx'] }, 'Välj något i listan.'],
    [{ volume: '101' }, 'Skriv ett tal från 0 till 100.'],
    [{ volume: 'högt' }, 'Skriv ett heltal.'],
    [{ silent_after: '4' }, 'Skriv ett tal från 5 till 1440.'],
    [{ programme_id: elsewhere }, 'Välj något i listan.'],
    [{ location_id: elsewhere }, 'Välj något i listan.'],
  ]
  for (const [wrong, sentence] of wrongs) {
    const answer = await here.astrid.post('/kiosks', { ...typed, ...wrong })
    expect([wrong, answer.status]).toEqual([wrong, 422])
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('name' in wrong ? 'value="40"' : 'value="Köksbordet"')
  }
})

test('a translation that nobody has read through is marked so', async () => {
  const here = await world()
  const { text } = await here.astrid.get('/kiosks/new')
  expect(text.match(/inte lästs igenom/g)).toHaveLength(6)
})

test('settings are changed; of two who do, the second is told what stands and loses nothing', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  const path = `/kiosks/${kioskId}`
  const first = await here.astrid.patch(path, { ...typed, version: '1' })
  expect([first.status, first.location]).toEqual([303, path])
  const second = await here.astrid.patch(path, { ...typed, name: 'Hallen', volume: '90', version: '1' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Någon annan har ändrat surfplattan medan du skrev')
  expect(second.text).toContain('<dd>Köksbordet</dd>')
  expect(second.text).toContain('<dd>40 %</dd>')
  expect(second.text).toContain('value="Hallen"')
  expect((await here.astrid.patch(path, { ...typed, name: 'Hallen', version: '2' })).status).toBe(303)
  expect(await stored(here, kioskId)).toMatchObject({ name: 'Hallen', version: 3 })
})

test('to what already stands an old version changes nothing that anybody minds', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  await here.astrid.patch(`/kiosks/${kioskId}`, { ...typed, version: '1' })
  expect((await here.astrid.patch(`/kiosks/${kioskId}`, { ...typed, version: '1' })).status).toBe(303)
})

test('a tablet keeps its own name, but cannot take that of another', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  await here.astrid.post('/kiosks', typed)
  const taken = await here.astrid.patch(`/kiosks/${kioskId}`, { ...typed, version: '1' })
  expect([taken.status, taken.text]).toEqual([422, expect.stringContaining('med det namnet')])
})

test('a tablet out of use is not set any more', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  await here.astrid.delete(`/kiosks/${kioskId}/pairing`)
  expect((await here.astrid.get(`/kiosks/${kioskId}/edit`)).status).toBe(409)
  expect((await here.astrid.patch(`/kiosks/${kioskId}`, typed)).status).toBe(409)
  expect((await here.astrid.get(`/kiosks/${kioskId}`)).text).toContain('Bortkopplad')
})

test('the page of a tablet tells what it has told of itself', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  const path = `/kiosks/${kioskId}`
  const tell = (health: Partial<Parameters<typeof noteKioskHealth>[2]>) =>
    here.tenant((tx) => noteKioskHealth(tx, kioskId, { at: here.clock.now(), ...health }))
  await tell({
    release: 'old',
    batteryPercent: 63,
    charging: false,
    keepsOffline: false,
    waiting: 3,
    waitingSince: here.clock.now().subtract({ hours: 2 }),
    skewSeconds: -300,
  })
  here.clock.advance({ minutes: 5 })
  const { text } = await here.astrid.get(path)
  for (const words of [
    'för 5 minuter sedan',
    '3 incheckningar, den äldsta för 2 timmar sedan',
    'En äldre.',
    '63 % · laddas inte',
    'Går 5 minuter efter.',
    'Kan inte spara incheckningar.',
    'Incheckningar väntar',
    'Klockan går fel',
  ])
    expect(text).toContain(words)
  expect((await here.astrid.get('/kiosks')).text).toContain('Klockan går fel')

  await tell({ release, waiting: 0, skewSeconds: 2 })
  const part = await here.astrid.get(path, { 'HX-Request': 'true' })
  expect(part.text).not.toContain('<html')
  expect(part.text).toContain('Den senaste')
  expect(part.text).toContain('Allt är bra')

  // In the evening nobody is told, and it is not said to be well either.
  for (const time of ['12:00', '14:30', '17:05']) {
    here.clock.set(`2026-03-17T${time}:00+01:00`)
    await here.astrid.get('/kiosks')
  }
  for (const { text } of [await here.astrid.get(path), await here.astrid.get('/kiosks')]) {
    expect(text).toContain('Hörs inte')
    expect(text).not.toContain('Allt är bra')
  }
  expect((await here.astrid.get(path)).text).toContain('Inget väntade när den senast hördes.')
})

test('guesses are kept over a restart, shown until somebody says that they have seen them, and told anew', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const guess = async (times: number) => {
    for (let i = 0; i < times; i++) {
      here.clock.advance({ seconds: 31 })
      await checkIn(tablet, '601479')
    }
  }
  await guess(19)
  expect((await here.astrid.get(`/kiosks/${tablet.kioskId}`)).text).not.toContain('Jag har sett det')
  await guess(1)
  here.clock.advance({ hours: 3 })
  const page = await here.astrid.get(`/kiosks/${tablet.kioskId}`)
  expect(page.text).toContain('Jag har sett det')
  expect((await here.astrid.get('/notices')).text).toContain('koder skrevs som ingen har')
  expect((await here.karin.get('/notices')).text).not.toContain('koder skrevs som ingen har')

  expect((await here.astrid.delete(`/kiosks/${tablet.kioskId}/guesses`)).status).toBe(303)
  expect((await here.astrid.get(`/kiosks/${tablet.kioskId}`)).text).not.toContain('Jag har sett det')
  expect((await here.karin.delete(`/kiosks/${tablet.kioskId}/guesses`)).status).toBe(403)
  await guess(20)
  expect((await here.astrid.get(`/kiosks/${tablet.kioskId}`)).text).toContain('Jag har sett det')
  here.clock.advance({ seconds: 31 })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).not.toBe('unknown')
})

test('staff are told of a tablet that is silent while the house is open, and not when it closes earlier', async () => {
  const here = await world()
  await pairedTablet(here)
  here.clock.advance({ minutes: 31 })
  expect((await here.astrid.get('/notices')).text).toContain('Är den på, och har den nät?')
  expect((await here.karin.get('/notices')).text).not.toContain('Är den på, och har den nät?')
  const settings = { name: 'Ekdalen', language: 'sv', time_zone: 'Europe/Stockholm', version: '1' }
  const wrong = await here.astrid.put('/organisation', { ...settings, opens_at: '09:00', closes_at: '08:00' })
  expect([wrong.status, wrong.text]).toEqual([
    422,
    expect.stringContaining('Stängningen ligger före öppningen.'),
  ])
  expect((await here.astrid.put('/organisation', { ...settings, opens_at: '' })).status).toBe(422)
  const saved = await here.astrid.put('/organisation', { ...settings, opens_at: '07:00', closes_at: '09:30' })
  expect(saved.status).toBe(303)
  expect((await here.astrid.get('/organisation')).text).toContain('value="09:30"')
  expect((await here.astrid.get('/notices')).text).not.toContain('Är den på, och har den nät?')
})
