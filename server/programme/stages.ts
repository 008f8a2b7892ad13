import type { Problem } from '../problem.ts'

/** A step of the programme's ladder as it stands. */
export type StandingStage = { id: string; name: string }

export type ArrangedStages = {
  stages: { id: string | undefined; name: string; position: number }[]
  removed: StandingStage[]
}

const MOST_STAGES = 20
const LONGEST_NAME = 80

/** One name a line, as the form has them. */
export const namesFrom = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/**
 * The ladder as it was written anew. A name that is known keeps its step, wherever it was moved; an unknown name renames
 * the step that stood in its place, or is a new step when that one is still there.
 */
export function arrange(standing: readonly StandingStage[], names: readonly string[]): ArrangedStages {
  const byName = new Map(standing.map((stage) => [stage.name, stage.id]))
  const kept = new Set(names.flatMap((name) => byName.get(name) ?? []))
  const stages = names.map((name, index) => {
    const inPlace = standing[index]
    const renamed = inPlace !== undefined && !kept.has(inPlace.id) ? inPlace.id : undefined
    const id = byName.get(name) ?? renamed
    if (id !== undefined) kept.add(id)
    return { id, name, position: index + 1 }
  })
  return { stages, removed: standing.filter((stage) => !kept.has(stage.id)) }
}

/** A step on which somebody stands or has stood belongs to their history. */
export function whyNotArrange(
  names: readonly string[],
  { removed }: ArrangedStages,
  inUse: readonly string[],
): Problem[] {
  const field = 'stages'
  if (names.length === 0) return [{ field, text: 'programme:stagesMissing' }]
  if (names.length > MOST_STAGES)
    return [{ field, text: 'programme:stagesTooMany', values: { max: MOST_STAGES } }]
  if (names.some((name) => [...name].length > LONGEST_NAME))
    return [{ field, text: 'common:problem.tooLong', values: { max: LONGEST_NAME } }]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return [{ field, text: 'programme:stagesTwice', values: { name: twice } }]
  const missed = removed.find((stage) => inUse.includes(stage.id))
  return missed ? [{ field, text: 'programme:stagesInUse', values: { name: missed.name } }] : []
}
