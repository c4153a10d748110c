import type { EnableRequest, PayRequest } from '../../../adapters/contract/index.ts'
import { ENABLE } from '../../adapters/open/harness.ts'
import type { openOn } from '../../adapters/stripe/harness.ts'
import type { Instead } from './recorder.ts'

export const ENABLE_REQUEST: EnableRequest = {
  hook: { url: 'https://fauteuil.example.org/hooks/stripe', signing_secret: '' },
  step: ENABLE,
}
export const PAY_REQUEST: PayRequest = {
  intent: 'intent-1',
  cents: 1_250,
  title: 'Partager un fauteuil',
  description: 'Ouvre une place et la moitié de la suivante.',
  language: 'fr',
  paid_url: 'https://theatre.example.org/merci',
  left_url: 'https://theatre.example.org/abonnement',
  consent: {
    shown: 'Ouvrir une place : 8 €',
    chosen: '12,50 €',
    chosen_at: '2026-07-01T10:00:00Z',
    version: '7',
  },
}

type Partner = ReturnType<typeof openOn>
/** A verb of the adapter, and the calls that it comes to. */
interface Verb {
  act: (partner: Partner) => Promise<unknown>
  /** what stripe-mock, which tells of the same few things whatever is asked, is made to tell */
  instead?: Instead
  asks: string[]
}
export const SESSIONS = 'GET /v1/checkout/sessions'
const SESSION = 'GET /v1/checkout/sessions/{session}'
const MORE = { has_more: true }
const GIFT_OF_MANY_LINES = { metadata: { acs: 'gift' }, line_items: MORE }
const OF_A_PAYMENT = [
  SESSIONS,
  'GET /v1/checkout/sessions/{session}/line_items',
  'GET /v1/disputes',
  'GET /v1/refunds',
]
export const VERBS: Record<string, Verb> = {
  enable: {
    act: async (partner) => partner.enable(ENABLE_REQUEST),
    instead: { 'GET /v1/webhook_endpoints': MORE },
    asks: ['GET /v1/accounts/{account}', 'GET /v1/webhook_endpoints'],
  },
  disable: { act: async (partner) => partner.disable(), asks: [] },
  pay: { act: async (partner) => partner.pay(PAY_REQUEST), asks: ['POST /v1/checkout/sessions'] },
  'pay, in a language that Stripe does not speak': {
    act: async (partner) => partner.pay({ ...PAY_REQUEST, language: 'br' }),
    asks: ['POST /v1/checkout/sessions'],
  },
  'pay, once more when it was paid': {
    act: async (partner) => {
      await partner.pay(PAY_REQUEST)
      await partner.pay(PAY_REQUEST)
    },
    instead: { [SESSION]: { status: 'complete' } },
    asks: ['POST /v1/checkout/sessions', SESSION],
  },
  'order, with a gift among many lines': {
    act: async (partner) => partner.order('pi_1'),
    instead: {
      [SESSIONS]: { data: [GIFT_OF_MANY_LINES] },
      'GET /v1/refunds': MORE,
      'GET /v1/disputes': MORE,
    },
    asks: OF_A_PAYMENT,
  },
  'order, of a payment without Checkout': {
    act: async (partner) => partner.order('pi_1'),
    instead: { [SESSIONS]: { data: [] } },
    asks: [SESSIONS, 'GET /v1/payment_intents/{intent}'],
  },
  reconcile: {
    act: async (partner) => partner.reconcile(null),
    instead: {
      [SESSIONS]: { ...MORE, data: [GIFT_OF_MANY_LINES] },
      'GET /v1/balance_transactions': {
        ...MORE,
        data: [{ type: 'refund', source: { payment_intent: 'pi_1' } }],
      },
      'GET /v1/payouts': { ...MORE, data: [{ currency: 'eur', created: 4_000_000_000 }] },
    },
    asks: ['GET /v1/balance_transactions', 'GET /v1/payouts', ...OF_A_PAYMENT],
  },
}

/** Every call of the adapter, as Stripe's library names it and as Stripe's document does. */
export const CALLS = {
  'accounts.retrieve': 'GET /v1/accounts/{account}',
  'webhookEndpoints.list': 'GET /v1/webhook_endpoints',
  'checkout.sessions.create': 'POST /v1/checkout/sessions',
  'checkout.sessions.retrieve': SESSION,
  'checkout.sessions.list': SESSIONS,
  'checkout.sessions.listLineItems': 'GET /v1/checkout/sessions/{session}/line_items',
  'paymentIntents.retrieve': 'GET /v1/payment_intents/{intent}',
  'refunds.list': 'GET /v1/refunds',
  'disputes.list': 'GET /v1/disputes',
  'balanceTransactions.list': 'GET /v1/balance_transactions',
  'payouts.list': 'GET /v1/payouts',
}
