import type { z } from '@hono/zod-openapi'
import { write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { seasonSchema, type newSeasonSchema } from './schemas.ts'

/** A season of the territory. One round trip. */
export async function createSeason(
  c: Request,
  input: z.infer<typeof newSeasonSchema>,
): Promise<z.infer<typeof seasonSchema>> {
  const { answer } = await write(c, ['operator'], 'create_season', { id: c.get('ctx').newId(), ...input })
  return seasonSchema.parse(answer)
}
