/** A bounded memory for what always comes out the same and costs something to make; the oldest is forgotten first. */
export class Remembered<Value> {
  readonly #known = new Map<string, Value>()
  readonly #most: number

  /** @param most values kept */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    return this.#known.get(key)
  }

  keep(key: string, value: Value): Value {
    this.#known.set(key, value)
    const [oldest] = this.#known.keys()
    if (this.#known.size > this.#most && oldest !== undefined) this.#known.delete(oldest)
    return value
  }
}
