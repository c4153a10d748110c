import type { z } from '@hono/zod-openapi'
import { askerOf, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { sealedCredentials, settingsOf, sidesOf } from './connection-input.ts'
import { createdConnectionSchema, type newConnectionSchema } from './connection-schemas.ts'

/**
 * A structure's ticketing, as a draft: nothing is called before it is enabled. A structure connects its own; the
 * operator says whose, and alone connects what our own access opens. Two round trips: whose it is has to be known
 * before it is written.
 * @throws Problem invalid_request, address_not_allowed, not_found, forbidden
 */
export async function createConnection(
  c: Request,
  { platform, structure_id: said, settings, credentials }: z.infer<typeof newConnectionSchema>,
): Promise<z.infer<typeof createdConnectionSchema>> {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, sidesOf(platform))
  const structure_id = asker.role === 'structure' ? (said ?? asker.organisation_id) : said
  if (!structure_id) {
    throw new Problem('invalid_request', {
      issues: [{ field: 'structure_id', message: 'says whose ticketing it is' }],
    })
  }
  if (asker.role === 'structure' && structure_id !== asker.organisation_id) {
    throw new Problem('not_found', { what: 'structure' })
  }
  const id = ctx.newId()
  const { answer } = await write(c, sidesOf(platform), 'create_connection', {
    id,
    structure_id,
    platform,
    settings: settingsOf(ctx, platform, settings),
    credentials: await sealedCredentials(ctx, platform, id, credentials),
  })
  return createdConnectionSchema.parse(answer)
}
