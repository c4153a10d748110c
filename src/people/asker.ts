import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { apiKey, idempotency, organisation } from '../platform/schema/index.ts'
import { sha256 } from '../platform/secrets.ts'
import type { OnceAnswers, OnceVerb } from '../platform/verbs.ts'
import { sentKey } from './sent-key.ts'

export type Role = 'operator' | 'structure' | 'relay'

/** Who asks: an organisation, in its role. */
export interface Asker {
  organisation_id: string
  role: Role
  name: string
}

function keyOf(c: Request): string {
  const key = sentKey(c)
  if (!key) throw new Problem('unauthenticated')
  return key
}

/**
 * For reading: who asks, in one round trip.
 * @throws Problem unauthenticated, forbidden
 */
export async function askerOf(c: Request, roles: readonly Role[]): Promise<Asker> {
  const asker = await whoseKey(c.get('ctx'), keyOf(c))
  if (!asker) throw new Problem('unauthenticated')
  if (!roles.includes(asker.role)) throw new Problem('forbidden', { role: asker.role, roles })
  return asker
}

/** Whom a key lets in; null when it lets in nobody. One round trip. */
export async function whoseKey(ctx: Context, key: string): Promise<Asker | null> {
  const [asker] = await ctx.db.read
    .select({ organisation_id: organisation.id, role: organisation.role, name: organisation.name })
    .from(apiKey)
    .innerJoin(organisation, eq(organisation.id, apiKey.organisation_id))
    .where(and(eq(apiKey.hash, await sha256(key)), isNull(apiKey.revoked_at)))
  return asker ?? null
}

/**
 * For writing: one SQL verb, with authorisation and idempotency in the same round trip. The key for "once" is the
 * `Idempotency-Key` header, or what a page's form carries.
 * @throws Problem unauthenticated, forbidden, idempotency_key_missing, idempotency_key_reused, and what the verb refuses
 */
export async function write<V extends OnceVerb>(
  c: Request,
  roles: readonly Role[],
  verb: V,
  arg: object,
  form_key?: string,
): Promise<{ replayed: boolean; answer: OnceAnswers[V] }> {
  const ctx = c.get('ctx')
  const claim = {
    idempotency_key: idempotencyKeyOf(c, form_key),
    key_hash: await sha256(keyOf(c)),
    roles,
    request_hash: await sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`),
    now: ctx.now(),
  }
  const done = await ctx.db.once(claim, verb, arg)
  if (done.replayed) c.header('idempotency-replayed', 'true')
  return done
}

/**
 * Whether this very write was answered before. For a write that has to call a partner first: what was done is not done
 * again, and `write` then repeats the answer or refuses a key that was used for something else. One round trip.
 * @throws Problem idempotency_key_missing
 */
export async function askedBefore(c: Request, asker: Asker): Promise<boolean> {
  const known = await c
    .get('ctx')
    .db.read.select({ key: idempotency.key })
    .from(idempotency)
    .where(
      and(
        eq(idempotency.organisation_id, asker.organisation_id),
        eq(idempotency.key, idempotencyKeyOf(c, undefined)),
      ),
    )
  return known.length > 0
}

function idempotencyKeyOf(c: Request, form_key: string | undefined): string {
  const key = c.req.header('idempotency-key') ?? form_key
  if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new Problem('idempotency_key_missing')
  return key
}
