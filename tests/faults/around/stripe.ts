import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { signatureOf } from '../../emulated/stripe/postman.ts'
import { startStripe } from '../../emulated/stripe/server.ts'
import { all } from '../../emulated/stripe/world.ts'
import { noFaults } from '../../emulated/stripe/faults.ts'
import type { Emulated, TheirGift } from './house.ts'

/** A donee's account at the emulated Stripe: gifts paid by card or by debit, paid back, contested. */
export interface CardOffice extends Emulated {
  account: string
  key: string
  /** of the deployment's webhook there */
  webhook_secret: string
  /** a subscription with a gift; a debit counts when it has arrived */
  pay(cents: number, method: 'card' | 'sepa_debit'): { payment: string; reference: string }
  debitEnds(payment: string, outcome: 'succeeded' | 'failed'): void
  /** pays so much of the gift back; answers the refund */
  payBack(payment: string, cents: number): string
  /** the bank sends a refund back: what was paid back is paid again */
  refundFails(refund: string): void
  contest(payment: string): string
  decide(dispute: string, outcome: 'won' | 'lost'): void
  payOut(): void
}

const SUBSCRIPTION_CENTS = 12_000
const line = (name: string, unit_amount: number, metadata = {}) => ({
  price_data: { currency: 'eur', unit_amount, product_data: { name } },
  quantity: 1,
  metadata,
})

/** @param hook_url where the deployment takes what Stripe sends */
export async function openCardOffice(now_ms: () => number, hook_url: string): Promise<CardOffice> {
  const stripe = await startStripe({ now: () => new Date(now_ms()).toISOString() })
  const donee = stripe.connect('Théâtre du Port')
  const endpoint = stripe.addEndpoint({ url: hook_url, events: [...EVENTS] })
  const { world, mail } = stripe
  const [webhook_secret = ''] = endpoint.secrets
  const sign = (body: string, secret: string) =>
    signatureOf({ secrets: [secret] }, body, Math.floor(now_ms() / 1_000), world.livemode)

  return {
    name: 'stripe',
    own_url: stripe.url,
    account: donee.facts.id,
    key: stripe.key,
    webhook_secret,
    gifts: () => giftsOf(donee),
    pay(cents, method) {
      const session = stripe.session(donee, {
        mode: 'payment',
        line_items: [line('Abonnement', SUBSCRIPTION_CENTS), line('Don', cents, { acs: 'gift' })],
        success_url: 'https://theatre.example.org/merci',
        metadata: { acs_version: '1' },
      })
      const payment = stripe.pay(session.id, { method }).id
      const item = donee.items.get(session.id)!.at(-1)!
      return { payment, reference: `${donee.facts.id}/${payment}/${item.id}` }
    },
    debitEnds: (payment, outcome) => void stripe.settlePayment(payment, outcome),
    payBack: (payment, cents) => stripe.refund(payment, { cents, metadata: { acs: 'gift' } }).id,
    refundFails: (refund) => void stripe.settleRefund(refund, 'failed'),
    contest: (payment) => stripe.dispute(payment).id,
    decide: (dispute, outcome) => void stripe.decide(dispute, outcome),
    payOut: () => void stripe.payOut(donee),

    hookUrl: () => endpoint.facts.url,
    secret: () => webhook_secret,
    sign: (_id, body, secret = webhook_secret) => ({
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': sign(body, secret),
    }),
    next_ms: () => {
      const due = mail.waiting().map(({ due_ms }) => due_ms ?? Infinity)
      return due.length === 0 ? null : Math.min(...due)
    },
    wake: async () => mail.deliver(),
    settled: async () => mail.settled(),
    remember: () => undefined,
    async reset() {
      await mail.settled()
      for (const kept of [donee.objects, donee.items, donee.paid_out]) kept.clear()
      world.deliveries.length = 0
      Object.assign(world.faults, noFaults())
    },
    stop: async () => stripe.stop(),
  }
}

/** From Stripe's own objects: a gift line of a paid session, less what was paid back of it, less all while it is contested or lost. */
function giftsOf(account: Parameters<typeof all>[0]): TheirGift[] {
  const refunds = all(account, 'refund').filter(({ status }) => status !== 'failed' && status !== 'canceled')
  const disputes = all(account, 'dispute').filter(({ status }) => status !== 'won')
  return all(account, 'checkout.session').flatMap((session) => {
    const payment = session.payment_intent ?? ''
    const paid = session.payment_status === 'paid' && !disputes.some((one) => one.payment_intent === payment)
    const items = account.items.get(session.id) ?? []
    return items
      .filter(({ metadata }) => metadata?.['acs'] === 'gift')
      .map(({ id, amount_total }) => {
        const back = refunds
          .filter((one) => one.payment_intent === payment)
          .reduce((sum, one) => sum + one.amount, 0)
        return { reference: `${account.facts.id}/${payment}/${id}`, cents: paid ? amount_total - back : 0 }
      })
  })
}
