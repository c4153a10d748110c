import { EVENTS } from '../../../adapters/stripe/hooks.ts'
import { signatureOf } from '../../emulated/stripe/postman.ts'
import { startStripe } from '../../emulated/stripe/server.ts'
import { noFaults } from '../../emulated/stripe/faults.ts'
import { find, seconds } from '../../emulated/stripe/world.ts'
import type { Emulated } from './house.ts'
import { feesOf, giftsOf, paidBy, payoutsOf, type TheirMovement, type TheirPayout } from './stripe-books.ts'

/** A donee's account at the emulated Stripe: gifts paid by card or by debit, paid back, contested. */
export interface CardOffice extends Emulated {
  account: string
  key: string
  /** of the deployment's webhook there: those that sign now, the youngest first */
  webhook_secrets(): readonly string[]
  /** a subscription with a gift; a debit counts when it has arrived */
  pay(cents: number, method: 'card' | 'sepa_debit'): { payment: string; reference: string }
  /** pays a page that was opened by our own step; null when nobody can pay it any more */
  payPage(url: string, method: 'card' | 'sepa_debit'): { payment: string; reference: string } | null
  /** a page that was opened can be paid for a day */
  isOver(url: string): boolean
  /** how many sessions of each intent were paid, or are being paid; from its own books */
  paidBy(): Map<string, number>
  debitEnds(payment: string, outcome: 'succeeded' | 'failed'): void
  /** pays so much of the gift back; answers the refund */
  payBack(payment: string, cents: number): string
  /** the bank sends a refund back: what was paid back is paid again */
  refundFails(refund: string): void
  contest(payment: string): string
  decide(dispute: string, outcome: 'won' | 'lost'): void
  /** sends what is available to the bank; answers the payout, null when there is nothing */
  payOut(): string | null
  payoutEnds(payout: string, outcome: 'paid' | 'failed'): void
  /** headers of a webhook that was signed then, with this */
  signedAt(body: string, secret: string, at_ms: number): Record<string, string>
  /** the last secret that was retired; null when none was */
  retired(): string | null
  /** a younger secret signs beside the one before, until that is retired */
  rollSecret(): void
  retireSecret(): void
  /** from its own books */
  fees(): TheirMovement[]
  payouts(): TheirPayout[]
}

const SUBSCRIPTION_CENTS = 12_000
const sessionIn = (url: string): string => url.split('/').at(-1) ?? ''
const line = (name: string, unit_amount: number, metadata = {}) => ({
  price_data: { currency: 'eur', unit_amount, product_data: { name } },
  quantity: 1,
  metadata,
})

/** @param hook_url where the deployment takes what Stripe sends */
export async function openCardOffice(now_ms: () => number, hook_url: string): Promise<CardOffice> {
  const clock = { skew_ms: 0 }
  const here_ms = () => now_ms() + clock.skew_ms
  const stripe = await startStripe({ now: () => new Date(here_ms()).toISOString() })
  const donee = stripe.connect('Théâtre du Port')
  const endpoint = stripe.addEndpoint({ url: hook_url, events: [...EVENTS] })
  const { world, mail } = stripe
  const first = [...endpoint.secrets]
  let retired: string | null = null
  const sign = (body: string, secrets: string[], at_ms: number) => ({
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signatureOf({ secrets }, body, Math.floor(at_ms / 1_000), world.livemode),
  })

  return {
    name: 'stripe',
    own_url: stripe.url,
    account: donee.facts.id,
    key: stripe.key,
    webhook_secrets: () => endpoint.secrets,
    get skew_ms() {
      return clock.skew_ms
    },
    set skew_ms(skew_ms) {
      clock.skew_ms = skew_ms
    },
    gifts: () => giftsOf(donee),
    payPage(url, method) {
      const id = sessionIn(url)
      const session = find(donee, 'checkout.session', id)
      if (session.status !== 'open' || session.expires_at <= seconds(world)) return null
      const payment = stripe.pay(id, { method }).id
      return { payment, reference: `${donee.facts.id}/${payment}/${donee.items.get(id)!.at(-1)!.id}` }
    },
    isOver: (url) => find(donee, 'checkout.session', sessionIn(url)).expires_at <= seconds(world),
    paidBy: () => paidBy(donee),
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
    payOut: () => stripe.payOut(donee)?.id ?? null,
    payoutEnds: (payout, outcome) => void stripe.settlePayout(payout, outcome),
    rollSecret: () => void stripe.rollSecret(endpoint),
    retireSecret() {
      retired = endpoint.secrets.splice(1).at(0) ?? retired
    },
    retired: () => retired,
    signedAt: (body, secret, at_ms) => sign(body, [secret], at_ms),
    fees: () => feesOf(donee),
    payouts: () => payoutsOf(donee),

    hookUrl: () => endpoint.facts.url,
    secret: () => endpoint.secrets[0] ?? '',
    sign: (_id, body, secret) => sign(body, secret === undefined ? endpoint.secrets : [secret], here_ms()),
    next_ms: () => {
      const due = mail.waiting().map(({ due_ms }) => due_ms ?? Infinity)
      return due.length === 0 ? null : Math.min(...due) - clock.skew_ms
    },
    wake: async () => mail.deliver(),
    settled: async () => mail.settled(),
    remember: () => undefined,
    async reset() {
      await mail.settled()
      for (const kept of [donee.objects, donee.items, donee.paid_out]) kept.clear()
      world.deliveries.length = 0
      endpoint.secrets = [...first]
      retired = null
      clock.skew_ms = 0
      Object.assign(world.faults, noFaults())
    },
    stop: async () => stripe.stop(),
  }
}
