export interface FreePlace {
  place: number
  /** the row it is in; places of one row with consecutive numbers are side by side */
  line: string
  seat: string | null
}

/** Runs of places side by side, in the order of the house. */
function runsOf(free: FreePlace[]): FreePlace[][] {
  const runs: FreePlace[][] = []
  for (const one of free) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && last.line === one.line && last.place + 1 === one.place) run.push(one)
    else runs.push([one])
  }
  return runs
}

/** So many places, together: the first run that holds them all, else the longest runs first. */
export function choosePlaces(free: FreePlace[], wanted: number): FreePlace[] {
  const runs = runsOf(free)
  const together = runs.find((run) => run.length >= wanted)
  if (together) return together.slice(0, wanted)
  return runs
    .toSorted((left, right) => right.length - left.length)
    .flat()
    .slice(0, wanted)
}

const GROUP = 4

/** So many places, in small groups over all the rows: seats kept aside are neither the best nor the worst. */
export function spreadPlaces(free: FreePlace[], wanted: number): FreePlace[] {
  const groups = runsOf(free).flatMap((run) =>
    Array.from({ length: Math.ceil(run.length / GROUP) }, (_, at) => run.slice(at * GROUP, (at + 1) * GROUP)),
  )
  const lines = Map.groupBy(groups, (group) => group[0]?.line ?? '')
  const chosen: FreePlace[] = []
  for (let turn = 0; chosen.length < wanted && turn < groups.length; turn += 1) {
    for (const row of lines.values()) chosen.push(...(row[turn] ?? []))
  }
  return chosen.slice(0, wanted)
}
