import { z } from '@hono/zod-openapi'
import { STEP_LANGUAGES } from './configuration.ts'

/** What the element says of a choice, wherever it goes. */
export const chosenIn = {
  version: z.string().regex(/^[0-9a-f]{12}$/),
  language: z.enum(STEP_LANGUAGES),
  intent: z.uuid(),
  cents: z.int().min(1).max(10_000_000),
  /** as it was written; empty where a suggestion was taken */
  typed: z.string().max(20),
}
