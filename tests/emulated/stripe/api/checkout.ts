import { z } from 'zod'
import { createSession, expireSession } from '../acts/checkout.ts'
import { listQuery, page } from '../lists.ts'
import { find } from '../world.ts'
import { expand, list, metadata, nothing, retrieve, route } from './route.ts'

const url = z.url({ protocol: /^https?$/ }).max(5_000)
const Line = z.strictObject({
  price: z.string().optional(),
  price_data: z
    .strictObject({
      currency: z.string().length(3).toLowerCase(),
      unit_amount: z.coerce.number().int().min(0).max(99_999_999),
      product: z.string().optional(),
      product_data: z
        .strictObject({
          name: z.string().min(1).max(250),
          description: z.string().min(1).max(500).optional(),
          metadata: metadata.optional(),
        })
        .optional(),
    })
    .optional(),
  quantity: z.coerce.number().int().min(1).max(999_999).optional(),
  metadata: metadata.optional(),
})
const METHODS = z.enum(['card', 'sepa_debit'])
const LOCALES = ['auto', 'fr', 'en', 'de', 'nl', 'it', 'es', 'pt', 'fr-CA', 'en-GB'] as const
const NewSession = z.strictObject({
  mode: z.literal('payment'),
  line_items: z.array(Line).min(1).max(100),
  success_url: url,
  cancel_url: url.optional(),
  client_reference_id: z.string().max(200).optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: z.email().optional(),
  expires_at: z.coerce.number().int().optional(),
  locale: z.enum(LOCALES).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      description: z.string().max(1_000).optional(),
      metadata: metadata.optional(),
    })
    .optional(),
  payment_method_types: z.array(METHODS).min(1).optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  expand,
})

const PATH = '/v1/checkout/sessions'
const filters = {
  payment_intent: z.string().optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
}
export const checkoutRoutes = [
  route('POST', PATH, NewSession, ({ world, account, params }) => createSession(world, account, params)),
  list('checkout.session', PATH, filters, (session, { payment_intent, status }, account) => {
    if (payment_intent !== undefined)
      find(account, 'payment_intent', payment_intent, { name: 'payment_intent', status: 400 })
    return (
      (payment_intent === undefined || session.payment_intent === payment_intent) &&
      (status === undefined || session.status === status)
    )
  }),
  retrieve('checkout.session', PATH),
  route('GET', `${PATH}/:id/line_items`, z.strictObject(listQuery), ({ account, ids, params }) => {
    const { id } = find(account, 'checkout.session', ids['id'] ?? '')
    // line items are listed in the order in which they were put there
    return page(`${PATH}/${id}/line_items`, (account.items.get(id) ?? []).toReversed(), params)
  }),
  route('POST', `${PATH}/:id/expire`, nothing, ({ world, account, ids, cause }) =>
    expireSession(world, account, ids['id'] ?? '', cause),
  ),
]
