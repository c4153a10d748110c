import type { House } from './houses.ts'
import { Latencies } from './percentiles.ts'
import { newCart, type Step, type Way } from './step.ts'

export interface Sold {
  orders: number
  gifts: number
  gift_cents: number
  /** how long the box offices took to sell: the sale comes first */
  sale: Latencies
}

/**
 * Subscribers come when they come, whether the one before was served or not: an open loop. Each is shown the step; of every other
 * one the edge of their house tells what they chose, and their order.
 */
export async function openTheSeason(
  houses: readonly House[],
  step: Step,
  arrivals_ms: readonly number[],
  below: (n: number) => number,
): Promise<Sold> {
  const sold: Sold = { orders: 0, gifts: 0, gift_cents: 0, sale: new Latencies() }
  const began_ms = performance.now()
  const subscribe = async (house: House, cents: number, way: Way) => {
    const cart = newCart()
    await step.shown(house, way)
    if (way === 'edge') await step.chosen(house, cart, cents)
    const asked_ms = performance.now()
    const answer = await fetch(`${house.office.url}/acs/sandbox/purchases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ cents }),
    })
    const { orderId: order } = (await answer.json()) as { orderId: string }
    if (!answer.ok) throw new Error(`A box office answered ${answer.status}`)
    sold.sale.add(performance.now() - asked_ms)
    sold.orders += 1
    sold.gifts += 1
    sold.gift_cents += cents
    if (way === 'edge') await step.ordered(house, cart, order)
  }
  const coming: Promise<void>[] = []
  for (const at_ms of arrivals_ms) {
    const wait_ms = at_ms - (performance.now() - began_ms)
    if (wait_ms > 1) await new Promise((resolve) => setTimeout(resolve, wait_ms))
    coming.push(
      subscribe(houses[below(houses.length)]!, 100 + below(2_400), below(2) === 0 ? 'edge' : 'script'),
    )
  }
  await Promise.all(coming)
  return sold
}
