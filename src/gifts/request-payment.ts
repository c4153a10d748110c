import type { z } from '@hono/zod-openapi'
import { stepTexts } from '../conventions/index.ts'
import { askedBefore, askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { sha256 } from '../platform/secrets.ts'
import { openPayment, type OpenedPayment } from './open-payment.ts'
import type { newPaymentSchema } from './payment-schemas.ts'

/**
 * A structure's own program asks for a page on which one gift is paid. The intent is made of who asks and of its
 * Idempotency-Key, so a request that comes again, even after an answer that was lost on the way, opens no second page.
 * @throws Problem not_found, payment_not_connected, idempotency_key_reused, partner_refused, partner_unavailable
 */
export async function requestPayment(
  c: Request,
  { structure_id: said, title, description, ...asked }: z.infer<typeof newPaymentSchema>,
): Promise<OpenedPayment> {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const structure_id = asker.role === 'structure' ? (said ?? asker.organisation_id) : said
  if (!structure_id) {
    throw new Problem('invalid_request', {
      issues: [{ field: 'structure_id', message: 'says to whose donee' }],
    })
  }
  if (asker.role === 'structure' && structure_id !== asker.organisation_id)
    throw new Problem('not_found', { what: 'structure' })
  const before = await askedBefore(c, asker)
  const { language } = asked
  const texts = stepTexts(null)
  const page = before
    ? {}
    : await openPayment(ctx, structure_id, {
        ...asked,
        intent: await sha256(`${asker.organisation_id} ${c.req.header('idempotency-key')}`),
        title: title ?? texts.title[language] ?? texts.title.fr,
        description: description ?? texts.description[language] ?? texts.description.fr,
      })
  if (page === null) throw new Problem('idempotency_key_reused')
  const { answer } = await write(c, BOTH_SIDES, 'open_payment', { structure_id, ...page })
  return answer
}
