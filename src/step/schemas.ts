import { z } from '@hono/zod-openapi'
import { instant, lineOf, proseOf } from '../people/index.ts'
import { STEP_LANGUAGES } from './configuration.ts'

const own = z.object({ title: lineOf(80).optional(), lead: proseOf(400).optional() }).strict()
const texts = z.partialRecord(z.enum(STEP_LANGUAGES), own)

const fields = {
  origins: z
    .array(
      z
        .url({ protocol: /^https?$/ })
        .refine((text) => new URL(text).origin === text, 'is an origin: scheme and host'),
    )
    .max(20)
    .openapi({
      description: 'Pages of which sites may ask for a payment',
      example: ['https://theatre.example.fr'],
    }),
  max_cents: z.int().min(100).max(10_000_000),
  shown_percent: z
    .int()
    .min(0)
    .max(100)
    .openapi({ description: 'Carts to which the step is shown, of a hundred' }),
  texts: texts.openapi({ description: 'The structure’s own words by language; what is left out is ours' }),
}

export const newStepSchema = z
  .object({
    structure_id: z
      .uuid()
      .optional()
      .openapi({ description: 'The operator says whose; a structure sets its own' }),
    origins: fields.origins.default([]),
    max_cents: fields.max_cents.default(100_000),
    shown_percent: fields.shown_percent.default(100),
    texts: fields.texts.default({}),
    renew_edge_token: z
      .boolean()
      .default(false)
      .openapi({ description: 'The token of the edge Worker is made anew, and the one before refused' }),
  })
  .strict()
  .openapi('NewStep')

export const stepSchema = z
  .object({
    structure_id: z.uuid(),
    key: z.string().openapi({ description: 'Public: names the structure on pages', example: 'pk_4fR0kqW…' }),
    ...fields,
    changed_at: instant,
    page: z.url().openapi({ description: 'The step’s own page' }),
    snippet: z.string().openapi({ description: 'What a page needs to show it' }),
    style: z.string().openapi({
      description: 'For the page’s style sheet: keeps the step’s place, so that nothing moves when it comes',
    }),
    csp: z.object({ script_src: z.array(z.string()), connect_src: z.array(z.string()) }).openapi({
      description: 'What a page’s content security policy has to allow for it, where it has one',
    }),
  })
  .openapi('Step')

/** What setting it answers: with a secret, which no list shows. */
export const setStepSchema = stepSchema
  .extend({
    edge_token: z.string().openapi({
      description: 'Secret: what the structure’s edge Worker proves itself with (`EDGE_TOKEN`)',
    }),
  })
  .openapi('SetStep')

/** One published step in one language, as `StepConfiguration` says. */
export const stepConfigurationSchema = z
  .object({ key: z.string(), version: z.string(), language: z.enum(STEP_LANGUAGES) })
  .loose()
  .openapi('StepConfiguration')
