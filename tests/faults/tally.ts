/** How often each thing was really exercised, over all schedules of a run. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>()

  count(kind: string, what: string, times = 1): void {
    const kinds = this.#counts.get(kind) ?? new Map<string, number>()
    kinds.set(what, (kinds.get(what) ?? 0) + times)
    this.#counts.set(kind, kinds)
  }

  /** Says that it might happen, so that what never did is shown with a zero. */
  expect(kind: string, ...things: readonly string[]): void {
    for (const what of things) this.count(kind, what, 0)
  }

  of(kind: string): [string, number][] {
    return [...(this.#counts.get(kind) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }

  /** What might have happened and never did. */
  never(): string[] {
    return [...this.#counts].flatMap(([kind, things]) =>
      [...things].filter(([, times]) => times === 0).map(([what]) => `${kind}: ${what}`),
    )
  }

  /** A block of lines for each kind. */
  lines(): string[] {
    return [...this.#counts.keys()].flatMap((kind) => [
      kind,
      ...this.of(kind).map(([what, times]) => `  ${String(times).padStart(7)}  ${what}`),
    ])
  }
}
