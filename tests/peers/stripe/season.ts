import type { Stripe } from 'stripe'
import { giftPrice } from '../../../adapters/stripe/venue.ts'
import { subscription } from '../../adapters/stripe/harness.ts'
import { said, SESSION } from '../../emulated/stripe/scene.ts'
import type { EmulatedStripe } from '../../emulated/stripe/server.ts'

const DAY_MS = 86_400_000

export interface Played {
  stripe: EmulatedStripe
  client: Stripe
  account: ReturnType<EmulatedStripe['connect']>
  /** the clock goes on */
  later(duration_ms: number): void
}

/** Everything that can become of gifts at our emulated Stripe, and a donee that leaves. Answers the payments. */
export async function playSeason(played: Played): Promise<string[]> {
  const { stripe, account } = played
  const payments = [...(await pay(played)), ...giveBack(played), ...disputed(played)]
  played.later(10 * DAY_MS)
  for (const outcome of ['paid', 'failed'] as const) {
    const payout = stripe.payOut(account)
    if (payout) stripe.settlePayout(payout.id, outcome)
    payments.push(stripe.payDirectly(account, 700).id)
    played.later(10 * DAY_MS)
  }
  stripe.revoke(stripe.connect('Une scène qui part'))
  return payments
}

const sell = (
  { stripe, account }: Played,
  how: Parameters<EmulatedStripe['pay']>[1] = {},
  more: Parameters<typeof subscription>[1] = {},
): string => stripe.pay(stripe.session(account, subscription(800, more)).id, how).id

/** By card, by debit that the bank pays or does not, only reserved at first, declined, with an amount set at Stripe. */
async function pay(played: Played): Promise<string[]> {
  const { stripe, client, account } = played
  const debits = (['succeeded', 'failed'] as const).map((outcome) => {
    const debit = sell(played, { method: 'sepa_debit' })
    stripe.settlePayment(debit, outcome)
    return debit
  })
  const reserved = sell(played, {}, { payment_intent_data: { capture_method: 'manual' } })
  stripe.capture(reserved, 9_000)
  const on = { stripeAccount: account.facts.id }
  const price = await client.prices.create(giftPrice('Partager un fauteuil'), on)
  const product = await client.products.create({ name: 'Abonnement', description: 'Six soirées.' }, on)
  const items = [
    { price: price.id },
    { price_data: { currency: 'eur', unit_amount: 9_000, product: product.id } },
  ]
  const chosen = sell(played, { amounts: [1_250] }, { line_items: items })
  const left = stripe.session(account, subscription(800))
  await client.checkout.sessions.expire(left.id, {}, on)
  return [sell(played), sell(played, { declined: 'card_declined' }), ...debits, reserved, chosen]
}

/** In part, whole, of a debit, refused by the bank long after, waiting for the payer, called off. */
function giveBack(played: Played): string[] {
  const { stripe } = played
  const partly = sell(played)
  const noted = stripe.refund(partly, {
    cents: 500,
    metadata: { acs: 'gift' },
    reason: 'requested_by_customer',
  })
  stripe.noteOnRefund(noted.id, { till: '3' })
  const whole = sell(played)
  const refused = stripe.refund(whole)
  stripe.settleRefund(refused.id, 'failed')
  const debit = sell(played, { method: 'sepa_debit' })
  stripe.settlePayment(debit, 'succeeded')
  stripe.settleRefund(stripe.refund(debit).id, 'succeeded')
  const asked = sell(played)
  stripe.settleRefund(stripe.refund(asked, { cents: 300, status: 'requires_action' }).id, 'canceled')
  stripe.refund(asked, { cents: 200, status: 'pending' })
  return [partly, whole, debit, asked]
}

/** Open, contested, won, lost; an inquiry that ends, and one that becomes a dispute. */
function disputed(played: Played): string[] {
  const { stripe } = played
  const [open, won, lost] = [sell(played), sell(played), sell(played)]
  const [closed, grown] = [sell(played), sell(played)]
  stripe.dispute(open)
  const contested = stripe.dispute(won, { cents: 800 })
  stripe.contest(contested.id)
  stripe.decide(contested.id, 'won')
  stripe.decide(stripe.dispute(lost, { reason: 'product_not_received' }).id, 'lost')
  stripe.decide(stripe.dispute(closed, { inquiry: true }).id, 'warning_closed')
  stripe.escalate(stripe.dispute(grown, { inquiry: true }).id)
  return [open, won, lost, closed, grown]
}

/** What Stripe refuses, one after the other. Answers the statuses. */
export async function refusals({ stripe, client, account }: Played): Promise<unknown[]> {
  const on = { stripeAccount: account.facts.id }
  const twice = { ...on, idempotencyKey: 'twice' }
  await client.checkout.sessions.create(SESSION, twice)
  const calls: (() => Promise<unknown>)[] = [
    async () => client.refunds.retrieve('re_none', {}, on),
    async () => client.checkout.sessions.list({ payment_intent: 'pi_none' }, on),
    async () => client.checkout.sessions.create({ ...SESSION, line_items: [] }, on),
    async () => client.checkout.sessions.create({ ...SESSION, locale: 'fr' }, twice),
    async () => client.refunds.list({}, { ...on, apiKey: 'sk_test_another' }),
    async () => client.refunds.list({}, { stripeAccount: 'acct_none' }),
  ]
  const statuses: unknown[] = []
  for (const call of calls) statuses.push((await said(call()))?.statusCode)
  for (const status of [429, 500]) {
    stripe.faults.answer = { status, times: 1 }
    statuses.push((await said(client.refunds.list({}, on)))?.statusCode)
  }
  return statuses
}
