import type { StepPlace } from '../../../adapters/contract/index.ts'
import type { PublishedStep } from '../configuration.ts'
import { armOf, drawOf } from '../guard/arm.ts'
import { cartOf } from './cart.ts'
import type { Counting } from './counting.ts'

/**
 * Whether the cart of this request is one that sees the step; counts that it has come to it. A cart that the ticketing's cookie
 * does not tell from others is in no arm: it sees the step where all carts do, and is not counted.
 */
export async function isShownTo(
  request: Request,
  { key, open, trial, shown_percent }: PublishedStep,
  place: StepPlace,
  counting: Counting,
): Promise<boolean> {
  if (!open || shown_percent === 0) return false
  const cart = await cartOf(request, place, key)
  if (cart === null) return shown_percent === 100
  const arm = armOf(await drawOf(key, cart), shown_percent)
  counting.add(trial, arm, 'begun')
  return arm === 'shown'
}

/** Counts a cart that became an order. */
export async function countFinished(
  request: Request,
  { key, open, trial, shown_percent }: PublishedStep,
  place: StepPlace,
  counting: Counting,
): Promise<void> {
  const cart = !open || shown_percent === 0 ? null : await cartOf(request, place, key)
  if (cart === null) return
  const draw = await drawOf(key, cart)
  if (!counting.hasFinished(draw)) counting.add(trial, armOf(draw, shown_percent), 'finished')
}
