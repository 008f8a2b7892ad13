import { Hono } from 'hono'
import { House, HousePage } from '../../views/attendance/house-page.tsx'
import { allow } from '../access/door.ts'
import { noteReading } from '../access/participant-door.ts'
import { maySeeTheHouse } from '../access/permissions.ts'
import { show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { liveStream } from '../web/live-stream.ts'
import { headsAround, presencesAround } from './house-queries.ts'
import { byPlace, headsInTheHouse, inTheHouse } from './house.ts'
import { mayName } from './roll-call.ts'

/** Who is in the house now, across all sessions: for the day when everybody must leave it. */
export const houseRoutes = new Hono<Env>()
  .use('/house', allow(maySeeTheHouse))
  .use('/house/*', allow(maySeeTheHouse))

  .get('/house', async (c) => {
    const { people, heads } = await c.var.db(async (tx) => {
      const people = inTheHouse(await presencesAround(tx, c.var.now, c.var.today), c.var.now)
      const named = people.filter((person) => mayName(c.var.viewer, person))
      await noteReading(
        c,
        tx,
        named.map(({ participantId }) => participantId),
        'house',
      )
      return { people, heads: headsInTheHouse(await headsAround(tx, c.var.now), c.var.now) }
    })
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
    const guests = sum(heads.map((one) => one.guests))
    const counted = sum(heads.map((one) => one.heads))
    const shown = people.map((person) => ({ ...person, named: mayName(c.var.viewer, person) }))
    const house = {
      now: c.var.now,
      zone: c.var.organisation.timeZone,
      count: people.length + guests + counted,
      participants: people.length,
      guests,
      heads: counted,
      overdue: people.filter(({ overdue }) => overdue).length,
      places: byPlace(shown, heads),
    }
    return wantsPart(c) ? showPart(c, <House {...house} />) : show(c, <HousePage {...house} />)
  })

  .get('/house/live', (c) => liveStream(c, ({ topic }) => topic === 'attendance'))
