import { z } from 'zod'
import type { Books, Json, PaymentMovement } from '../contract/index.ts'
import { Movement, PaidSession, type Payment } from './fields.ts'
import { giftsOf } from './gifts.ts'
import type { Line } from './line.ts'
import { giftLines } from './marks.ts'
import { movementsOf } from './movements.ts'
import { itemsOf, order } from './orders.ts'
import { payoutsSince } from './payouts.ts'

/** Until when we looked, and the payments with a gift that were under way then: a debit takes days. */
const Cursor = z.object({ since: z.int(), awaiting: z.record(z.string(), z.int()) })
type Cursor = z.infer<typeof Cursor>
type Gift = Books['gifts'][number]

const HOUR_S = 3_600
const DAY_S = 24 * HOUR_S
/** A session may be paid until a day after it was made. */
const OPEN_S = 25 * HOUR_S
/** No delayed method takes longer. */
const UNDER_WAY_S = 30 * DAY_S
const FIRST_LOOK_S = 400 * DAY_S
/** Clocks differ, and lists are not made in one moment. */
const OVERLAP_S = HOUR_S

const Moved = Movement.extend({
  source: z.object({ payment_intent: z.string().nullish() }).nullish().catch(null),
})
const COMING_IN = ['charge', 'payment']

/**
 * Stripe's own books: the Checkout Sessions that were completed, every movement on the account since the last time, and what
 * was paid out. A payment is only asked for by itself when something went back of it, or when it was under way.
 */
export async function reconcile(line: Line, cursor: Json): Promise<Books> {
  const now = Math.floor(Date.parse(line.now()) / 1_000)
  const before: Cursor = Cursor.safeParse(cursor).data ?? { since: now - FIRST_LOOK_S, awaiting: {} }
  const paid = await paidWithGifts(line, before.since - OPEN_S)
  const moved = await movedSince(line, before.since - OVERLAP_S)
  for (const [id, created] of Object.entries(before.awaiting)) {
    if (created > now - UNDER_WAY_S) moved.add(id)
  }
  const awaiting: Record<string, number> = {}
  const gifts: Gift[] = []
  const movements: PaymentMovement[] = []
  for (const payment of paid) {
    const { payment_intent, created } = payment.session
    if (!payment_intent) continue
    if (payment_intent.amount_received === 0) awaiting[payment_intent.id] = created
    if (moved.has(payment_intent.id)) continue
    gifts.push(...listed(payment_intent.id, giftsOf(payment)))
    movements.push(...movementsOf(payment))
  }
  for (const id of moved) {
    const state = await order(line, id)
    if (state) gifts.push(...listed(id, state.gifts))
    movements.push(...(state?.movements ?? []))
    const created = before.awaiting[id]
    // nothing has happened to it since it was made
    if (created !== undefined && state?.gifts[0]?.version === 0) awaiting[id] = created
  }
  const payouts = await payoutsSince(line, before.since - OVERLAP_S)
  return { gifts, bookings: [], movements, payouts, cursor: { since: now, awaiting } }
}

const listed = (payment: string, gifts: ReturnType<typeof giftsOf>): Gift[] =>
  gifts.map(({ reference, cents, currency }) => ({ reference, cents, currency, order: payment }))

/** As they stand when nothing went back of them. */
async function paidWithGifts(line: Line, since: number): Promise<Payment[]> {
  const sessions = await line.api.all(PaidSession, async (stripe, page) =>
    stripe.checkout.sessions.list({
      created: { gte: since },
      status: 'complete',
      expand: ['data.line_items', 'data.payment_intent.latest_charge.balance_transaction'],
      ...page,
    }),
  )
  const payments: Payment[] = []
  for (const session of sessions) {
    const items = await itemsOf(line, session)
    if (giftLines(session, items).length > 0)
      payments.push({ account: line.account, session, items, refunds: [], disputes: [] })
  }
  return payments
}

/** Payments of which something went back, or came back, since then. */
async function movedSince({ api }: Line, since: number): Promise<Set<string>> {
  const movements = await api.all(Moved, async (stripe, page) =>
    stripe.balanceTransactions.list({ created: { gte: since }, expand: ['data.source'], ...page }),
  )
  const back = movements.filter(({ type }) => !COMING_IN.includes(type))
  return new Set(back.flatMap(({ source }) => source?.payment_intent ?? []))
}
