import { z } from '@hono/zod-openapi'

/** What routes of this room share in their description. */
export const idParam = { params: z.object({ id: z.uuid() }) }
export const onceHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({
      param: { required: true, description: 'new for each intention: 8 to 200 visible characters' },
    }),
})
export const json = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
})
export const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  ...json(schema),
})
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { ...json(schema), required: true },
})
