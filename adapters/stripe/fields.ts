import { z } from 'zod'

// Of Stripe's objects these fields alone are read: no name, no address, no card.

const cents = z.int()
const metadata = z.record(z.string(), z.string())
const orNone = metadata.nullish().transform((pairs) => pairs ?? {})

/** A balance transaction: what came to the account or left it, and what Stripe kept of it. */
export const Movement = z.object({
  id: z.string(),
  amount: cents,
  fee: cents,
  currency: z.string(),
  created: z.int(),
  type: z.string(),
})
export type Movement = z.infer<typeof Movement>

const Charge = z.object({ id: z.string(), balance_transaction: Movement.nullable() })
export const Intent = z.object({
  id: z.string(),
  amount_received: cents,
  latest_charge: Charge.nullable(),
})

const Item = z.object({
  id: z.string(),
  amount_total: cents,
  metadata: orNone,
  price: z.object({ metadata }).nullable(),
})
export type Item = z.infer<typeof Item>
export const Items = z.object({ data: z.array(Item), has_more: z.boolean() })

/** With the payment itself where its id would be; null: nothing had to be paid. What a session of another mode lacks is left open. */
export const PaidSession = z.object({
  id: z.string(),
  created: z.int(),
  currency: z.string().nullable(),
  metadata: orNone,
  line_items: Items.nullish().transform((items) => items ?? { data: [], has_more: false }),
  payment_intent: Intent.nullable(),
})
export type PaidSession = z.infer<typeof PaidSession>

export const Refund = z.object({
  id: z.string(),
  amount: cents,
  status: z.string().nullable(),
  created: z.int(),
  metadata: orNone,
  balance_transaction: Movement.nullable(),
  failure_balance_transaction: Movement.nullish(),
})
export type Refund = z.infer<typeof Refund>

export const Dispute = z.object({
  id: z.string(),
  amount: cents,
  status: z.string(),
  balance_transactions: z.array(Movement),
})
export type Dispute = z.infer<typeof Dispute>

/** Everything that says what a payment made through Checkout gave. */
export interface Payment {
  account: string
  session: PaidSession
  items: Item[]
  refunds: Refund[]
  disputes: Dispute[]
}
