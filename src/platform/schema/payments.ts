import { sql } from 'drizzle-orm'
import { index, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant, whole } from './columns.ts'

/**
 * One movement on a payment account as its provider books it, as far as gifts have a share in it: what came or went, what the
 * provider kept, and the payout that brought it to the bank. Its fee is posted once, when its gift has a convention.
 */
export const paymentMovement = pgTable(
  'payment_movement',
  {
    connection_id: uuid().notNull(),
    /** the provider's own, such as `txn_…` */
    reference: text().notNull(),
    /** the (first) gift of the payment */
    gift_reference: text().notNull(),
    /** the gifts' share; below zero where money went back */
    gift_cents: whole().notNull(),
    /** the gifts' share of what the provider kept; below zero where it gave some back */
    fee_cents: whole().notNull(),
    moved_at: instant().notNull(),
    payout_reference: text(),
    /** null: its fee is not posted yet */
    convention_id: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.connection_id, t.reference] }),
    index('payment_movement_waiting')
      .on(t.connection_id, t.gift_reference)
      .where(sql`convention_id is null`),
    index('payment_movement_of_convention').on(t.convention_id),
    index('payment_movement_of_payout').on(t.connection_id, t.payout_reference),
  ],
)

export const payoutState = pgEnum('payout_state', ['on_its_way', 'paid', 'failed'])

/** What a payment provider sent to the bank, whole: gifts are a part of it, or all. */
export const payout = pgTable(
  'payout',
  {
    id: id(),
    connection_id: uuid().notNull(),
    reference: text().notNull(),
    cents: whole().notNull(),
    state: payoutState().notNull(),
    made_at: instant().notNull(),
    arrives_at: instant().notNull(),
    seen_at: instant().notNull(),
  },
  (t) => [uniqueIndex('payout_once').on(t.connection_id, t.reference)],
)
