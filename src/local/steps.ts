/** a step that takes longer than this says so */
const QUIET_MS = 1_000

/** Steps of a start, each told when it took long, and what undoes them, in reverse. */
export class Steps {
  readonly #say: (line: string) => void
  readonly #signal: AbortSignal | undefined
  readonly #undo: (() => Promise<void>)[] = []
  #undoing: Promise<void> | undefined

  constructor(say: (line: string) => void, signal: AbortSignal | undefined) {
    this.#say = say
    this.#signal = signal
  }

  /** Runs one step. After an abort none begins any more, and the one under way is waited for. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#signal?.throwIfAborted()
    const started_ms = performance.now()
    const timer = setTimeout(() => this.#say(`… ${name}`), QUIET_MS)
    try {
      const result = await work()
      this.#say(`✓ ${name} (${((performance.now() - started_ms) / 1_000).toFixed(1)} s)`)
      return result
    } finally {
      clearTimeout(timer)
    }
  }

  /** Done at the end, the last first. */
  undo(work: () => Promise<void>): void {
    this.#undo.push(work)
  }

  /** Done at once when the start is aborted, so that a long step comes to its end. */
  onAbort(work: () => Promise<void>): void {
    this.#signal?.addEventListener('abort', () => void work())
  }

  get undoing(): boolean {
    return this.#undoing !== undefined
  }

  undoAll(): Promise<void> {
    this.#undoing ??= this.#undoInReverse()
    return this.#undoing
  }

  async #undoInReverse(): Promise<void> {
    const faults: unknown[] = []
    for (const work of this.#undo.toReversed()) await work().catch((fault: unknown) => faults.push(fault))
    if (faults.length > 0) throw new AggregateError(faults, 'Not everything could be ended.')
  }
}
