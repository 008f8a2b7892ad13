import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  enrolment,
  exit,
  exitDestination,
  participant,
  planStep,
  stageChange,
} from '../../db/schema/index.ts'
import { world } from '../world.ts'

/** Pelle's enrolment began on Monday 16 February 2026. */
const begun = '2026-02-16'

test('a participant is enrolled in a programme once at a time, and again after the exit', async () => {
  const { karin, ids } = await world()
  const enrolments = `/participants/${ids.participants.pelle}/enrolments`
  const twice = await karin.post(enrolments, { programme_id: ids.programme, starts_on: '2026-04-06' })
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('id="starts_on-problem"')
  await karin.post(`/enrolments/${ids.enrolments.pelle}/exit`, {
    left_on: '2026-03-16',
    reason: 'completed',
    destinations: 'work',
  })
  const again = await karin.post(enrolments, { programme_id: ids.programme, starts_on: '2026-04-06' })
  expect(again.status).toBe(303)
})

test('two who enrol the same person at the same time: one does, the other is told', async () => {
  const { karin, astrid, ids } = await world()
  const added = await karin.post('/participants', {
    first_name: 'Agnes',
    last_name: 'Ängsholm',
    gender: 'woman',
  })
  const wish = { programme_id: ids.programme, starts_on: '2026-03-16' }
  const answers = await Promise.all(
    [karin, astrid].map((one) => one.post(`${added.location}/enrolments`, wish)),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422])
})

test('an enrolment is changed with its plan; a line that cannot be read is told and stays', async () => {
  const { karin, ids, tenant } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}`
  const facts = {
    starts_on: begun,
    planned_end_on: '2026-07-05',
    weekly_target: '7,5',
    coach_id: ids.staff.karin,
    version: 1,
  }
  const wrong = await karin.put(href, { ...facts, from_0: begun, hours_0: 'några' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('id="hours_0-problem"')
  expect(wrong.text).toContain('value="några"')
  const right = await karin.put(href, {
    ...facts,
    from_0: '2026-03-18',
    hours_0: '2,5',
    from_1: begun,
    hours_1: '1',
  })
  expect(right.status).toBe(303)
  const found = await tenant(async (tx) => ({
    enrolled: await tx.select().from(enrolment).where(eq(enrolment.id, ids.enrolments.pelle)),
    plan: await tx
      .select({ from: planStep.fromMonday, minutes: planStep.minutes })
      .from(planStep)
      .where(eq(planStep.enrolmentId, ids.enrolments.pelle))
      .orderBy(planStep.fromMonday),
  }))
  expect(found.enrolled).toMatchObject([
    { weeklyTargetMinutes: 450, coachId: ids.staff.karin, plannedWeeks: 20 },
  ])
  expect(found.plan).toEqual([
    { from: begun, minutes: 60 },
    { from: '2026-03-16', minutes: 150 },
  ])
  expect((await karin.get(href)).text).toContain('value="2,5"')
})

test('of two who change an enrolment, the second is told what the first wrote and loses nothing typed', async () => {
  const { karin, astrid, ids } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}`
  const versionOf = (text: string) => /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
  const version = versionOf((await karin.get(href)).text)
  const facts = { version, starts_on: begun, weekly_target: '10', coach_id: ids.staff.leif }
  const first = { ...facts, coach_id: ids.staff.karin, from_0: begun, hours_0: '2,5' }
  expect((await astrid.put(href, first)).status).toBe(303)

  const late = { ...facts, weekly_target: '8', from_0: begun, hours_0: '4' }
  const told = await karin.put(href, late)
  expect(told.status).toBe(409)
  expect(told.text).toContain('Någon annan har ändrat inskrivningen')
  expect(told.text).toContain('<dd>Karin Holmström</dd>')
  expect(told.text).toContain('<dd>2,5 h från')
  expect(told.text).toContain('value="4"')
  expect((await karin.get(href)).text).toContain('value="2,5"')

  expect((await karin.put(href, { ...late, version: versionOf(told.text) })).status).toBe(303)
  expect((await karin.get(href)).text).toContain('value="4"')
})

test('an exit that is corrected into the next enrolment is refused in words', async () => {
  const { karin, ids } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}/exit`
  const wish = { left_on: '2026-03-02', reason: 'interrupted', destinations: 'work', version: 1 }
  await karin.post(href, wish)
  const again = { programme_id: ids.programme, starts_on: '2026-03-09' }
  await karin.post(`/participants/${ids.participants.pelle}/enrolments`, again)
  const answer = await karin.put(href, { ...wish, left_on: '2026-03-16' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('id="left_on-problem"')
  expect(answer.text).toContain('value="2026-03-16"')
})

test('a stage change is a row with its day; never in the future, never a stage of another programme', async () => {
  const { karin, ids, tenant } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}/stage-changes`
  expect((await karin.post(href, { stage_id: ids.stages[1]!, on_date: '2026-03-18' })).status).toBe(422)
  expect((await karin.post(href, { stage_id: ids.programme, on_date: '2026-03-16' })).status).toBe(422)
  expect((await karin.post(href, { stage_id: ids.stages[1]!, on_date: '2026-03-16' })).status).toBe(303)
  const rows = await tenant((tx) =>
    tx.select().from(stageChange).where(eq(stageChange.enrolmentId, ids.enrolments.pelle)),
  )
  expect(rows).toMatchObject([{ stageId: ids.stages[1], onDate: '2026-03-16', recordedBy: ids.staff.karin }])
})

