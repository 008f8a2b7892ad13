import { expect, test } from 'vitest'
import { temporaryPassword } from '../../server/access/temporary-password.ts'
import { browser, world, type World } from '../world.ts'

const passwordIn = (text: string) => /data-password="([^"]+)"/.exec(text)?.[1] ?? ''
const fresh = ({ app }: World) => browser(app, new Map())

let people = 0
const someone = (more = {}) => {
  people += 1
  return { name: 'Nya Kollegan', email: `ny${people}@ekdalen.example`, roles: ['leader', 'reader'], ...more }
}

/** A colleague who has chosen their own password, and signed in with it. */
async function settledColleague(here: World, more = {}) {
  const { email, password, id } = await colleague(here, more)
  const client = fresh(here)
  await client.post('/sign-in', { email, password })
  await client.put('/account/password', { current: password, password: 'nio nya notor nynnas' })
  return { id, email, client }
}

/** A colleague with a temporary password, and their id. */
async function colleague(here: World, more = {}) {
  const wish = someone(more)
  const password = passwordIn((await here.astrid.post('/staff', wish)).text)
  const list = await here.astrid.get('/staff')
  const row = list.text.slice(0, list.text.indexOf(wish.email))
  const id = /.*href="\/staff\/([0-9a-f-]{36})"/s.exec(row)?.[1] ?? ''
  return { ...wish, password, id }
}

test('a new colleague signs in with the password that is shown once', async () => {
  const here = await world()
  const { email, password } = await colleague(here)
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  const visitor = fresh(here)
  expect((await visitor.post('/sign-in', { email, password })).location).toBe('/schedule')
  expect((await here.astrid.get('/staff')).text).not.toContain(password)
})

test('a temporary password opens nothing but the choice of one’s own', async () => {
  const here = await world()
  const { email, password, id } = await colleague(here)
  const visitor = fresh(here)
  await visitor.post('/sign-in', { email, password })
  for (const path of ['/schedule', '/participants', '/sign-ins', '/schedule/live'])
    expect((await visitor.get(path)).location).toBe('/account')
  expect((await visitor.post('/sessions')).status).toBe(403)
  expect((await visitor.get('/account')).text).toContain('Ditt lösenord är tillfälligt')

  const same = await visitor.put('/account/password', { current: password, password })
  expect(same.text).toContain('id="password-problem"')
  expect((await visitor.get('/schedule')).location).toBe('/account')
  const next = 'nio nya notor nynnas'
  expect((await visitor.put('/account/password', { current: password, password: next })).status).toBe(303)
  expect((await visitor.get('/schedule')).status).toBe(200)
  expect((await visitor.get('/account')).text).not.toContain('tillfälligt')

  const renewed = passwordIn((await here.astrid.post(`/staff/${id}/password`)).text)
  await visitor.post('/sign-in', { email, password: renewed })
  expect((await visitor.get('/schedule')).location).toBe('/account')
  expect((await visitor.delete('/sign-in')).location).toBe('/sign-in')
})

test('two temporary passwords are not alike', () => {
  expect(new Set(Array.from({ length: 50 }, temporaryPassword)).size).toBe(50)
})

test('what is wrong is said beside its field; an address is somebody’s already', async () => {
  const { astrid } = await world()
  const answer = await astrid.post('/staff', { name: '', email: 'a,b@c', roles: [] })
  expect(answer.status).toBe(422)
  for (const field of ['name', 'email', 'roles']) expect(answer.text).toContain(`id="${field}-problem"`)
  expect((await astrid.post('/staff', someone({ roles: ['leader', 'king'] }))).status).toBe(422)
  const taken = await astrid.post('/staff', someone({ email: 'Leif@ekdalen.example' }))
  expect(taken.status).toBe(422)
  expect(taken.text).toContain('id="email-problem"')
})

test('roles and address are changed: the old address opens nothing any more', async () => {
  const here = await world()
  const { id, email } = await settledColleague(here)
  const password = 'nio nya notor nynnas'
  const changed = someone({ name: 'Nya Namnet', roles: ['coordinator'], version: 1 })
  expect((await here.astrid.put(`/staff/${id}`, changed)).status).toBe(303)
  expect((await fresh(here).post('/sign-in', { email, password })).status).toBe(422)
  const visitor = fresh(here)
  expect((await visitor.post('/sign-in', { email: changed.email, password })).status).toBe(303)
  expect((await visitor.get('/participants')).status).toBe(200)
})

test('of two who change a colleague, the second is told what the first wrote and loses nothing typed', async () => {
  const here = await world()
  const { id, email } = await colleague(here)
  const address = `/staff/${id}`
  expect((await here.astrid.get(address)).text).toContain('name="version" value="1"')
  const facts = { name: 'Nya Namnet', email, roles: ['coordinator'], version: 1 }
  expect((await here.astrid.put(address, facts)).status).toBe(303)
  const late = { ...facts, name: 'Nyare Namnet', roles: ['leader', 'reader'] }
  const told = await here.astrid.put(address, late)
  expect(told.status).toBe(409)
  expect(told.text).toContain('Någon annan har ändrat kollegan medan du skrev')
  expect(told.text).toContain('<dd>Nya Namnet</dd>')
  expect(told.text).toContain('<dd>Samordnare</dd>')
  expect(told.text).toContain('value="Nyare Namnet"')
  expect((await here.astrid.get('/staff')).text).not.toContain('Nyare Namnet')
  expect((await here.astrid.put(address, { ...late, version: 2 })).status).toBe(303)
  expect((await here.astrid.get('/staff')).text).toContain('Nyare Namnet')
})

