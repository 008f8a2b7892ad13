import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { dictionary } from '@zxcvbn-ts/language-common'
import type { Problem } from '../problem.ts'

export const passwordLength = { required: 8, advised: 15, most: 200 }

const cost = { memory: 19456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32
const derive = promisify(argon2)

type Stored = { cost: typeof cost; salt: Buffer; tag: Buffer }

/** The password as it is stored: argon2id in the PHC form, which carries its own salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  return phc({ cost, salt, tag: await tagOf(password, { cost, salt, length: tagBytes }) })
}

/** Checks a password; without a stored one (nobody has that address) it takes the same time to say no. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const known = stored === undefined ? undefined : parsed(stored)
  const against = known ?? decoy
  const tag = await tagOf(password, { cost: against.cost, salt: against.salt, length: against.tag.length })
  return timingSafeEqual(tag, against.tag) && known !== undefined
}

/** A password stored at another cost is hashed anew at the next sign-in, the only time it is known. */
export function needsRehash(stored: string): boolean {
  const known = parsed(stored)
  return (
    known === undefined ||
    known.cost.memory !== cost.memory ||
    known.cost.passes !== cost.passes ||
    known.cost.parallelism !== cost.parallelism ||
    known.tag.length !== tagBytes
  )
}

export function whyNotPassword(password: string, owner: { name: string; email: string }): Problem[] {
  const field = 'password'
  const length = [...password].length
  if (length < passwordLength.required)
    return [{ field, text: 'access:password.tooShort', values: { min: passwordLength.required } }]
  if (length > passwordLength.most)
    return [{ field, text: 'access:password.tooLong', values: { max: passwordLength.most } }]

  const plain = plainForm(password)
  if (commonPasswords().has(plain)) return [{ field, text: 'access:password.common' }]
  if (new Set(plain).size < 4) return [{ field, text: 'access:password.tooSimple' }]
  if ([...withoutOwnWords(plain, owner)].length < passwordLength.required)
    return [{ field, text: 'access:password.ownName' }]
  return []
}

/** A long sentence may hold one's name, but what is left without it must still be a password. */
function withoutOwnWords(plain: string, owner: { name: string; email: string }): string {
  const words = plainForm(`${owner.name} ${owner.email} stegvis`)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
  return words.reduce((left, word) => left.replaceAll(word, ''), plain)
}

/** Åsa and asa, Pelle and PELLE are no different to somebody who guesses. */
function plainForm(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}

let common: Set<string> | undefined
function commonPasswords(): Set<string> {
  common ??= new Set(dictionary['passwords-common'].map(plainForm))
  return common
}

/** Two keyboards may write the same å in two ways; both are the same password. */
async function tagOf(
  password: string,
  how: { cost: typeof cost; salt: Buffer; length: number },
): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: password.normalize('NFKC'),
    nonce: how.salt,
    tagLength: how.length,
    ...how.cost,
  }
  return derive('argon2id', parameters)
}

function phc({ cost, salt, tag }: Stored): string {
  const numbers = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${numbers}$${unpadded(salt)}$${unpadded(tag)}`
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

function parsed(stored: string): Stored | undefined {
  const [, memory, passes, parallelism, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/.exec(
      stored,
    ) ?? []
  if (salt === undefined || tag === undefined) return undefined
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

const decoy: Stored = { cost, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) }
