import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { enrolment, programme, stage } from '../../db/schema/index.ts'
import { presetKeys, presets } from '../../server/programme/presets.ts'
import { world, type World } from '../world.ts'

const stagesOf = ({ tenant }: World, id: string) =>
  tenant((tx) =>
    tx
      .select({ id: stage.id, name: stage.name })
      .from(stage)
      .where(eq(stage.programmeId, id))
      .orderBy(asc(stage.position)),
  )

const facts = {
  name: 'Promise',
  planned_weeks: 20,
  weekly_target: '10',
  grace: 10,
  credit: 'scheduled',
  goal: 70,
  version: 1,
}

test('each of the five presets becomes a programme of its own with its ladder', async () => {
  const here = await world()
  for (const preset of presetKeys) {
    const answer = await here.astrid.post('/programmes', { preset, name: `Vår ${preset}` })
    expect(answer.status).toBe(303)
    const id = answer.location!.split('/')[2]!
    expect(await stagesOf(here, id)).toHaveLength(presets[preset].stages.length)
    expect((await here.astrid.get(answer.location!)).text).toContain(`Vår ${preset}`)
  }
  const list = await here.astrid.get('/programmes')
  expect(list.text).toContain('Vår individual_track')
  expect(list.text).toContain('3 inskrivna nu')
})

test('two programmes do not share a name', async () => {
  const { astrid } = await world()
  const answer = await astrid.post('/programmes', { preset: 'promise' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('id="name-problem"')
})

test('a programme is changed; a running enrolment keeps the length it began with', async () => {
  const here = await world()
  const { astrid, ids, tenant } = here
  const stages = 'Inskriven\nUpptrappning\nTio timmar\nGått vidare\nUppföljd'
  const answer = await astrid.put(`/programmes/${ids.programme}`, {
    ...facts,
    name: 'Promise 2',
    planned_weeks: 40,
    weekly_target: '7,5',
    stages,
  })
  expect(answer.status).toBe(303)
  const found = await tenant(async (tx) => ({
    changed: await tx.select().from(programme).where(eq(programme.id, ids.programme)),
    running: await tx.select().from(enrolment).where(eq(enrolment.id, ids.enrolments.pelle)),
  }))
  expect(found.changed).toMatchObject([{ name: 'Promise 2', plannedWeeks: 40, weeklyTargetMinutes: 450 }])
  expect(found.running).toMatchObject([{ plannedWeeks: 20, weeklyTargetMinutes: 600 }])
  const ladder = await stagesOf(here, ids.programme)
  expect(ladder.map((one) => one.name).join('\n')).toBe(stages)
  expect(ladder[2]!.id).toBe(ids.stages[2])
})

test('of two who change a programme, the second is told what the first wrote and loses nothing typed', async () => {
  const { astrid, ids } = await world()
  const address = `/programmes/${ids.programme}`
  expect((await astrid.get(address)).text).toContain('name="version" value="1"')
  const stages = 'Inskriven\nUpptrappning\n10 timmar\nGått vidare'
  const first = { ...facts, stages: `${stages}\nUppföljd`, weekly_target: '8', planned_weeks: '' }
  expect((await astrid.put(address, first)).status).toBe(303)
  const late = { ...facts, stages, name: 'Promise 2', grace: 5 }
  const told = await astrid.put(address, late)
  expect(told.status).toBe(409)
  expect(told.text).toContain('Någon annan har ändrat insatsen medan du skrev')
  expect(told.text).toContain('<dd>8</dd>')
  expect(told.text).toContain('· Uppföljd</dd>')
  expect(told.text).toContain('<dd>inget</dd>')
  expect(told.text).toContain('value="Promise 2"')
  expect((await astrid.get(address)).text).toContain('value="Promise"')
  expect((await astrid.put(address, { ...late, version: 2 })).status).toBe(303)
  expect((await astrid.get(address)).text).toContain('value="Promise 2"')
})

test('a step on which somebody has stood cannot be taken away', async () => {
  const { astrid, karin, ids } = await world()
  await karin.post(`/enrolments/${ids.enrolments.pelle}/stage-changes`, {
    stage_id: ids.stages[1]!,
    on_date: '2026-03-16',
  })
  const answer = await astrid.put(`/programmes/${ids.programme}`, {
    ...facts,
    stages: 'Inskriven\n10 timmar\nGått vidare',
  })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Upptrappning')
})

test('what is wrong is said beside its field', async () => {
  const { astrid, ids } = await world()
  const answer = await astrid.put(`/programmes/${ids.programme}`, {
    name: '',
    planned_weeks: 'tjugo',
    weekly_target: '50',
    grace: 99,
    credit: 'guess',
    goal: 101,
    stages: '',
  })
  expect(answer.status).toBe(422)
  for (const field of ['name', 'planned_weeks', 'weekly_target', 'grace', 'credit', 'goal', 'stages'])
    expect(answer.text).toContain(`id="${field}-problem"`)
})

test('into a closed programme nobody new is enrolled; opened again they are', async () => {
  const { astrid, karin, ids } = await world()
  const added = await karin.post('/participants', { first_name: 'Agnes', last_name: 'Ek', gender: 'woman' })
  const wish = { programme_id: ids.programme, starts_on: '2026-03-16' }
  await astrid.post(`/programmes/${ids.programme}/closing`)
  expect((await karin.post(`${added.location}/enrolments`, wish)).status).toBe(422)
  await astrid.delete(`/programmes/${ids.programme}/closing`)
  expect((await karin.post(`${added.location}/enrolments`, wish)).status).toBe(303)
})

test('administrators change programmes, nobody else, and never those of another organisation', async () => {
  const { karin, leif, rut, nils, ids } = await world()
  const one = `/programmes/${ids.programme}`
  for (const client of [karin, leif, rut]) {
    expect((await client.get('/programmes')).status).toBe(403)
    expect((await client.put(one, { ...facts, stages: 'Ett' })).status).toBe(403)
  }
  expect((await nils.get(one)).status).toBe(404)
  expect((await nils.put(one, { ...facts, stages: 'Ett' })).status).toBe(404)
  expect((await nils.post(`${one}/closing`)).status).toBe(404)
  expect((await nils.get('/programmes/7')).status).toBe(404)
})
