import type { z } from '@hono/zod-openapi'
import { isPlatform } from '../../adapters/registry.ts'
import { askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { sealedCredentials, settingsOf } from './connection-input.ts'
import type { connectionChangeSchema } from './connection-schemas.ts'
import { oneConnection } from './list-connections.ts'

/**
 * New settings or credentials, each whole; the next call to the ticketing uses them. What is set up there changes
 * with the next `enable`.
 * @throws Problem not_found, invalid_request, address_not_allowed
 */
export async function changeConnection(
  c: Request,
  id: string,
  { settings, credentials }: z.infer<typeof connectionChangeSchema>,
): Promise<{ id: string }> {
  const ctx = c.get('ctx')
  const { platform, structure_id } = await oneConnection(ctx, await askerOf(c, BOTH_SIDES), id)
  if (!isPlatform(platform)) throw new Problem('not_found', { what: 'adapter', platform })
  const { answer } = await write(c, BOTH_SIDES, 'change_connection', {
    id,
    structure_id,
    ...(settings ? { settings: settingsOf(ctx, platform, settings) } : {}),
    ...(credentials ? { credentials: await sealedCredentials(ctx, platform, id, credentials) } : {}),
  })
  return answer
}
