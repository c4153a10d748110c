import { beforeAll, beforeEach, expect, test } from 'vitest'
import { bookWaitingFees } from '../../src/gifts/index.ts'
import { reconcile } from '../../src/hooks/index.ts'
import { DAY_MS } from '../../src/platform/clock.ts'
import { subscription } from '../adapters/stripe/harness.ts'
import { violations } from '../ledger/invariants.ts'
import { balancesOf } from '../setup/world.ts'
import { freshHouse, type House } from './stripe-house.ts'

// What Stripe keeps and what it pays out, from its events to the books.

let house: House
beforeAll(async () => {
  house = await freshHouse()
})
beforeEach(async () => {
  house.stripe.mail.drop()
  house.app.enqueued.length = 0
})
const sell = (cents: number) => house.stripe.pay(house.stripe.session(house.account, subscription(cents)).id)
const fees = async () => {
  const { fees: kept = 0, withheld = 0 } = await balancesOf(house.world)
  return [-kept, withheld]
}
const sound = async () => expect(await violations(house.world.pg, house.world.convention_id)).toEqual({})
async function settle(): Promise<void> {
  await house.settle()
  await bookWaitingFees(house.app.ctx)
}

test('where nothing moved and nothing was paid out, three round trips compare the books', async () => {
  await house.world.database.resetRoundTrips()
  await reconcile(house.app.ctx, house.connection_id)
  expect(await house.world.database.roundTrips()).toBe(3)
})

test('a fee is booked apart, once, and takes nothing from the gift', async () => {
  const [before = 0] = await fees()
  const payment = sell(800)
  await settle()
  await house.stripe.mail.again()
  await settle()
  await reconcile(house.app.ctx, house.connection_id)
  expect(await fees()).toEqual([before + 14, before + 14])
  expect((await house.booked())[payment.id]).toBe(800)
  await sound()
})

test('of one payment is booked though another in the same batch is under way and has none', async () => {
  const [before = 0] = await fees()
  const { session } = house.stripe
  house.stripe.mail.hold()
  sell(800)
  house.stripe.pay(session(house.account, subscription(700)).id, { method: 'sepa_debit' })
  await house.stripe.mail.release()
  await settle()
  expect((await fees())[0]).toBe(before + 14)
  await sound()
})

test('whose gift waits for a convention, it waits with it', async () => {
  const { world, app, clock } = house
  await world.pg.query("update convention set collects_from = '2027-01-01'")
  const before = await fees()
  const payment = sell(800)
  await settle()
  expect(await fees()).toEqual(before)
  await world.pg.query("update convention set collects_from = '2026-06-01'")
  await world.db.call('post_suspended', { limit: 100, now: new Date(clock.now_ms).toISOString() })
  await bookWaitingFees(app.ctx)
  expect(await fees()).toEqual(before.map((cents) => cents + 14))
  expect((await house.booked())[payment.id]).toBe(800)
  await sound()
})

test('a dispute’s fee is booked, and taken off again when it is won', async () => {
  const payment = sell(800)
  await settle()
  const [before = 0] = await fees()
  const { id } = house.stripe.dispute(payment.id)
  await settle()
  expect(await fees()).toEqual([before + 125, before + 125])
  house.stripe.decide(id, 'won')
  await settle()
  expect(await fees()).toEqual([before, before])
  expect((await house.booked())[payment.id]).toBe(800)
  await sound()
})

test('told by many at once it is booked once', async () => {
  const payment = sell(800)
  await house.settle()
  const [before = 0] = await fees()
  const movement = {
    connection_id: house.connection_id,
    reference: 'txn_told_by_many',
    gift: (
      await house.world.pg.query<{ reference: string }>(
        'select reference from gift where reference like $1',
        [`%${payment.id}%`],
      )
    ).rows[0]!.reference,
    gift_cents: 0,
    fee_cents: 50,
    at: new Date(house.clock.now_ms).toISOString(),
  }
  await Promise.all(
    Array.from({ length: 12 }, async () =>
      house.world.db.call('book_fees', { now: movement.at, movements: [movement, movement] }),
    ),
  )
  await bookWaitingFees(house.app.ctx)
  expect((await fees())[0]).toBe(before + 14 + 50)
  await sound()
})

test('a fee that no event told is found at night', async () => {
  house.stripe.mail.hold()
  sell(900)
  house.stripe.mail.drop()
  const before = (await fees())[0]!
  await reconcile(house.app.ctx, house.connection_id)
  await bookWaitingFees(house.app.ctx)
  expect((await fees())[0]).toBe(before + 15)
  await sound()
})

interface PayoutRow {
  reference: string
  state: string
  cents: number
  gift_cents: number
  fee_cents: number
}
/** As the structure sees them. */
const payouts = async (): Promise<PayoutRow[]> =>
  (await house.app.ask(house.world.structure, 'GET', '/v1/payouts')).body.items

test('a payout is recorded when Stripe tells of it, with the gifts and fees that are in it', async () => {
  const paid = [sell(500), sell(700)]
  house.stripe.refund(paid[0]!.id, { cents: 200, metadata: { acs: 'gift' } })
  await settle()
  house.clock.now_ms += 4 * DAY_MS
  const made = house.stripe.payOut(house.account)!
  house.stripe.settlePayout(made.id, 'paid')
  await settle()
  const row = (await payouts()).find(({ reference }) => reference === made.id)
  const { rows } = await house.world.pg.query<{ gifts: string; fees: string }>(
    "select sum(gift_cents) as gifts, sum(fee_cents) as fees from payment_movement where reference <> 'txn_told_by_many'",
  )
  // everything that ever moved was available by now: the bank has it all
  expect(row).toMatchObject({
    state: 'paid',
    cents: made.amount,
    gift_cents: Number(rows[0]!.gifts),
    fee_cents: Number(rows[0]!.fees),
  })
  const booked = Object.values(await house.booked()).reduce((sum, cents) => sum + cents, 0)
  expect(row?.gift_cents).toBe(booked)
})

test('one that the bank sends back is said so, and goes with the next', async () => {
  sell(600)
  house.clock.now_ms += 4 * DAY_MS
  house.stripe.mail.hold()
  const made = house.stripe.payOut(house.account)!
  house.stripe.mail.drop()
  await reconcile(house.app.ctx, house.connection_id)
  expect((await payouts()).map(({ reference }) => reference)).toContain(made.id)
  house.clock.now_ms += 2 * DAY_MS
  house.stripe.settlePayout(made.id, 'failed')
  await settle()
  const next = house.stripe.payOut(house.account)!
  house.stripe.settlePayout(next.id, 'paid')
  await settle()
  const states = Object.fromEntries((await payouts()).map(({ reference, state }) => [reference, state]))
  expect(states).toMatchObject({ [made.id]: 'failed', [next.id]: 'paid' })
  await sound()
})
