import { Stripe } from 'stripe'
import type { HookRequest, HookSecrets, HookVerdict } from '../contract/index.ts'
import { eventIn } from './event.ts'

export { placeOf } from './place.ts'

const TOLERANCE_S = 300

const { webhooks } = Stripe
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
      reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!
    }
  }
  if (!genuine) return { genuine, reason }
  const signed_s = Number(/.*(?:^|,)t=(\d+)/.exec(header)?.[1])
  if (!(signed_s - now_ms / 1_000 <= TOLERANCE_S))
    return { genuine: false, reason: 'it was signed in the future' }

  const event = eventIn(hook.body)
  // what cannot be read names no account, so nobody can be told
  if (!event) return { genuine, event_id: `unreadable at ${signed_s}`, account: null }
  const { id: event_id, account = null } = event
  const kept = JSON.stringify(event)
  const ours = key === undefined || isLive(key) === event.livemode
  return { genuine, event_id, account, kept, ...(ours ? {} : { ignored: IN_TEST_MODE }) }
}
const IN_TEST_MODE = 'it was made with another kind of key than ours: test and real payments never mix'
const isLive = (key: string): boolean => /^[a-z]+_live_/.test(key)
