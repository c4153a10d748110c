import { describe, expect, test } from 'vitest'
import { DAY_MS, freshScene, said, SESSION } from './scene.ts'

const scene = freshScene()

describe('money that goes back', () => {
  test('a refund is counted once, and what failed or was cancelled comes back', async () => {
    const { id } = scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id)
    const charge = async () => (await scene.client.charges.list({ payment_intent: id }, scene.on)).data[0]!
    const first = await scene.client.refunds.create(
      { payment_intent: id, amount: 800, metadata: { line: 'gift' } },
      scene.on,
    )
    expect(first).toMatchObject({ status: 'succeeded', amount: 800 })
    const waits = scene.stripe.refund(id, { cents: 500, status: 'requires_action' })
    expect(waits.balance_transaction).toBe(null)
    expect((await charge()).amount_refunded).toBe(1_300)
    await scene.client.refunds.cancel(waits.id, {}, scene.on)
    expect((await charge()).amount_refunded).toBe(800)
    scene.stripe.settleRefund(first.id, 'failed')
    expect(await charge()).toMatchObject({ amount_refunded: 0, refunded: false })
    const moved = await scene.client.balanceTransactions.list({}, scene.on)
    expect(moved.data.map(({ type, amount }) => [type, amount])).toEqual([
      ['refund_failure', 800],
      ['refund', -800],
      ['charge', 12_800],
    ])
    expect(
      (await said(scene.client.refunds.create({ payment_intent: id, amount: 12_801 }, scene.on)))?.message,
    ).toContain('greater than unrefunded')
    await scene.client.refunds.create({ payment_intent: id }, scene.on)
    expect(await said(scene.client.refunds.create({ payment_intent: id }, scene.on))).toMatchObject({
      code: 'charge_already_refunded',
    })
  })

  test('a debit’s refund takes its time', () => {
    const { id } = scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id, { method: 'sepa_debit' })
    scene.stripe.settlePayment(id, 'succeeded')
    const made = scene.stripe.refund(id)
    expect(made.status).toBe('pending')
    expect(scene.stripe.settleRefund(made.id, 'succeeded').status).toBe('succeeded')
    expect(() => scene.stripe.settleRefund(made.id, 'pending')).toThrow('cannot become')
  })

  test('a dispute takes the money and a fee; a won one brings both back, an inquiry takes nothing', async () => {
    const [won, lost, asked] = [1, 2, 3].map(
      () => scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id).id,
    )
    const made = scene.stripe.dispute(won!)
    scene.stripe.contest(made.id)
    scene.stripe.decide(made.id, 'won')
    scene.stripe.decide(scene.stripe.dispute(lost!).id, 'lost')
    scene.stripe.decide(scene.stripe.dispute(asked!, { inquiry: true }).id, 'warning_closed')
    const moves = async (payment: string) =>
      (await scene.client.disputes.list({ payment_intent: payment }, scene.on)).data.map(
        ({ status, balance_transactions }) => [status, ...balance_transactions.map(({ net }) => net)],
      )
    expect(await moves(won!)).toEqual([['won', -14_800, 14_800]])
    expect(await moves(lost!)).toEqual([['lost', -14_800]])
    expect(await moves(asked!)).toEqual([['warning_closed']])
    expect(await said(scene.client.refunds.create({ payment_intent: lost! }, scene.on))).toMatchObject({
      code: 'charge_disputed',
    })
  })

  test('a payout holds what was available and sums up; what the bank sends back goes again', async () => {
    scene.stripe.pay(scene.stripe.session(scene.account, SESSION).id)
    expect(scene.stripe.payOut(scene.account)).toBe(null)
    scene.now_ms += 4 * DAY_MS
    const made = scene.stripe.payOut(scene.account)!
    expect(made.amount).toBe(12_800 - 217)
    const inIt = await scene.client.balanceTransactions.list({ payout: made.id }, scene.on)
    expect(inIt.data.map(({ type, net }) => [type, net])).toEqual([
      ['payout', -12_583],
      ['charge', 12_583],
    ])
    scene.stripe.settlePayout(made.id, 'failed')
    const next = scene.stripe.payOut(scene.account)!
    expect(next.amount).toBe(made.amount)
    scene.stripe.settlePayout(next.id, 'paid')
    expect((await scene.client.payouts.list({ status: 'paid' }, scene.on)).data.map(({ id }) => id)).toEqual([
      next.id,
    ])
  })
})
