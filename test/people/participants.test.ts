import { and, eq, isNull } from 'drizzle-orm'
import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import {
  accessEntry,
  enrolment,
  feed,
  participant,
  personalCode,
  planStep,
  stageChange,
} from '../../db/schema/index.ts'
import { isCode } from '../../server/access/code.ts'
import { hashCode } from '../../server/access/tokens.ts'
import { whoFits } from '../../server/people/search.ts'
import { world, type World } from '../world.ts'

const agnes = { first_name: 'Agnes', last_name: 'Ängsholm', gender: 'not_recorded' }

/** Who did what to whom, as the log has it. */
const log = ({ tenant }: World, participantId: string) =>
  tenant((tx) =>
    tx
      .select({ staffId: accessEntry.staffId, act: accessEntry.act, what: accessEntry.what })
      .from(accessEntry)
      .where(eq(accessEntry.participantId, participantId)),
  )

function page({ ids }: World, who: keyof World['ids']['participants']) {
  return `/participants/${ids.participants[who]}`
}

test('a coordinator adds a participant and enrols them in the same form; the plan and the first stage come by themselves', async () => {
  const here = await world()
  const { karin, ids, tenant } = here
  const answer = await karin.post('/participants', {
    ...agnes,
    birth_year: 1990,
    greeted: 'yes',
    programme_id: ids.programme,
    coach_id: ids.staff.leif,
    starts_on: '2026-03-23',
  })
  expect(answer.status).toBe(303)
  const id = answer.location!.split('/')[2]!
  const found = await tenant(async (tx) => {
    const [person] = await tx.select().from(participant).where(eq(participant.id, id))
    const [enrolled] = await tx.select().from(enrolment).where(eq(enrolment.participantId, id))
    const plan = await tx.select().from(planStep).where(eq(planStep.enrolmentId, enrolled!.id))
    const stages = await tx.select().from(stageChange).where(eq(stageChange.enrolmentId, enrolled!.id))
    return { person, enrolled, plan, stages }
  })
  expect(found.person).toMatchObject({ firstName: 'Agnes', gender: 'not_recorded', birthYear: 1990 })
  expect(found.enrolled).toMatchObject({
    plannedWeeks: 20,
    plannedEndOn: '2026-08-09',
    weeklyTargetMinutes: 600,
  })
  expect(Math.max(...found.plan.map((step) => step.minutes))).toBe(600)
  expect(found.stages).toMatchObject([{ stageId: ids.stages[0], onDate: '2026-03-23' }])
  expect(await log(here, id)).toEqual([{ staffId: ids.staff.karin, act: 'change', what: 'participant' }])

  const seen = await karin.get(answer.location!)
  expect(seen.text).toContain('Agnes Ängsholm')
  expect(seen.text).toContain('Leif Sandell')
  expect(await log(here, id)).toContainEqual({
    staffId: ids.staff.karin,
    act: 'read',
    what: 'participantPage',
  })
})

test('whoever is enrolled twice has the plan of each enrolment on the page', async () => {
  const here = await world()
  const { astrid, karin, ids } = here
  const added = await astrid.post('/programmes', { preset: 'cresco_plus' })
  const programme_id = added.location!.split('/')[2]!
  await karin.post(`${page(here, 'pelle')}/enrolments`, { programme_id, starts_on: '2026-03-16' })
  const change = { version: 1, starts_on: '2026-02-16', weekly_target: '10', from_0: '2026-02-16' }
  await karin.put(`/enrolments/${ids.enrolments.pelle}`, { ...change, hours_0: '7,25' })
  const { text } = await karin.get(page(here, 'pelle'))
  const [newer, older] = text.split('<dt>Plan</dt>').slice(1)
  expect(newer).toContain('1,5 h från vecka 12 2026')
  expect(newer).not.toContain('7,25 h från')
  expect(older).toContain('7,25 h från')
})

test('what is wrong is said beside its field and nothing typed is lost', async () => {
  const { karin } = await world()
  const answer = await karin.post('/participants', {
    first_name: '',
    last_name: 'Ängs\u202eholm',
    gender: 'guessed',
    birth_year: '88',
    largest_group: '0',
  })
  expect(answer.status).toBe(422)
  for (const field of ['first_name', 'last_name', 'gender', 'birth_year', 'largest_group'])
    expect(answer.text).toContain(`id="${field}-problem"`)
  expect(answer.text).toContain('value="88"')
})

