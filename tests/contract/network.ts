import type { Fetch } from './harness.ts'

const method = (input: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): string =>
  init?.method ?? (input instanceof Request ? input.method : 'GET')

/** The `nth` write (1 is the next) reaches the partner, but its answer never comes back. */
export function losingAnswer(nth: number) {
  const lost = { count: 0 }
  const wrap =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const answer = await fetch(input, init)
      if (method(input, init) === 'GET') return answer
      lost.count += 1
      if (lost.count !== nth) return answer
      await answer.arrayBuffer()
      throw new TypeError('the connection was lost')
    }
  return { wrap, reached: () => lost.count >= nth }
}

/** No write reaches the partner any more. */
export const losingWrites =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    if (method(input, init) === 'GET') return fetch(input, init)
    throw new TypeError('the connection was lost')
  }

/** Every call has this answer, and none reaches the partner. */
export const answering = (make: () => Response) => (): Fetch => async () => make()

/** Writes reach the partner; every answer to them is this one instead. */
export const garblingWrites =
  (make: () => Response) =>
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const answer = await fetch(input, init)
    if (method(input, init) === 'GET') return answer
    await answer.arrayBuffer()
    return make()
  }
