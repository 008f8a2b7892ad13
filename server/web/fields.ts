import type { Context } from 'hono'
import { INVISIBLE } from '../language/invisible.ts'
import { holdsIdentityNumber } from '../people/identity-number.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { TextKey, TextValues } from '../language/text.ts'
import { parseLocalDate, parseLocalTime, type LocalDate, type LocalTime } from '../time/dates.ts'
import type { Env } from './env.ts'

/** What was typed, by field, to be shown again beside its problems. */
export type Typed = Record<string, string | string[]>

// A line break is allowed only where asked for.
const INVISIBLE_BUT_LINES =
  /[^\P{Cc}\n]|[\p{Co}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MOST_VALUES = 200

/** Personal identity numbers are refused in whatever is written, save for codes and addresses: there, digits are digits. */
type Written = { max: number; optional?: boolean; anyDigits?: boolean }

export const isIdentifier = (text: string): boolean => UUID.test(text)

/** The fields of a form or a JSON object, read one by one; what is wrong gathers in `problems`. */
export async function fields(c: Context<Env>): Promise<Fields> {
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('application/json'))
    return new Fields(fromJson(await c.req.json().catch(() => malformed())))
  const form = await c.req.formData().catch(() => malformed())
  const sent = Object.create(null) as Record<string, string[]>
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') (sent[name] ??= []).push(value.replaceAll('\r\n', '\n'))
  }
  return new Fields(sent)
}

function malformed(): never {
  throw new Rejected(400, 'common:rejected.malformed')
}

function fromJson(body: unknown): Record<string, string[]> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) malformed()
  const sent = Object.create(null) as Record<string, string[]>
  for (const [name, value] of Object.entries(body)) {
    const values: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value]
    sent[name] = values.map((one) =>
      ['string', 'number', 'boolean'].includes(typeof one) ? String(one) : malformed(),
    )
  }
  return sent
}

export class Fields {
  readonly problems: Problem[] = []
  readonly values: Typed
  readonly #sent: Record<string, string[]>

  constructor(sent: Record<string, string[]>) {
    this.#sent = Object.assign(Object.create(null) as Record<string, string[]>, sent)
    this.values = Object.fromEntries(
      Object.entries(sent).map(([name, all]) => [name, all.length === 1 ? all[0]! : all]),
    )
  }

  /** Notes a problem of a field. */
  refuse(field: string, text: TextKey, values?: TextValues): void {
    if (!this.problems.some((problem) => problem.field === field)) {
      this.problems.push(values ? { field, text, values } : { field, text })
    }
  }

  has(name: string): boolean {
    return this.#raw(name) !== ''
  }

  #raw(name: string): string {
    return (this.#sent[name]?.[0] ?? '').trim()
  }

  /** Text of one line; empty is a problem unless it may be. */
  text(name: string, how: Written): string {
    return this.#words(name, how, INVISIBLE)
  }

  /** Text of several lines. */
  lines(name: string, how: Written): string {
    return this.#words(name, how, INVISIBLE_BUT_LINES)
  }

  #words(name: string, { max, optional, anyDigits }: Written, refused: RegExp): string {
    const text = this.#raw(name).normalize('NFC')
    if (text === '' && !optional) this.refuse(name, 'common:problem.required')
    if ([...text].length > max) this.refuse(name, 'common:problem.tooLong', { max })
    if (refused.test(text)) this.refuse(name, 'common:problem.control')
    if (!anyDigits && holdsIdentityNumber(text)) this.refuse(name, 'people:identityNumber')
    return text
  }

  /** A secret is taken as it was typed. */
  secret(name: string, { max = 200 }: { max?: number } = {}): string {
    const text = this.#sent[name]?.[0] ?? ''
    if (text === '') this.refuse(name, 'common:problem.required')
    if (text.length > max) this.refuse(name, 'common:problem.tooLong', { max })
    return text.slice(0, max)
  }

  email(name: string): string {
    const text = this.text(name, { max: 254, anyDigits: true })
    if (text !== '' && !/^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+\.[^\s@,;:<>()[\]\\"]+$/.test(text)) {
      this.refuse(name, 'common:problem.email')
    }
    return text
  }

  date(name: string): LocalDate {
    return this.optionalDate(name) ?? this.#missing<LocalDate>(name)
  }

  optionalDate(name: string): LocalDate | undefined {
    return this.#parsed(name, parseLocalDate, 'common:problem.date')
  }

  time(name: string): LocalTime {
    return this.optionalTime(name) ?? this.#missing<LocalTime>(name)
  }

  /** A clock time as 09:30, 9.30 or 0930. */
  optionalTime(name: string): LocalTime | undefined {
    const clock = (text: string) => {
      const parts = /^(\d{1,2})[.:]?(\d{2})$/.exec(text)
      return parts ? parseLocalTime(`${parts[1]!.padStart(2, '0')}:${parts[2]}`) : undefined
    }
    return this.#parsed(name, clock, 'common:problem.time')
  }

  whole(name: string, range: { min: number; max: number }): number {
    return this.optionalWhole(name, range) ?? this.#missing<number>(name)
  }

  optionalWhole(name: string, { min, max }: { min: number; max: number }): number | undefined {
    const number = this.#parsed(
      name,
      (text) => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined),
      'common:problem.whole',
    )
    if (number !== undefined && (number < min || number > max)) {
      this.refuse(name, 'common:problem.between', { min, max })
    }
    return number
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    return this.optionalChoice(name, choices) ?? this.#missing<Choice>(name)
  }

  optionalChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    return this.#parsed(name, (text) => choices.find((choice) => choice === text), 'common:problem.choice')
  }

  id(name: string): string {
    return this.optionalId(name) ?? this.#missing<string>(name)
  }

  optionalId(name: string): string | undefined {
    return this.#parsed(name, (text) => (UUID.test(text) ? text : undefined), 'common:problem.choice')
  }

  /** Every value sent under one name. */
  many(name: string): string[] {
    const all = this.#sent[name] ?? []
    if (all.length > MOST_VALUES) this.refuse(name, 'common:problem.tooMany', { max: MOST_VALUES })
    return all.slice(0, MOST_VALUES)
  }

  manyIds(name: string): string[] {
    const all = this.many(name).filter((text) => text !== '')
    if (!all.every((text) => UUID.test(text))) this.refuse(name, 'common:problem.choice')
    return all.filter((text) => UUID.test(text))
  }

  checked(name: string): boolean {
    return ['on', 'true', '1', 'yes'].includes(this.#raw(name))
  }

  #parsed<Value>(
    name: string,
    parse: (text: string) => Value | undefined,
    problem: TextKey,
  ): Value | undefined {
    const text = this.#raw(name)
    if (text === '') return undefined
    const value = parse(text)
    if (value === undefined) this.refuse(name, problem)
    return value
  }

  /** The caller stops at `problems` before it uses what was missing. */
  #missing<Value>(name: string): Value {
    this.refuse(name, 'common:problem.required')
    return undefined as Value
  }
}
