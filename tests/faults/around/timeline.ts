/** The one time of a schedule: it stands still until it is told to pass, and whoever sleeps is woken in order. */
export class Timeline {
  now_ms: number
  #sleepers: { at_ms: number; wake: () => void }[] = []

  constructor(start_ms: number) {
    this.now_ms = start_ms
  }

  /** Calls `wake` when so much time has passed. */
  after(duration_ms: number, wake: () => void): void {
    this.#sleepers.push({ at_ms: this.now_ms + duration_ms, wake })
    this.#sleepers.sort((a, b) => a.at_ms - b.at_ms)
  }

  /** When the next sleeper is due; null when nobody sleeps. */
  next_ms(): number | null {
    return this.#sleepers[0]?.at_ms ?? null
  }

  passTo(at_ms: number): void {
    this.now_ms = Math.max(this.now_ms, at_ms)
  }

  /** Wakes whoever's time has come. Answers how many. */
  wakeDue(): number {
    const due = this.#sleepers.filter((sleeper) => sleeper.at_ms <= this.now_ms)
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at_ms > this.now_ms)
    for (const { wake } of due) wake()
    return due.length
  }

  /** Begins anew, with nobody asleep. */
  restart(start_ms: number): void {
    this.now_ms = start_ms
    this.#sleepers = []
  }
}
