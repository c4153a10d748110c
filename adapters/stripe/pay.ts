import type { Stripe } from 'stripe'
import { z } from 'zod'
import { type PaymentPage, PartnerRejects, type PayRequest, RetryLater } from '../contract/index.ts'
import { instantOf } from './api.ts'
import type { Line } from './line.ts'
import { withGift } from './venue.ts'

const Opened = z.object({ id: z.string(), url: z.url(), expires_at: z.int() })
const Standing = z.object({ status: z.enum(['open', 'complete', 'expired']) })
/** Stripe's languages, as far as ours are among them; it sees to others itself. */
const LOCALES = ['fr', 'en', 'de', 'nl', 'it', 'es'] as const
/** The same request is still being carried out: it will not take long. */
const UNDER_WAY_MS = 500

/**
 * Opens Stripe's page for one gift, paid to the donee directly. The same intent again is the same page, whatever became of the
 * answer; once that was paid it is not opened again, and once its time was over unpaid there is another.
 */
export async function pay(line: Line, request: PayRequest): Promise<PaymentPage> {
  const { intent, cents, title, description, language, paid_url, left_url, consent } = request
  const session = withGift(
    {
      mode: 'payment',
      locale: LOCALES.find((locale) => locale === language) ?? 'auto',
      submit_type: 'donate',
      success_url: paid_url,
      cancel_url: left_url,
      client_reference_id: intent,
    },
    { name: title, description, amount: { cents }, consent: { ...consent, intent } },
  )
  return open(line, session, `fauteuil-${intent}`)
}

/** Stripe keeps what it answered to a key for a day at least, the page's address too, though the page may have ended since. */
async function open(
  line: Line,
  session: Stripe.Checkout.SessionCreateParams,
  key: string,
): Promise<PaymentPage> {
  const opened = await create(line, session, key)
  if (!opened) return { outcome: 'intent_used' }
  const { id, url, expires_at, known } = opened
  const page = { payment: id, url, ends_at: instantOf(expires_at) }
  if (!known) return { outcome: 'opened', ...page }
  const { status } = await line.api.get(Standing, async (stripe) => stripe.checkout.sessions.retrieve(id))
  if (status === 'expired') return open(line, session, `fauteuil-after-${id}`)
  return { outcome: status === 'complete' ? 'paid' : 'opened', ...page }
}

/** `known`: it was made before, with this key. Null: with this key something else was. */
async function create({ api }: Line, session: Stripe.Checkout.SessionCreateParams, idempotencyKey: string) {
  let known = false
  try {
    const opened = await api.post(Opened, async (stripe) => {
      const made = await stripe.checkout.sessions.create(session, { idempotencyKey })
      // not what its type says: the very answer that our own client gave it
      const { headers } = made.lastResponse as unknown as Response
      known = headers.get('idempotent-replayed') === 'true'
      return made
    })
    return { ...opened, known }
  } catch (cause) {
    if (!(cause instanceof PartnerRejects)) throw cause
    if (cause.status === 409) throw new RetryLater(cause.message, UNDER_WAY_MS)
    if (cause.status === 400 && cause.body.includes('"idempotency_error"')) return null
    throw cause
  }
}
