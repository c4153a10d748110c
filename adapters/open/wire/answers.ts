import { z } from '@hono/zod-openapi'
import { OctoError } from './errors.ts'

/** Shapes that every route shares. */
export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
})
export const security = [{ bearer: [] }]

export const refusals = {
  400: json(OctoError, 'Malformed, or naming something that does not fit'),
  401: json(OctoError, 'No valid token'),
  404: json(OctoError, 'Unknown'),
  409: json(OctoError, 'Understood, and refused in the present state'),
}
export const unauthorised = { 401: refusals[401] }

export const uuidParam = z.object({
  uuid: z.string().openapi({ param: { name: 'uuid', in: 'path' } }),
})
export const availabilityParam = z.object({
  availabilityId: z.string().openapi({ param: { name: 'availabilityId', in: 'path' } }),
})
export const orderParam = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' } }),
})
