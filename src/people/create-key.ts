import type { z } from '@hono/zod-openapi'
import type { Request } from '../platform/http.ts'
import { newAccessKey, sha256 } from '../platform/secrets.ts'
import { write } from './asker.ts'
import type { createdKeySchema, newKeySchema } from './schemas.ts'

const NOTICES = {
  shown: {
    fr: 'Gardez cette clé maintenant : elle n’est montrée qu’une fois et n’est conservée nulle part.',
    en: 'Keep this key now: it is shown this once and stored nowhere.',
  },
  gone: {
    fr: 'Cette clé a déjà été montrée, une seule fois, à la première demande. Si elle est perdue, révoquez-la et créez-en une autre.',
    en: 'This key was already shown, once, to the first request. If it is lost, revoke it and create another.',
  },
}

/**
 * A key for an organisation, told in clear to this one answer; the database only ever sees its hash.
 * A request that is repeated is answered without the key. One round trip.
 */
export async function createKey(
  c: Request,
  input: z.infer<typeof newKeySchema>,
): Promise<z.infer<typeof createdKeySchema>> {
  const key = newAccessKey('key')
  const { replayed, answer } = await write(c, ['operator'], 'create_key', {
    id: c.get('ctx').newId(),
    ...input,
    hash: await sha256(key),
  })
  const { id, organisation_id, label } = answer
  const notice = NOTICES[replayed ? 'gone' : 'shown'][c.get('language')]
  return { id, organisation_id, label, key: replayed ? null : key, notice }
}