test('an exit may have several destinations; the second is refused but the first can be corrected', async () => {
  const { karin, ids, tenant } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}/exit`
  const destinations = ['other_preparatory_programme', 'work_training']
  const wish = { left_on: '2026-03-16', reason: 'completed', destinations }
  expect((await karin.post(href, { ...wish, destinations: [] })).text).toContain('id="destinations-problem"')
  expect((await karin.post(href, { ...wish, destinations: ['moon'] })).status).toBe(422)
  expect((await karin.post(href, { ...wish, left_on: '2026-03-18' })).status).toBe(422)
  expect((await karin.post(href, { ...wish, left_on: '2026-02-15' })).status).toBe(422)
  expect((await karin.put(href, wish)).status).toBe(404)
  expect((await karin.post(href, wish)).status).toBe(303)
  expect((await karin.post(href, wish)).status).toBe(422)
  const read = () =>
    tenant(async (tx) => ({
      exits: await tx
        .select({ year: exit.reportingYear, leftOn: exit.leftOn, reason: exit.reason })
        .from(exit),
      led: (await tx.select({ to: exitDestination.destination }).from(exitDestination)).map((row) => row.to),
      ends: await tx
        .select({ endsOn: enrolment.endsOn })
        .from(enrolment)
        .where(eq(enrolment.id, ids.enrolments.pelle)),
    }))
  expect(await read()).toEqual({
    exits: [{ year: '2026', leftOn: '2026-03-16', reason: 'completed' }],
    led: ['work_training', 'other_preparatory_programme'],
    ends: [{ endsOn: '2026-03-16' }],
  })
  const corrected = { left_on: '2026-03-13', reason: 'moved', destinations: 'work', version: 1 }
  expect((await karin.put(href, corrected)).status).toBe(303)
  expect(await read()).toEqual({
    exits: [{ year: '2026', leftOn: '2026-03-13', reason: 'moved' }],
    led: ['work'],
    ends: [{ endsOn: '2026-03-13' }],
  })
})

test('of two who correct an exit, the second is told what the first wrote and loses nothing typed', async () => {
  const { karin, astrid, ids } = await world()
  const href = `/enrolments/${ids.enrolments.pelle}/exit`
  const wish = { left_on: '2026-03-16', reason: 'completed', destinations: 'work', version: 1 }
  await karin.post(href, wish)
  expect((await karin.get(href)).text).toContain('name="version" value="1"')
  const first = { ...wish, left_on: '2026-03-13', destinations: ['studies', 'work'] }
  expect((await astrid.put(href, first)).status).toBe(303)
  const late = { ...wish, reason: 'moved', left_on: '2026-03-12' }
  const told = await karin.put(href, late)
  expect(told.status).toBe(409)
  expect(told.text).toContain('Någon annan har rättat avslutet medan du skrev')
  expect(told.text).toMatch(/<dd>.*13 mars 2026<\/dd>/)
  expect(told.text).toContain('<dd>Fullföljt som planerat</dd>')
  expect(told.text).toMatch(/<dd>.*studier.*<\/dd>/)
  expect(told.text).toContain('value="2026-03-12"')
  expect((await karin.get(href)).text).toContain('value="2026-03-13"')
  expect((await karin.put(href, { ...late, version: 2 })).status).toBe(303)
  expect((await karin.get(href)).text).toContain('value="2026-03-12"')
})

test('who may not read a participant finds no enrolment, who may not change them does not change it', async () => {
  const { leif, rut, nils, karin, ids } = await world()
  const pelle = `/enrolments/${ids.enrolments.pelle}`
  for (const path of [pelle, `${pelle}/exit`]) {
    expect((await leif.get(path)).status).toBe(403)
    expect((await rut.get(path)).status).toBe(403)
    expect((await nils.get(path)).status).toBe(404)
    expect((await karin.get(`/enrolments/${ids.enrolments.siv}`)).status).toBe(404)
  }
  expect((await nils.post(`${pelle}/exit`, { left_on: '2026-03-16' })).status).toBe(404)
})

test('an exit and its correction are news to the feed of whoever left', async () => {
  const { karin, tenant, ids } = await world()
  const versionNow = () =>
    tenant(async (tx) => {
      const [row] = await tx.select().from(participant).where(eq(participant.id, ids.participants.pelle))
      return row!.feedVersion
    })
  const before = await versionNow()
  const path = `/enrolments/${ids.enrolments.pelle}/exit`
  const left = { left_on: '2026-03-16', reason: 'completed', destinations: ['work'], version: 1 }
  expect((await karin.post(path, left)).status).toBe(303)
  const after = await versionNow()
  expect(after).toBeGreaterThan(before)
  expect((await karin.put(path, { ...left, left_on: '2026-03-15' })).status).toBe(303)
  expect(await versionNow()).toBeGreaterThan(after)
})
