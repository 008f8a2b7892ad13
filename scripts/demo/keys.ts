import { createHmac } from 'node:crypto'
import { addPairing, kiosksHere } from '../../server/access/kiosk-queries.ts'
import { newPairingCode, pairingCodeInGroups, pairingMinutes } from '../../server/access/kiosk-pairing.ts'
import { emailKey, pairingKey } from '../../server/organisation/entrance.ts'
import { organisationsBehind } from '../../server/organisation/queries.ts'
import type { Parts } from '../../server/web/env.ts'
import { demoPassword, demoStaff, participantCast, type DemoStaff } from './cast.ts'

const secretBytes = 20

/** Who one may be in the demo: one of each role, and what else is worth seeing. */
const shown: DemoStaff[] = ['astrid', 'karin', 'leif', 'rut']
export const demoSignIns = shown.map((key) => ({ ...demoStaff[key], password: demoPassword }))

/** Whose code and calendar are shown. */
const demoGuest = participantCast.pelle

/**
 * The address of the demo's calendar. It follows from the installation's secret, so that it can be shown at every start
 * although, like every token, only its hash is kept.
 */
export function demoFeedToken(organisationId: string, secret: string): string {
  const random = createHmac('sha256', secret).update('the feed of the demo').digest().subarray(0, secretBytes)
  const organisation = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  return Buffer.concat([organisation, random]).toString('base64url')
}

/** The demo's organisation, where there is one. */
async function demoOrganisation({ db, secret }: Pick<Parts, 'db' | 'secret'>): Promise<string | undefined> {
  const [first] = await organisationsBehind(db, emailKey(demoStaff.astrid.email, secret))
  return first
}

/** For the screen: a participant's code and the address of their calendar. */
export async function demoGuestHere(parts: Pick<Parts, 'db' | 'secret' | 'publicUrl'>) {
  const organisationId = await demoOrganisation(parts)
  if (organisationId === undefined) return undefined
  return {
    name: `${demoGuest.firstName} ${demoGuest.lastName}`,
    code: demoGuest.code,
    calendar: calendarOf(parts, organisationId),
  }
}

const calendarOf = ({ publicUrl, secret }: Pick<Parts, 'publicUrl' | 'secret'>, organisationId: string) =>
  `${publicUrl}/feeds/${demoFeedToken(organisationId, secret)}.ics`

/** For the terminal: how to come in to the demo, each way, with a new pairing of its tablet. */
export async function showDemo(
  parts: Pick<Parts, 'db' | 'secret' | 'clock' | 'publicUrl'>,
): Promise<string[]> {
  const organisationId = await demoOrganisation(parts)
  if (organisationId === undefined)
    return ['This data folder holds no demo. Set STEGVIS_DATA to another folder.']
  const link = await pairingLink(parts, organisationId)
  return [
    '',
    'The demo: everybody and everything in it is invented.',
    `  ${'choose who to be at'.padEnd(24)} ${parts.publicUrl}/demo`,
    ...demoSignIns.map(({ name, email, roles }) => `  ${email.padEnd(24)} ${name}, ${roles.join(', ')}`),
    `  ${'the password of all'.padEnd(24)} ${demoPassword}`,
    ...(link ? [`  ${`a tablet (${pairingMinutes} minutes)`.padEnd(24)} ${link}`] : []),
    `  ${`${demoGuest.firstName}'s code there`.padEnd(24)} ${demoGuest.code}`,
    `  ${`${demoGuest.firstName}'s calendar`.padEnd(24)} ${calendarOf(parts, organisationId)}`,
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
    const device = (await kiosksHere(tx)).find(({ revokedAt }) => revokedAt === null)
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
