import { z } from '@hono/zod-openapi'
import { instant, lineOf, proseOf } from '../people/index.ts'

const back = z.url({ protocol: /^https?$/ }).max(2_000)

/** What a structure asks for, so that one gift can be paid. */
export const newPaymentSchema = z
  .object({
    structure_id: z.uuid().optional().describe('to whose donee; the operator has to say it'),
    cents: z.int().min(50).max(1_000_000).describe('of the gift; payment providers take no less than 0.50 €'),
    language: z.enum(['fr', 'en', 'de', 'nl', 'it', 'es']).default('fr').describe('of the page'),
    title: lineOf(200)
      .optional()
      .describe('what the page calls the gift; the step’s own title when left out'),
    description: proseOf(400).optional(),
    paid_url: back.describe('where who paid comes back to'),
    left_url: back.describe('where who did not pay comes back to'),
    consent: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,30}$/), lineOf(500))
      .refine((texts) => Object.keys(texts).length <= 30, 'holds more than 30 texts')
      .describe('what was shown and chosen, when, in which version of the texts: kept with the gift'),
  })
  .strict()
  .openapi('NewPayment')

export const paymentSchema = z
  .object({
    payment: z.string().describe('the payment provider’s own name of it'),
    url: z.url().describe('the page to lead the giver to'),
    ends_at: instant.describe('until then the page can be paid'),
  })
  .openapi('Payment')
