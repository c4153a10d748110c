import { z } from '@hono/zod-openapi'
import { instant } from '../people/index.ts'

const gift = {
  id: z.uuid(),
  connection_id: z.uuid(),
  reference: z.string().describe('order and line at the ticketing; never who gave'),
  cents: z.int().describe('what is paid for it now; 0 when it was refunded'),
  convention_id: z.uuid().nullable().describe('null: in suspense, until a convention in force collects it'),
  convention_version: z.int().nullable().describe('the version that it was given under'),
  posted_cents: z.int().describe('what the ledger has booked of it'),
  given_at: instant,
  observed_at: instant,
}
export const giftSchema = z.object(gift).openapi('Gift')

export const payoutSchema = z
  .object({
    id: z.uuid(),
    connection_id: z.uuid(),
    reference: z.string().describe('the payment provider’s own'),
    cents: z.int().describe('what was sent to the bank, whole: gifts are a part of it, or all'),
    state: z
      .enum(['on_its_way', 'paid', 'failed'])
      .describe('failed: the bank sent it back, and it goes with a later one'),
    made_at: instant,
    arrives_at: instant,
    gift_cents: z.int().describe('gifts in it, less what went back of gifts'),
    fee_cents: z.int().describe('the gifts’ share of what the provider kept'),
  })
  .openapi('Payout')

export const consentSchema = z
  .object({
    intent: z.string().describe('made in the page, new for each choice'),
    version: z.string().describe('of what was shown'),
    language: z.string(),
    cents: z.number().describe('as it was chosen; what was paid is the gift’s own'),
    typed: z.string().describe('as it was written; empty where a suggestion was taken'),
    at: z.string(),
    shown: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('what the step showed: seat price, suggestions and each word, in that language'),
  })
  .openapi('Consent')

export const tracedGiftSchema = z
  .object({
    ...gift,
    evidence: z.unknown().describe('what proves the consent, as the ticketing or the payment tells it'),
    consent: consentSchema
      .nullable()
      .describe(
        'what our step showed and what was chosen in it; null where the step was the ticketing’s own',
      ),
    seats: z
      .array(
        z.object({
          credit_number: z.int(),
          price_cents: z.int(),
          cents: z.int().describe('of this gift in it'),
          fraction: z.number().describe('the same as a part of the seat, between 0 and 1'),
          state: z
            .enum(['available', 'held', 'spent', 'withdrawn'])
            .describe('of the credit; withdrawn: a refund took its cents back before anyone held it'),
          seat: z
            .enum(['held', 'issued', 'used', 'unused', 'returning'])
            .nullable()
            .describe('what became of the seat that it stands behind now; never whose'),
        }),
      )
      .describe('the seats that it opened, whole or in part, in the order of their numbers'),
    opened_seats: z.number().describe('the sum of their fractions'),
    waiting_cents: z.int().describe('not used yet: they open the next seat'),
    surplus_cents: z.int().describe('past the planned seats'),
    shortfall_cents: z.int().describe('made good what a refund had left open'),
    made_good_cents: z.int().describe('covered a refund, of this gift or of another'),
    taken_back_cents: z.int().describe('what was refunded of this gift since'),
  })
  .openapi('TracedGift')
