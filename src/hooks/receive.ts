import { adapters, isPlatform } from '../../adapters/registry.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'

export interface ReceivedHook {
  platform: string
  connection_id: string
  generation: number
  token: string
  headers: Headers
  body: string
}

/**
 * Authenticates a webhook without asking the database, stores it in one round trip, and hands its id to the queue.
 * Nothing is worked on here, and no partner is called. A queue that fails loses nothing: the sweep finds the row.
 * @throws Problem hook_not_genuine, hook_unknown
 */
export async function receiveHook(ctx: Context, hook: ReceivedHook): Promise<'stored' | 'duplicate'> {
  const { platform, connection_id, generation, token, headers, body } = hook
  if (!isPlatform(platform)) throw new Problem('hook_unknown')
  const now = ctx.now()
  const secrets = await ctx.secrets.hookSecrets(`${platform}:${connection_id}`, generation)
  const verdict = await adapters[platform].verify({ headers, body, token, now }, secrets)
  if (!verdict.genuine) throw new Problem('hook_not_genuine', { reason: verdict.reason })

  const id = ctx.newId()
  const { event_id } = verdict
  const row = { id, connection_id, generation, event_id, body, state: 'received', reason: null, now }
  const { outcome } = await ctx.db.call('store_hook', row)
  if (outcome === 'unknown') throw new Problem('hook_unknown')
  if (outcome === 'stored') {
    await handOn(ctx, id)
  }
  return outcome
}

/** Hands a stored webhook to the queue. One that fails loses nothing: the sweep finds the row. */
export async function handOn(ctx: Context, id: string): Promise<void> {
  await ctx.enqueue([id]).catch((cause: unknown) => ctx.log('enqueue_failed', { id, cause: String(cause) }))
}
