/** A step of the programme's ladder as it stands. */
export type StandingStage = { id: string; name: string }

export type ArrangedStages = {
  stages: { id: string | undefined; name: string; position: number }[]
  removed: StandingStage[]
}

/**
 * The ladder as it was written anew, one name a line. A name that is known keeps its step, wherever it was moved; an
 * unknown name renames the step that stood in its place, or is a new step when that one is still there.
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
