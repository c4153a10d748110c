import { z } from '@hono/zod-openapi'
import { openPayment, type OpenedPayment } from '../gifts/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { chosenIn } from './chosen.ts'
import { thanksAddress } from './hosted/address.ts'
import { inLanguage, LEAST_PAID_CENTS, type PublishedStep } from './configuration.ts'
import { readBody } from './read-body.ts'

const Asked = z.object({
  ...chosenIn,
  /** where it stands; one that cannot be come back to keeps nobody from giving */
  page: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional()
    .catch(undefined),
})
export type AskedPayment = z.infer<typeof Asked>

/**
 * A page asks for one gift to be paid. The intent is made there: asked twice, it opens one page.
 * @param origin as the browser says it of that page
 * @throws Problem origin_not_allowed, invalid_request, and what `payStep` throws
 */
export async function askPayment(
  ctx: Context,
  step: PublishedStep,
  origin: string | undefined,
  body: string,
): Promise<OpenedPayment> {
  if (!origin || ![...step.origins, ctx.origin].includes(origin))
    throw new Problem('origin_not_allowed', { origin: origin ?? null })
  const asked = readBody(Asked, body)
  const own = asked.page?.startsWith(`${origin}/`)
  return payStep(ctx, step, asked, own ? asked.page : undefined)
}

/**
 * Opens the page on which the gift is paid to the donee; what was shown and chosen goes with it, and stays with the gift. One
 * round trip, and one call to the provider.
 * @param left_url where who does not pay comes back to
 * @throws Problem invalid_request (more or less than can be paid), payment_not_connected, idempotency_key_reused, partner_refused,
 *   partner_unavailable
 */
export async function payStep(
  ctx: Context,
  step: PublishedStep,
  { intent, cents, language, version, typed }: AskedPayment,
  left_url = `${step.page}?lang=${language}`,
): Promise<OpenedPayment> {
  if (cents < LEAST_PAID_CENTS || cents > step.max_cents)
    throw new Problem('invalid_request', {
      issues: [{ field: 'cents', message: `between ${LEAST_PAID_CENTS} and ${step.max_cents}` }],
    })
  const { words, key, structure } = inLanguage(step, language)
  return openPayment(ctx, step.structure_id, {
    intent,
    cents,
    title: `${words.title} · ${structure}`,
    description: words.small,
    language,
    paid_url: thanksAddress(step, intent, language),
    left_url,
    // when, the gift says itself: a time in here would make the same intent another request
    consent: { key, version, language, typed, chosen_cents: String(cents) },
  })
}
