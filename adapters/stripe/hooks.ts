import { Stripe } from 'stripe'
import { z } from 'zod'
import type { HookRequest, HookSecrets, HookVerdict, Reading } from '../contract/index.ts'

/** The events that the deployment's webhook at Stripe has to ask for, of connected accounts. */
export const EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'charge.captured',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'payout.paid',
  'payout.failed',
  'account.application.deauthorized',
] as const

const OF_PAYMENTS = ['checkout.session.', 'charge.refund', 'charge.captured', 'charge.dispute.', 'refund.']
/** With each the account's books of some days are closed. */
const OF_PAYOUTS = ['payout.paid', 'payout.failed', 'payout.canceled']
const TOLERANCE_S = 300

const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  account: z.string().optional(),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: z.string().optional(),
      object: z.string().optional(),
      payment_intent: z.string().nullish(),
    }),
  }),
})

const { webhooks } = new Stripe('sk_none_is_needed_to_verify', { httpClient: Stripe.createFetchHttpClient() })
const subtle = Stripe.createSubtleCryptoProvider()

/**
 * Stripe's own library checks the signature over the raw body and that it is not too old; that it is not from the future is
 * checked here. Of an event only what says where to look is kept: it also tells who paid, which is none of our business.
 */
export async function verify(hook: HookRequest, { signing, key }: HookSecrets): Promise<HookVerdict> {
  const now_ms = Date.parse(hook.now)
  const header = hook.headers.get('stripe-signature') ?? ''
  let reason = 'this deployment has no webhook secret of Stripe'
  let genuine = false
  for (const secret of signing) {
    try {
      const signed = webhooks.signature?.verifyHeaderAsync(
        hook.body,
        header,
        secret,
        TOLERANCE_S,
        subtle,
        now_ms,
      )
      if (await signed) genuine = true
    } catch (cause) {
      reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
    }
  }
  if (!genuine) return { genuine, reason }
  const signed_s = Number(/.*(?:^|,)t=(\d+)/.exec(header)?.[1])
  if (!(signed_s - now_ms / 1_000 <= TOLERANCE_S))
    return { genuine: false, reason: 'it was signed in the future' }

  const event = Event.safeParse(json(hook.body)).data
  // what cannot be read names no account, so nobody can be told
  if (!event) return { genuine, event_id: `unreadable at ${signed_s}`, account: null }
  const { id: event_id, account = null } = event
  const kept = JSON.stringify(event)
  const ours = key === undefined || isLive(key) === event.livemode
  return { genuine, event_id, account, kept, ...(ours ? {} : { ignored: IN_TEST_MODE }) }
}
const IN_TEST_MODE = 'it was made with another kind of key than ours: test and real payments never mix'
const isLive = (key: string): boolean => /^[a-z]+_live_/.test(key)

export function read(body: string): Reading {
  const parsed = Event.safeParse(json(body))
  if (!parsed.success) return { unreadable: 'the body is no event of Stripe (id, type, data.object)' }
  const { type, data } = parsed.data
  if (type === 'account.application.deauthorized')
    return { unreadable: 'the donee has taken away our access to its Stripe account' }
  if (OF_PAYOUTS.includes(type)) return { looks: [{ kind: 'books' }] }
  if (!OF_PAYMENTS.some((prefix) => type.startsWith(prefix)))
    return { ignored: `${type} means nothing to us` }
  const payment = data.object.payment_intent
  if (!payment) return { ignored: `${type} of something that nobody paid` }
  return { looks: [{ kind: 'order', order: payment }] }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
