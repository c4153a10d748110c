import type { House } from './houses.ts'
import { Latencies } from './percentiles.ts'

/** The donation step in a season's opening: read with each page that shows it, and told of by the edge of some houses. */
export interface Step {
  /** by a page in its language, and by an edge Worker in all of them */
  read: Latencies
  consent_kept: Latencies
  order_named: Latencies
  /** orders whose consent was told first, and whose edge was answered 204 */
  named: number
  /** what was not answered as it should be */
  refused: string[]
  shown(house: House, way: Way): Promise<void>
  /** somebody chose so much; one in ten after having chosen something else */
  chosen(house: House, cart: string, cents: number): Promise<void>
  ordered(house: House, cart: string, order: string): Promise<void>
}
export type Way = 'script' | 'edge'

/** As long as a hash is. */
const CART_BYTES = 32
const CHANGED_OF = 10
/** Readings before the doors open, while nothing else asks the database. */
const READINGS = 300

export const newCart = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(CART_BYTES))).toString('hex')

export function stepOf(origin: string, below: (n: number) => number): Step {
  /** @returns the answer's text; null when it is not this one */
  async function asked(
    times: Latencies,
    path: string,
    status: number,
    init: RequestInit = {},
  ): Promise<string | null> {
    const began_ms = performance.now()
    const answer = await fetch(`${origin}${path}`, init)
    const text = await answer.text()
    times.add(performance.now() - began_ms)
    if (answer.status === status) return text
    step.refused.push(`${path} answered ${answer.status}: ${text.slice(0, 200)}`)
    return null
  }
  const told = (times: Latencies, { key, edge_token }: House['step'], what: string, body: object) =>
    asked(times, `/edge/${key}/${what}`, 204, {
      method: 'POST',
      headers: { authorization: `Bearer ${edge_token}` },
      body: JSON.stringify(body),
    })
  const step: Step = {
    read: new Latencies(),
    consent_kept: new Latencies(),
    order_named: new Latencies(),
    named: 0,
    refused: [],
    async shown({ step: { key } }, way) {
      await asked(step.read, `/step/${key}/${way === 'edge' ? 'all' : 'fr'}.json`, 200)
    },
    async chosen(house, cart, cents) {
      const choice = { version: house.step.version, language: 'fr', typed: '', cart }
      for (const one of below(CHANGED_OF) === 0 ? [cents + 100, cents] : [cents])
        await told(step.consent_kept, house.step, 'consents', {
          ...choice,
          intent: crypto.randomUUID(),
          cents: one,
        })
    },
    async ordered(house, cart, order) {
      if ((await told(step.order_named, house.step, 'orders', { cart, order })) !== null) step.named += 1
    },
  }
  return step
}

/**
 * Reads the step of every house, again and again. Throws when it is not shown.
 * @returns how many times, and the round trips to the database that it took
 */
export async function readBefore(
  step: Step,
  houses: readonly House[],
  roundTrips: () => number,
): Promise<{ readings: number; round_trips: number }> {
  const before = roundTrips()
  for (let n = 0; n < READINGS; n += 1)
    await step.shown(houses[n % houses.length]!, n % 2 === 0 ? 'script' : 'edge')
  if (step.refused[0]) throw new Error(step.refused[0])
  return { readings: READINGS, round_trips: roundTrips() - before }
}
