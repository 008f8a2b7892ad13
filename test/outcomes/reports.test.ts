import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exit } from '../../db/schema/index.ts'
import { csvOf } from '../../server/web/csv.ts'
import { world, type Client, type World } from '../world.ts'

const promiseExits = readFileSync('scripts/demo/promise-exits.csv', 'utf8')

/** Sends a file as a browser's form does. */
async function upload(here: World, who: Client, content: string, programme = here.ids.programme) {
  const body = new FormData()
  body.set('programme', programme)
  body.set('file', new File([content], 'avslut.csv', { type: 'text/csv' }))
  const answer = await here.app.request('http://stegvis.test/reports/exits/imports', {
    method: 'POST',
    body,
    headers: {
      'accept-language': 'sv',
      'sec-fetch-site': 'same-origin',
      cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  return { status: answer.status, text: await answer.text() }
}

const reportOf = (here: World) => `/reports/exits?programme=${here.ids.programme}`
/** What a reader sees of a page, without its markup. */
const words = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')

test("with Promise's exits the report says what its staff had to write by hand, whoever reads it", async () => {
  const here = await world()
  expect((await upload(here, here.astrid, promiseExits)).status).toBe(303)

  for (const reader of [here.astrid, here.karin, here.leif, here.rut]) {
    const page = words((await reader.get(reportOf(here))).text)
    expect(page).toContain('2018/2019 9 arbete 2 · åter till remittent 5 · annan förberedande insats 2')
    expect(page).toContain('2020 6 studier 2 · annan förberedande insats 3 · åter till remittent 1')
    expect(page).toContain(
      '2021 11 arbetsträning 3 · arbete 1 · annan förberedande insats 1 · socialpsykiatri 1 · åter till remittent 3 · pension 2',
    )
    expect(page).toContain('(15 avslutsanledningar: en person gick till arbetsträning och en annan insats)')
    expect(page).toContain('2023 17 positivt, slag ej registrerat 5 · studier 2 · åter till remittent 10')
    expect(page).toContain(
      'Alla 57 positiva 20 · oklart steg 32 · övriga 5 · direkt till arbete, arbetssökande eller studier 8',
    )
    expect(page).toContain('Positiva avslut 35 %')
    expect(page).toContain('Insatsens mål 70 %')
  }
  expect((await here.rut.get(reportOf(here))).text).toContain('aria-label="2020: positiva 2, oklart steg 4"')
})

test('the list of reports counts the exits of every programme', async () => {
  const here = await world()
  expect(words((await here.rut.get('/reports')).text)).toContain('Promise 0 0 – 70 %')
  await upload(here, here.astrid, promiseExits)
  expect(words((await here.rut.get('/reports')).text)).toContain('Promise 57 20 35 % 70 %')
})

test('the same file twice makes nothing twice, also when both come at once', async () => {
  const here = await world()
  const answers = await Promise.all([
    upload(here, here.astrid, promiseExits),
    upload(here, here.astrid, promiseExits),
  ])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303])
  await upload(here, here.astrid, promiseExits)
  expect(await here.tenant((tx) => tx.select({ id: exit.id }).from(exit))).toHaveLength(57)
})

test('every problem of a file is named by its row, and none of it is read', async () => {
  const here = await world()
  const answer = await upload(
    here,
    here.astrid,
    'reporting_year,destinations\n2020,work\nförra året,work\n2021,månen;studies\n',
  )
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Rad 3: ”förra året” är inget redovisningsår.')
  expect(answer.text).toContain('Rad 4: avslutsanledningen ”månen” är okänd.')
  expect(await here.tenant((tx) => tx.select({ id: exit.id }).from(exit))).toEqual([])

  const none = await upload(here, here.astrid, '')
  expect([none.status, none.text.includes('Välj en fil först.')]).toEqual([422, true])
})

test('only administrators read files, and nobody into a programme of another organisation', async () => {
  const here = await world()
  for (const other of [here.karin, here.leif, here.rut])
    expect((await upload(here, other, promiseExits)).status).toBe(403)
  expect((await here.karin.get(reportOf(here))).text).not.toContain('type="file"')

  expect((await upload(here, here.nils, promiseExits)).status).toBe(404)
  expect((await here.nils.get(reportOf(here))).status).toBe(404)
  expect((await here.nils.get(reportOf(here).replace('exits?', 'exits.csv?'))).status).toBe(404)
  expect((await here.astrid.get('/reports/exits?programme=promise')).status).toBe(404)
  expect((await here.visitor.get(reportOf(here))).location).toBe('/sign-in')
})

test('the spreadsheet has a line for each year and one for all', async () => {
  const here = await world()
  await upload(here, here.astrid, promiseExits)
  const sheet = await here.rut.get(reportOf(here).replace('exits?', 'exits.csv?'))
  expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(sheet.headers.get('content-disposition')).toContain('attachment')
  const lines = sheet.text.replace('\ufeff', '').trim().split('\r\n')
  expect(lines[0]).toMatch(/^år;avslut;positiva;oklart steg;övriga;ej registrerat;/)
  expect(lines[1]).toMatch(/^2018\/2019;9;2;7;0;0;2;/)
  expect(lines.at(-1)).toMatch(/^alla;57;20;32;5;0;8;/)
})

test('a cell that a spreadsheet would run is text', () => {
  expect(csvOf([['=1+1', '+46', '-1', '@SUM(A1)', '\tx', '\rx', 'a;b', 'say "no"', 'plain', -3]])).toBe(
    '\ufeff"\'=1+1";"\'+46";"\'-1";"\'@SUM(A1)";"\'\tx";"\'\rx";"a;b";"say ""no""";plain;-3\r\n',
  )
})
