import { z } from '@hono/zod-openapi'
import { readAmount } from './amount.ts'
import { STEP_LANGUAGES } from './configuration.ts'

/** What the element says of a choice, wherever it goes. */
export const chosenIn = {
  version: z.string().regex(/^[0-9a-f]{12}$/),
  language: z.enum(STEP_LANGUAGES),
  /** in one way of writing: in another it would be another */
  intent: z.uuid().toLowerCase(),
  cents: z.int().min(1).max(10_000_000),
  /** as it was written; empty where a suggestion was taken */
  typed: z
    .string()
    .max(20)
    .refine((typed) => readAmount(typed) !== null, 'is an amount, and nothing else'),
}
