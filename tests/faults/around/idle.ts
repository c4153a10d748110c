/** Counts what is under way on one side, so that a schedule can wait until nothing is. */
export class Busy {
  #calls = 0
  total = 0

  async during<T>(act: () => Promise<T>): Promise<T> {
    this.#calls += 1
    this.total += 1
    try {
      return await act()
    } finally {
      this.#calls -= 1
    }
  }

  get calls(): number {
    return this.#calls
  }
}