test('whoever has left is out at once, and in again only after coming back with a new password', async () => {
  const here = await world()
  const { id, email, password } = await colleague(here)
  const visitor = fresh(here)
  await visitor.post('/sign-in', { email, password })
  expect((await here.astrid.post(`/staff/${id}/departure`)).status).toBe(303)
  expect((await visitor.get('/account')).location).toBe('/sign-in')
  expect((await visitor.post('/sign-in', { email, password })).status).toBe(422)
  expect((await here.astrid.post(`/staff/${id}/departure`)).status).toBe(303)
  expect((await here.astrid.post(`/staff/${id}/password`)).status).toBe(404)

  await here.astrid.delete(`/staff/${id}/departure`)
  expect((await visitor.post('/sign-in', { email, password })).status).toBe(422)
  const renewed = passwordIn((await here.astrid.post(`/staff/${id}/password`)).text)
  expect((await visitor.post('/sign-in', { email, password: renewed })).status).toBe(303)
})

test('the last administrator can neither leave nor give the role away', async () => {
  const here = await world()
  const { astrid, ids } = here
  const own = `/staff/${ids.staff.astrid}`
  const left = await astrid.post(`${own}/departure`)
  expect(left.status).toBe(422)
  expect(left.text).toContain('minst en administratör')
  const facts = { name: 'Astrid Ekelund', email: 'astrid@ekdalen.example', roles: ['reader'], version: 1 }
  expect((await astrid.put(own, facts)).text).toContain('id="roles-problem"')
  await colleague(here, { roles: ['administrator'] })
  expect((await astrid.put(own, facts)).status).toBe(303)
  expect((await astrid.get('/staff')).status).toBe(403)
})

test('of two administrators who send each other away at the same time, one remains', async () => {
  const here = await world()
  const { astrid, ids } = here
  const { id, client: other } = await settledColleague(here, { roles: ['administrator'] })
  await Promise.all([
    astrid.post(`/staff/${id}/departure`),
    other.post(`/staff/${ids.staff.astrid}/departure`),
  ])
  const open = await Promise.all([astrid, other].map((one) => one.get('/staff')))
  expect(open.filter((answer) => answer.status === 200)).toHaveLength(1)
})

test('one’s own password is changed with the current one, and other devices are signed out', async () => {
  const here = await world()
  const { email, password } = await colleague(here)
  const [laptop, phone] = [fresh(here), fresh(here)]
  for (const device of [laptop, phone]) await device.post('/sign-in', { email, password })
  const next = 'nio nya notor nynnas'
  const wrong = await laptop.put('/account/password', { current: 'fel fel fel', password: next })
  expect(wrong.text).toContain('id="current-problem"')
  expect((await laptop.put('/account/password', { current: password, password: 'kort' })).status).toBe(422)
  expect((await laptop.put('/account/password', { current: password, password: next })).status).toBe(303)
  expect((await laptop.get('/account')).status).toBe(200)
  expect((await phone.get('/account')).location).toBe('/sign-in')
  expect((await fresh(here).post('/sign-in', { email, password: next })).status).toBe(303)
})

test('guessing the current password is slowed', async () => {
  const here = await world()
  const { email, password } = await colleague(here)
  const visitor = fresh(here)
  await visitor.post('/sign-in', { email, password })
  const answers = []
  for (let tries = 0; tries < 6; tries += 1)
    answers.push(
      (await visitor.put('/account/password', { current: 'gissning', password: 'nio nya notor nynnas' }))
        .status,
    )
  expect(answers).toEqual([422, 422, 422, 422, 422, 429])
})

test('administrators see and change staff, nobody else, and never those of another organisation', async () => {
  const { karin, leif, rut, nils, visitor, ids } = await world()
  for (const client of [karin, leif, rut]) {
    expect((await client.get('/staff')).status).toBe(403)
    expect((await client.post('/staff', someone())).status).toBe(403)
    expect((await client.post(`/staff/${ids.staff.leif}/departure`)).status).toBe(403)
  }
  expect((await nils.get(`/staff/${ids.staff.leif}`)).status).toBe(404)
  expect((await nils.post(`/staff/${ids.staff.leif}/password`)).status).toBe(404)
  expect((await visitor.get('/staff')).location).toBe('/sign-in')
})

test('the access log tells who read and changed whom, and can be narrowed to a day, a person, a colleague', async () => {
  const { astrid, karin, rut, ids } = await world()
  const pelle = `/participants/${ids.participants.pelle}`
  await karin.get(pelle)
  await karin.post(`${pelle}/code`)
  await astrid.get(`/participants/${ids.participants.siv}`)
  const all = (await astrid.get('/access-log')).text
  expect(all).toContain('Karin Holmström')
  expect(all).toContain('läste deltagarens sida')
  expect(all).toContain('ändrade personlig kod')
  expect(all).toContain('Siv Dalgren')
  const hers = (await astrid.get(`/access-log?staff=${ids.staff.astrid}`)).text
  expect(hers).toContain('Siv Dalgren')
  expect(hers).not.toContain('Pelle Björkvall')
  const his = (await astrid.get(`/access-log?participant=${ids.participants.pelle}`)).text
  expect(his).not.toContain('Siv Dalgren')
  expect((await astrid.get('/access-log?day=2001-01-01')).text).not.toContain('Pelle Björkvall')
  expect((await astrid.get("/access-log?day=x&staff='--&participant=1")).status).toBe(200)
  for (const client of [karin, rut]) expect((await client.get('/access-log')).status).toBe(403)
})
