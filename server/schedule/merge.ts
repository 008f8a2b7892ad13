/** What stands in the fields of a form, by their names. */
export type FieldValues = Readonly<Record<string, string | readonly string[]>>

/** A field in which what was typed and what stands now are not the same. */
export type Apart<Values> = {
  field: keyof Values & string
  /** Whose goes on in the form: what was typed by oneself, or what the other one has written since. */
  holds: 'mine' | 'theirs'
}

/**
 * Two people have changed the same thing. What I did not touch takes what stands now; what I typed stays, and where the
 * two differ both are named. Without knowing what I saw, everything counts as typed.
 */
export function merged<Values extends FieldValues>(
  base: Values | undefined,
  theirs: Values,
  mine: Values,
): { values: Values; apart: readonly Apart<Values>[] } {
  const fields = Object.keys(mine) as (keyof Values & string)[]
  const apart = fields
    .filter((field) => !same(mine[field], theirs[field]))
    .map((field) => ({
      field,
      holds: base !== undefined && same(mine[field], base[field]) ? ('theirs' as const) : ('mine' as const),
    }))
  const taken = apart.filter(({ holds }) => holds === 'theirs').map(({ field }) => [field, theirs[field]])
  return { values: { ...mine, ...(Object.fromEntries(taken) as Partial<Values>) }, apart }
}

/** A field of several values holds the same in whatever order. */
function same(one: FieldValues[string] | undefined, other: FieldValues[string] | undefined): boolean {
  return JSON.stringify([one ?? ''].flat().toSorted()) === JSON.stringify([other ?? ''].flat().toSorted())
}
