import { z } from '@hono/zod-openapi'

// What routes declare, so that the OpenAPI document says it the same way everywhere.

/** An answer of one kind. */
export const answers = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A JSON body that must be there. */
export const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** Every write carries it; `write` refuses one that is missing, with a code of its own, so the schema lets it pass. */
export const writeHeaders = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({
      param: { required: true },
      pattern: '^[!-~]{8,200}$',
      description:
        'New for each intention, 8 to 200 visible characters. The same key with the same request is answered again and changes nothing.',
      example: '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10',
    }),
})
