import { z } from 'zod'
import { type PaymentPage, PartnerRejects, type PayRequest, RetryLater } from '../contract/index.ts'
import { instantOf } from './api.ts'
import type { Line } from './line.ts'
import { withGift } from './venue.ts'

const Opened = z.object({ id: z.string(), url: z.url(), expires_at: z.int() })
/** Stripe's languages, as far as ours are among them; it sees to others itself. */
const LOCALES = ['fr', 'en', 'de', 'nl', 'it', 'es'] as const

/**
 * Opens Stripe's page for one gift, paid to the donee directly. The same intent again is the same page, whatever became of the
 * answer: Stripe keeps its key for a day, which is as long as the page lives.
 */
export async function pay({ api }: Line, request: PayRequest): Promise<PaymentPage> {
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
  try {
    const opened = await api.post(Opened, async (stripe) =>
      stripe.checkout.sessions.create(session, { idempotencyKey: `fauteuil-${intent}` }),
    )
    return { outcome: 'opened', payment: opened.id, url: opened.url, ends_at: instantOf(opened.expires_at) }
  } catch (cause) {
    const other = cause instanceof PartnerRejects && cause.body.includes('"idempotency_error"')
    if (other && cause.status === 400) return { outcome: 'intent_used' }
    // the same was asked a moment before, and Stripe is still at it: a double click
    if (cause instanceof PartnerRejects && cause.status === 409) throw new RetryLater(cause.message)
    throw cause
  }
}
