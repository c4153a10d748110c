import type { z } from '@hono/zod-openapi'
import { BOTH_SIDES, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import type { Approved } from '../platform/verbs.ts'
import type { proposedVersionSchema } from './schemas.ts'

/**
 * A new version of what is agreed. Whoever proposes has thereby said yes; it takes effect with the other side's yes,
 * or at once where the structure changes only what it decides alone. One round trip.
 * @throws Problem not_found
 */
export async function proposeVersion(
  c: Request,
  convention_id: string,
  input: z.infer<typeof proposedVersionSchema>,
): Promise<Approved> {
  const ctx = c.get('ctx')
  const version = { id: ctx.newId(), convention_id, effective_from: ctx.now(), ...input }
  return (await write(c, BOTH_SIDES, 'propose_version', version)).answer
}
