import type { Arm } from './counts.ts'

/**
 * What decides the arm of a cart, 32 bits: a hash, so that it is the same on every page and nobody has to remember it, and hangs
 * on nothing that the buyer does. What the cart is called cannot be read back from it.
 * @param key the structure's public key, so that two houses with the same names of carts draw apart
 * @param cart what the ticketing itself calls the cart
 */
export async function drawOf(key: string, cart: string): Promise<number> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${key} ${cart}`))
  return new DataView(hash).getUint32(0)
}

/** A larger share shows the step to more carts, and takes it from none. */
export const armOf = (draw: number, shown_percent: number): Arm =>
  draw % 100 < shown_percent ? 'shown' : 'not_shown'
