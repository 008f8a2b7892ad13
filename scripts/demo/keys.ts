import { createHmac } from 'node:crypto'
import { newCard } from '../../server/access/card.ts'
import { addPairing, kiosksHere } from '../../server/access/kiosk-queries.ts'
import { newPairingCode, pairingCodeInGroups, pairingMinutes } from '../../server/access/kiosk-pairing.ts'
import { emailKey, pairingKey } from '../../server/organisation/entrance.ts'
import { organisationsBehind } from '../../server/organisation/queries.ts'
import type { Parts } from '../../server/web/env.ts'
import { demoParticipants } from './codes.ts'
import { demoTablet } from './door.ts'
import { demoPassword, demoStaff, participantCast, type DemoPerson, type DemoStaff } from './cast.ts'

/** Who chose another language at the tablet: it speaks theirs once it knows their code. */
const readers = [
  { language: 'ar', called: 'Arabic', who: 'nour' },
  { language: 'ti', called: 'Tigrinya', who: 'selam' },
] as const

const secretBytes = 20

/** Who one may be in the demo: one of each role, and what else is worth seeing. */
const shown: DemoStaff[] = ['astrid', 'karin', 'leif', 'rut']
export const demoSignIns = shown.map((key) => ({ ...demoStaff[key], password: demoPassword }))

/** Whose code and calendar are shown. */
const demoGuest = participantCast.pelle

export type DemoTokens = { feed: string; ownWeek: string; hall: string }

/**
 * The secret addresses of the demo. They follow from the installation's secret, so that they can be shown at every start
 * although, like of every token, only their hashes are kept.
 */
export function demoTokens(organisationId: string, secret: string): DemoTokens {
  const organisation = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  const token = (what: string) => {
    const random = createHmac('sha256', secret).update(`the ${what} of the demo`).digest()
    return Buffer.concat([organisation, random.subarray(0, secretBytes)]).toString('base64url')
  }
  return { feed: token('feed'), ownWeek: token('own week'), hall: token('hall screen') }
}

/** What a demo card's picture says: forty digits that follow from the installation's secret too. */
export function demoCard(organisationId: string, secret: string, who: DemoPerson): string {
  const digest = createHmac('sha512', secret).update(`the card of ${who} in ${organisationId}`).digest()
  let place = 0
  return newCard((below) => digest[place++]! % below)
}

/** The demo's organisation, where there is one. */
async function demoOrganisation({ db, secret }: Pick<Parts, 'db' | 'secret'>): Promise<string | undefined> {
  const [first] = await organisationsBehind(db, emailKey(demoStaff.astrid.email, secret))
  return first
}

/** For the screen: a participant's code and their addresses, and what hangs in the hall. */
export async function demoGuestHere(parts: Pick<Parts, 'db' | 'secret' | 'publicUrl'>) {
  const organisationId = await demoOrganisation(parts)
  if (organisationId === undefined) return undefined
  return {
    name: `${demoGuest.firstName} ${demoGuest.lastName}`,
    code: demoGuest.code,
    card: demoCard(organisationId, parts.secret, 'pelle'),
    readers: readers.map(({ language, who }) => {
      const { firstName, lastName, code } = demoParticipants()[who]
      return { name: `${firstName} ${lastName}`, language, code }
    }),
    ...addressesOf(parts, organisationId),
  }
}

function addressesOf({ publicUrl, secret }: Pick<Parts, 'publicUrl' | 'secret'>, organisationId: string) {
  const { feed, ownWeek, hall } = demoTokens(organisationId, secret)
  return {
    calendar: `${publicUrl}/feeds/${feed}.ics`,
    ownWeek: `${publicUrl}/my-week/${ownWeek}`,
    hall: `${publicUrl}/hall/${hall}`,
  }
}

/** For the terminal: how to come in to the demo, each way, with a new pairing of its tablet. */
export async function showDemo(
  parts: Pick<Parts, 'db' | 'secret' | 'clock' | 'publicUrl'>,
): Promise<string[]> {
  const organisationId = await demoOrganisation(parts)
  if (organisationId === undefined)
    return ['This data folder holds no demo. Set STEGVIS_DATA to another folder.']
  const link = await pairingLink(parts, organisationId)
  const { calendar, ownWeek, hall } = addressesOf(parts, organisationId)
  return [
    '',
    'The demo: everybody and everything in it is invented.',
    `  ${'choose who to be at'.padEnd(24)} ${parts.publicUrl}/demo`,
    ...demoSignIns.map(({ name, email, roles }) => `  ${email.padEnd(24)} ${name}, ${roles.join(', ')}`),
    `  ${'the password of all'.padEnd(24)} ${demoPassword}`,
    ...(link ? [`  ${`a tablet (${pairingMinutes} minutes)`.padEnd(24)} ${link}`] : []),
    `  ${`${demoGuest.firstName}'s code there`.padEnd(24)} ${demoGuest.code}`,
    `  ${`${demoGuest.firstName}'s card, scanned`.padEnd(24)} ${demoCard(organisationId, parts.secret, 'pelle')}`,
    ...readers.map(({ called, who }) => {
      const { firstName, code } = demoParticipants()[who]
      return `  ${`${firstName}'s code, ${called}`.padEnd(24)} ${code}`
    }),
    `  ${`${demoGuest.firstName}'s calendar`.padEnd(24)} ${calendar}`,
    `  ${`${demoGuest.firstName}'s own week`.padEnd(24)} ${ownWeek}`,
    `  ${'the screen in the hall'.padEnd(24)} ${hall}`,
    '',
  ]
}

async function pairingLink(
  { db, secret, clock, publicUrl }: Pick<Parts, 'db' | 'secret' | 'clock' | 'publicUrl'>,
  organisationId: string,
): Promise<string | undefined> {
  const code = newPairingCode()
  const at = clock.now()
  return db.tenant(organisationId)(async (tx) => {
    const device = (await kiosksHere(tx)).find(
      ({ name, revokedAt }) => name === demoTablet && revokedAt === null,
    )
    if (!device) return undefined
    await addPairing(tx, {
      kioskId: device.id,
      codeHash: pairingKey(code, secret),
      by: null,
      at,
      expiresAt: at.add({ minutes: pairingMinutes }),
    })
    return `${publicUrl}/kiosk/pairings/${pairingCodeInGroups(code)}`
  })
}
