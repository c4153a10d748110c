import { z } from '@hono/zod-openapi'
import { instant } from '../../people/index.ts'
import { stepSchema } from '../schemas.ts'

/** More carts than one sum of an edge ever holds. */
const MOST_AT_ONCE = 10_000
const count = z.int().min(0).max(MOST_AT_ONCE)
const carts = z.object({ begun: count, finished: count }).strict()

/** What the edge and the pages of a venue send: sums, and nothing of any one cart. */
export const countsSentSchema = z
  .object({ trial: z.int().min(1).max(1_000_000), shown: carts, not_shown: carts })
  .strict()

const armSchema = z.object({
  begun: z.int().openapi({ description: 'How often the step’s page was asked for' }),
  finished: z.int().openapi({ description: 'Orders that were made' }),
  share_percent: z.number().nullable(),
})

const guardSchema = z
  .object({
    state: z.enum(['nothing_to_compare', 'counting', 'harm']),
    said: z.string().openapi({ description: 'The same in a sentence, in the language asked for' }),
    shown: armSchema,
    not_shown: armSchema,
    harm_percent: z
      .number()
      .nullable()
      .openapi({ description: 'Of a hundred carts that would have finished, those lost by these counts' }),
    evidence: z
      .number()
      .openapi({ description: 'How many times better the counts agree with harm than with none' }),
    evidence_needed: z.number().openapi({ description: 'The step is switched off there' }),
    threshold_percent: z.number().openapi({ description: 'The least harm that switches it off' }),
  })
  .openapi('Guard')

/** A step with what is known of its carts since it was last set. */
export const stepInFullSchema = stepSchema
  .extend({
    switched_off_at: instant
      .nullable()
      .openapi({ description: 'By itself, for its carts did not finish; setting it switches it on' }),
    guard: guardSchema,
  })
  .openapi('StepInFull')
