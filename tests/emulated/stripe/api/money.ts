import { z } from 'zod'
import { decide } from '../acts/dispute.ts'
import { find } from '../world.ts'
import { list, nothing, retrieve, route } from './route.ts'

const optional = z.string().optional()
const asIs = (wanted: string | undefined, is: string | null | undefined): boolean =>
  wanted === undefined || wanted === is

/** Disputes, what moved on the account, what was paid out, and what happened. */
export const moneyRoutes = [
  list(
    'dispute',
    '/v1/disputes',
    { charge: optional, payment_intent: optional },
    (one, { charge, payment_intent }) => asIs(charge, one.charge) && asIs(payment_intent, one.payment_intent),
  ),
  retrieve('dispute', '/v1/disputes'),
  route('POST', '/v1/disputes/:id/close', nothing, ({ world, account, ids }) =>
    decide(world, account, find(account, 'dispute', ids['id'] ?? '').id, 'lost'),
  ),
  list(
    'balance_transaction',
    '/v1/balance_transactions',
    { currency: optional, payout: optional, source: optional, type: optional },
    (one, { currency, payout, source, type }, account) =>
      asIs(currency, one.currency) &&
      asIs(source, one.source) &&
      asIs(type, one.type) &&
      asIs(payout, account.paid_out.get(one.id)),
  ),
  retrieve('balance_transaction', '/v1/balance_transactions'),
  list('payout', '/v1/payouts', { status: optional }, (one, { status }) => asIs(status, one.status)),
  retrieve('payout', '/v1/payouts'),
  list(
    'event',
    '/v1/events',
    { type: optional, types: z.array(z.string()).max(20).optional() },
    (one, { type, types }) => asIs(type, one.type) && (types === undefined || types.includes(one.type)),
  ),
  retrieve('event', '/v1/events'),
]
