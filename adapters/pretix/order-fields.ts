import { z } from 'zod'
import { amount, instant } from './api.ts'

export const Checkin = z.object({ datetime: instant, type: z.string(), auto_checked_in: z.boolean() })
const Position = z.object({
  id: z.int(),
  positionid: z.int(),
  item: z.int(),
  price: amount,
  canceled: z.boolean(),
  addon_to: z.int().nullable(),
  checkins: z.array(Checkin),
})
/** Of an attempt to pay or to pay back: only what came to an end counts, and an end is never undone. */
const Payment = z.object({ state: z.string(), amount, payment_date: instant.nullable() })
const Refund = z.object({
  state: z.string(),
  amount,
  execution_date: instant.nullable(),
  provider: z.string(),
})
export const Order = z.object({
  code: z.string(),
  event: z.string(),
  /** n: pending, p: paid, e: expired, c: cancelled */
  status: z.enum(['n', 'p', 'e', 'c']),
  testmode: z.boolean(),
  datetime: instant,
  last_modified: instant,
  api_meta: z.json(),
  total: amount,
  positions: z.array(Position),
  payments: z.array(Payment),
  refunds: z.array(Refund),
})
export type Order = z.infer<typeof Order>

/** pretix is asked for these fields alone: no name, no address, no secret ever comes. */
export const ORDER_QUERY = {
  include_canceled_positions: 'true',
  include: [
    'code',
    'event',
    'status',
    'testmode',
    'datetime',
    'last_modified',
    'api_meta',
    'total',
    ...Object.keys(Position.shape).map((field) => `positions.${field}`),
    ...Object.keys(Payment.shape).map((field) => `payments.${field}`),
    ...Object.keys(Refund.shape).map((field) => `refunds.${field}`),
  ],
}