test('a personal identity number in a name is refused', async () => {
  const { karin } = await world()
  const answer = await karin.post('/participants', { ...agnes, last_name: 'Ängsholm 811218-9876' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('id="last_name-problem"')
})

test('a name with the signs of HTML is shown as text', async () => {
  const { karin } = await world()
  const answer = await karin.post('/participants', { ...agnes, last_name: '<script>alert(1)</script>' })
  const seen = await karin.get(answer.location!)
  expect(seen.text).toContain('&lt;script&gt;alert(1)')
  expect(seen.text).not.toContain('<script>alert')
})

test('leaders see those they coach, readers nobody, and a stranger finds no such page', async () => {
  const here = await world()
  const { karin, leif, rut, nils, visitor } = here
  const pelle = page(here, 'pelle')
  const amina = page(here, 'amina')
  expect((await karin.get(pelle)).status).toBe(200)
  expect((await leif.get(pelle)).status).toBe(200)
  expect((await leif.get(amina)).status).toBe(404)
  expect((await rut.get(pelle)).status).toBe(403)
  expect((await nils.get(pelle)).status).toBe(404)
  expect((await visitor.get(pelle)).location).toBe('/sign-in')
  expect((await karin.get('/participants/nobody')).status).toBe(404)
  expect((await leif.put(pelle, { ...agnes, version: 1 })).status).toBe(403)
  expect((await nils.put(pelle, { ...agnes, version: 1 })).status).toBe(404)
  expect((await rut.post('/participants', agnes)).status).toBe(403)

  const list = await leif.get('/participants')
  expect(list.text).toContain('Björkvall')
  expect(list.text).not.toContain('Lindqvist')
})

test('a protected identity is seen by administrators only, and by the own coach', async () => {
  const here = await world()
  const { astrid, karin, leif, ids, tenant } = here
  const siv = page(here, 'siv')
  expect((await karin.get(siv)).status).toBe(404)
  expect((await leif.get(siv)).status).toBe(404)
  expect((await astrid.get(siv)).text).toContain('Skyddad identitet')
  expect((await karin.get('/participants')).text).not.toContain('Dalgren')
  expect((await karin.post('/participants/searches', { name: 'siv' })).text).not.toContain('Dalgren')
  expect((await astrid.get('/participants')).text).toContain('Dalgren')
  await tenant((tx) =>
    tx
      .update(enrolment)
      .set({ coachId: ids.staff.leif })
      .where(eq(enrolment.participantId, ids.participants.siv)),
  )
  expect((await leif.get(siv)).status).toBe(200)
  expect((await leif.get('/participants')).text).toContain('Dalgren')
})

test('the search is sent, not put in the address; å and a find each other', async () => {
  const { karin } = await world()
  await karin.post('/participants', agnes)
  const found = await karin.post('/participants/searches', { name: 'angsholm', who: 'everybody' })
  expect(found.text).toContain('Ängsholm')
  expect(found.text).not.toContain('Björkvall')
  const enrolledOnly = await karin.post('/participants/searches', { name: 'angsholm' })
  expect(enrolledOnly.text).not.toContain('>Agnes Ängsholm<')
})

test('the words of a search may stand in any order', () => {
  const rows = [{ firstName: 'Åke', lastName: 'Björk', enrolments: [{ programmeId: 'p' }] }]
  const search = { programmeId: undefined, everybody: false }
  expect(whoFits(rows, { ...search, name: ' bjork  ake ' })).toHaveLength(1)
  expect(whoFits(rows, { ...search, name: 'bjork eva' })).toHaveLength(0)
  expect(whoFits(rows, { ...search, name: '', programmeId: 'q' })).toHaveLength(0)
})

test('of two who change the same details, the second is told and loses nothing', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  const pelle = page(here, 'pelle')
  const facts = { first_name: 'Pelle', last_name: 'Björkvall', gender: 'man', version: 1 }
  expect((await karin.put(pelle, { ...facts, last_name: 'Björkvall-Ek' })).status).toBe(303)
  const second = await astrid.put(pelle, { ...facts, first_name: 'Per' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Björkvall-Ek')
  expect(second.text).toContain('value="Per"')
  expect(second.text).toContain('name="version" value="2"')
  expect((await astrid.put(pelle, { ...facts, first_name: 'Per', version: 2 })).status).toBe(303)
  const changes = (await log(here, ids.participants.pelle)).filter((entry) => entry.act === 'change')
  expect(changes.map((entry) => entry.staffId)).toEqual([ids.staff.karin, ids.staff.astrid])
})

test('a code is shown once, in the letter; only its hash is kept, and a new one ends the one before', async () => {
  const here = await world()
  const { karin, ids, tenant, parts, organisationId } = here
  const pelle = page(here, 'pelle')
  const codeIn = (text: string) => /data-code="(\d{6})"/.exec(text)?.[1] ?? ''
  const first = codeIn((await karin.post(`${pelle}/code`)).text)
  const letter = await karin.post(`${pelle}/code`)
  const second = codeIn(letter.text)
  expect(isCode(first) && isCode(second)).toBe(true)
  expect(letter.headers.get('cache-control')).toBe('no-store')
  const inUse = await tenant((tx) =>
    tx
      .select({ codeHash: personalCode.codeHash, issuedBy: personalCode.issuedBy })
      .from(personalCode)
      .where(and(eq(personalCode.participantId, ids.participants.pelle), isNull(personalCode.revokedAt))),
  )
  expect(inUse).toEqual([
    { codeHash: hashCode(second, organisationId, parts.secret), issuedBy: ids.staff.karin },
  ])
  expect((await karin.get(pelle)).text).not.toContain(second)
  expect(await log(here, ids.participants.pelle)).toContainEqual({
    staffId: ids.staff.karin,
    act: 'change',
    what: 'code',
  })
})

test('two new codes at the same time leave one in use', async () => {
  const here = await world()
  const { karin, astrid, ids, tenant } = here
  const pelle = page(here, 'pelle')
  const answers = await Promise.all([karin.post(`${pelle}/code`), astrid.post(`${pelle}/code`)])
  expect(answers.map((answer) => answer.status)).toEqual([200, 200])
  const inUse = await tenant((tx) =>
    tx
      .select({ id: personalCode.id })
      .from(personalCode)
      .where(and(eq(personalCode.participantId, ids.participants.pelle), isNull(personalCode.revokedAt))),
  )
  expect(inUse).toHaveLength(1)
})

test('who may not change a participant gives no code', async () => {
  const here = await world()
  const pelle = page(here, 'pelle')
  expect((await here.leif.post(`${pelle}/code`)).status).toBe(403)
  expect((await here.rut.post(`${pelle}/code`)).status).toBe(403)
  expect((await here.nils.post(`${pelle}/code`)).status).toBe(404)
})

test('a feed is made only with the consent, and the letter is in the language of the participant', async () => {
  const here = await world()
  const { karin, ids, tenant } = here
  const pelle = page(here, 'pelle')
  await karin.put(pelle, {
    first_name: 'Pelle',
    last_name: 'Björkvall',
    gender: 'man',
    language: 'en',
    version: 1,
  })
  expect((await karin.post(`${pelle}/feed`, { scope: 'programme' })).status).toBe(422)
  const letter = await karin.post(`${pelle}/feed`, { scope: 'programme', consent: 'yes' })
  expect(letter.status).toBe(200)
  expect(letter.text).toContain('Your own calendar')
  expect(letter.text).toContain('webcal://stegvis.test/feeds/')
  const token = /feeds\/([\w-]{48})\.ics/.exec(letter.text)![1]!
  expect((await karin.get(pelle)).text).not.toContain(token)

  // Taking the consent back takes the address back.
  await karin.delete(`${pelle}/consents/feed`)
  const standing = await tenant((tx) =>
    tx
      .select({ id: feed.id })
      .from(feed)
      .where(and(eq(feed.participantId, ids.participants.pelle), isNull(feed.revokedAt))),
  )
  expect(standing).toEqual([])
})

test('a camera reads the address of the calendar from the square in the letter', async () => {
  const here = await world()
  const { text } = await here.karin.post(`${page(here, 'pelle')}/feed`, {
    scope: 'programme',
    consent: 'yes',
    code: 'yes',
  })
  const [, side, path] = /class="letter-qr" viewBox="0 0 (\d+) \d+".*?<path d="([^"]+)"/s.exec(text)!
  const scale = 4
  const width = Number(side) * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y] of path!.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dot = 0; dot < scale * scale; dot += 1) {
      const row = Number(y) * scale + Math.floor(dot / scale)
      const start = (row * width + Number(x) * scale + (dot % scale)) * 4
      data.fill(0, start, start + 3)
    }
  const address = /data-feed="http:([^"]+)"/.exec(text)![1]!
  expect(decodeQR({ width, height: width, data })).toBe(`webcal:${address}`)
  expect(text).toMatch(/data-code="\d{6}"/)
})

