import { Stripe } from 'stripe'

export interface SignedEvent {
  /** the raw body, about 1.9 KB */
  body: string
  /** what Stripe sends as `Stripe-Signature` */
  signature: string
}

const stripe = new Stripe('sk_test_signs_only')

/**
 * Webhooks of payments that succeeded, each of an event and a payment never seen before, signed by Stripe's own
 * library. Signing is the sender's work; it costs the round some hundredths of its time.
 */
export function signedEvents(secret: string, run: string): () => SignedEvent {
  const [before, between, after] = JSON.stringify(event('«event»', '«payment»'), null, 2).split(
    /«event»|«payment»/,
  )
  let number = 0
  return () => {
    const id = `${run}${String(++number).padStart(9, '0')}`
    const body = `${before}${id}${between}${id}${after}`
    return { body, signature: stripe.webhooks.generateTestHeaderString({ payload: body, secret }) }
  }
}

/** Final, so that nobody asks Stripe for it again. Field names and kinds of values: docs.stripe.com/api/payment_intents */
const payment = (id: string) => ({
  id: `pi_${id}`,
  object: 'payment_intent',
  amount: 1250,
  amount_capturable: 0,
  amount_received: 1250,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: { allow_redirects: 'always', enabled: true },
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic_async',
  client_secret: null,
  confirmation_method: 'automatic',
  created: 1790000000,
  currency: 'eur',
  customer: null,
  description: 'Abonnement 2026/27',
  invoice: null,
  last_payment_error: null,
  latest_charge: 'ch_3SolidaireBench0000000001',
  livemode: false,
  metadata: { order: 'K7QX2', line: '2', season: '2026/27' },
  next_action: null,
  on_behalf_of: null,
  payment_method: 'pm_1SolidaireBench0000000001',
  payment_method_options: {
    card: { installments: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card', 'sepa_debit'],
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'succeeded',
  transfer_data: null,
  transfer_group: null,
})

const event = (id: string, payment_id: string) => ({
  id: `evt_${id}`,
  object: 'event',
  account: 'acct_1SolidaireBench0001',
  api_version: '2026-10-28',
  created: 1790000001,
  data: { object: payment(payment_id) },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type: 'payment_intent.succeeded',
})
