import { z } from '@hono/zod-openapi'
import { instant, lineOf, proseOf } from '../people/index.ts'
import { STEP_LANGUAGES } from './configuration.ts'

const own = z.object({ title: lineOf(80).optional(), lead: proseOf(400).optional() }).strict()
const texts = z.partialRecord(z.enum(STEP_LANGUAGES), own)

/** A site, as browsers name it; without TLS only on the own machine. */
const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  if (url?.origin !== text || url.hostname.includes('*')) return false
  return url.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(url.hostname)
}

const fields = {
  origins: z
    .array(
      z
        .string()
        .max(300)
        .refine(
          isOrigin,
          'is a site’s origin, with https and nothing after the host: https://theatre.example.fr',
        ),
    )
    .max(20)
    .openapi({
      description: 'Pages of which sites may ask for a payment',
      example: ['https://theatre.example.fr'],
    }),
  max_cents: z.int().min(100).max(10_000_000),
  shown_percent: z.int().min(0).max(100).openapi({
    description:
      'Carts to which the step is shown, of a hundred. Below 100 the page names its cart (`cart` on the element), or the step is not shown; the edge knows carts by itself',
  }),
  texts: texts.openapi({ description: 'The structure’s own words by language; what is left out is ours' }),
}

export const newStepSchema = z
  .object({
    structure_id: z
      .uuid()
      .optional()
      .openapi({ description: 'The operator says whose; a structure sets its own' }),
    origins: fields.origins.optional(),
    max_cents: fields.max_cents.optional(),
    shown_percent: fields.shown_percent.optional(),
    texts: fields.texts.optional(),
    renew_edge_token: z
      .boolean()
      .default(false)
      .openapi({ description: 'The token of the edge Worker is made anew, and the one before refused' }),
  })
  .strict()
  .openapi('NewStep', {
    description:
      'What is left out stays as it is; at first: no origins, 1,000 € at most, shown to all carts, our own words',
  })

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
    open: z.boolean().openapi({ description: 'A convention in force collects: the step can be shown now' }),
    pays: z.boolean().openapi({
      description:
        'Our own payment can be opened. Without, the step hands the amount to the page (`name`, `field`, `event`), or is not shown',
    }),
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