test('protecting an identity takes the feed back, and there is no new one', async () => {
  const here = await world()
  const { astrid, ids, tenant } = here
  const pelle = page(here, 'pelle')
  await astrid.post(`${pelle}/feed`, { scope: 'programme', consent: 'yes' })
  const facts = { first_name: 'Pelle', last_name: 'Björkvall', gender: 'man', version: 1 }
  expect((await astrid.put(pelle, { ...facts, protected: 'yes' })).location).toBe(pelle)
  const standing = await tenant((tx) =>
    tx
      .select({ id: feed.id })
      .from(feed)
      .where(and(eq(feed.participantId, ids.participants.pelle), isNull(feed.revokedAt))),
  )
  expect(standing).toEqual([])
  expect((await astrid.post(`${pelle}/feed`, { scope: 'programme', consent: 'yes' })).status).toBe(404)
})

test('the choice of language stands where one can come back to, with the question of the page, and not on what answers a form', async () => {
  const here = await world()
  const { karin } = here
  const pelle = page(here, 'pelle')
  const backOf = (text: string) => /name="back" value="([^"]*)"/.exec(text)?.[1]
  expect(backOf((await karin.get('/participants?programme_id=')).text)).toBe('/participants?programme_id=')
  // A letter is seen once, and what was typed would be lost.
  expect(backOf((await karin.post('/participants/searches', { name: 'pelle' })).text)).toBeUndefined()
  expect(backOf((await karin.post(`${pelle}/code`)).text)).toBeUndefined()
  expect(backOf((await karin.put(pelle, { first_name: '' })).text)).toBeUndefined()
})
