import type { z } from '@hono/zod-openapi'
import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { createdConventionSchema, type newConventionSchema } from './schemas.ts'

/**
 * Structure × season, empty: what is agreed comes with its first version. One round trip.
 * @throws Problem not_found, convention_exists, collecting_twice
 */
export async function createConvention(
  c: Request,
  input: z.infer<typeof newConventionSchema>,
): Promise<z.infer<typeof createdConventionSchema>> {
  const { answer } = await write(c, ['operator'], 'create_convention', {
    id: c.get('ctx').newId(),
    ...input,
  })
  return createdConventionSchema.parse(answer)
}
