import { z } from '@hono/zod-openapi'
import { DAY_MS, later } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { chosenIn } from './chosen.ts'
import type { PublishedStep } from './configuration.ts'
import { readBody } from './read-body.ts'

const cart = z.string().regex(/^[0-9a-f]{64}$/)
const Consent = z.object(chosenIn)
const CartConsent = z.object({ ...chosenIn, cart })
/** An order's code, as ticketings make them. */
export const ORDER = '[\\w-]{1,50}'
const Order = z.object({ cart, order: z.string().regex(new RegExp(`^${ORDER}$`)) })

/**
 * Keeps what someone chose in a step of a page that fills the ticketing's own line. One round trip.
 * @throws Problem invalid_request
 */
export async function keepConsent(ctx: Context, step: PublishedStep, body: string): Promise<void> {
  await keep(ctx, step, { cart: null, ...readBody(Consent, body) })
}

/** The same of a cart that the structure's edge Worker tells apart. One round trip. @throws Problem invalid_request */
export async function keepCartConsent(ctx: Context, step: PublishedStep, body: string): Promise<void> {
  await keep(ctx, step, readBody(CartConsent, body))
}

async function keep(ctx: Context, { structure_id }: PublishedStep, chosen: object): Promise<void> {
  await ctx.db.call('keep_consent', { structure_id, ...chosen, now: ctx.now() })
}

/**
 * A cart became an order: what was chosen in it proves the gift that the ticketing will tell of. One round trip.
 * @throws Problem invalid_request
 */
export async function nameOrder(ctx: Context, { structure_id }: PublishedStep, body: string): Promise<void> {
  await ctx.db.call('name_order', { structure_id, ...readBody(Order, body) })
}

/** Carts that became no order within a day are forgotten. */
export async function purgeConsents(ctx: Context): Promise<void> {
  await ctx.db.call('purge_consents', { before: later(ctx.now(), -DAY_MS) })
}
