import type { z } from '@hono/zod-openapi'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import { askerOf, BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { sealedCredentials, settingsOf, sidesOf } from './connection-input.ts'
import type { connectionChangeSchema } from './connection-schemas.ts'
import { oneConnection } from './list-connections.ts'
import { placeOf, tellingWhoseItIs } from './one-place.ts'

/**
 * New settings or credentials, each whole; the next call to the ticketing uses them. What is set up there changes
 * with the next `enable`. A new host is given its credentials with it: those of the one before are never sent there.
 * @throws Problem not_found, invalid_request, address_not_allowed, ticketing_connected_already, forbidden
 */
export async function changeConnection(
  c: Request,
  id: string,
  { settings, credentials }: z.infer<typeof connectionChangeSchema>,
): Promise<{ id: string }> {
  const ctx = c.get('ctx')
  const before = await oneConnection(ctx, await askerOf(c, BOTH_SIDES), id)
  const { platform, structure_id } = before
  if (!isPlatform(platform)) throw new Problem('not_found', { what: 'adapter', platform })
  const changed = settings ? { settings: settingsOf(ctx, platform, settings) } : {}
  if (changed.settings) {
    const hostOf = (known: unknown) => new URL(adapters[platform].address(known)).origin
    if (!credentials && hostOf(changed.settings) !== hostOf(before.settings)) {
      const message = 'a new address comes with the credentials for it'
      throw new Problem('invalid_request', { issues: [{ field: 'credentials', message }] })
    }
  }
  const ticketing = changed.settings && placeOf({ platform, settings: changed.settings })
  const arg = {
    id,
    structure_id,
    ...changed,
    ...(credentials ? { credentials: await sealedCredentials(ctx, platform, id, credentials) } : {}),
    ...(ticketing ? { ticketing } : {}),
  }
  const change = () => write(c, sidesOf(platform), 'change_connection', arg)
  const { answer } = await (ticketing
    ? tellingWhoseItIs(ctx, { id, place: ticketing.place }, change)
    : change())
  return answer
}
