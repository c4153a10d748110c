import type { HookVerdict } from '../../adapters/contract/index.ts'
import { hasDoor, hookDoors } from '../../adapters/hooks.ts'
import type { FrontContext } from '../platform/context.ts'
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
export async function receiveHook(ctx: FrontContext, hook: ReceivedHook): Promise<'stored' | 'duplicate'> {
  const { platform, connection_id, generation, token, headers, body } = hook
  if (!hasDoor(platform) || hookDoors[platform].placeOf) throw new Problem('hook_unknown')
  const now = ctx.now()
  const secrets = await ctx.secrets.hookSecrets(`${platform}:${connection_id}`, generation)
  const verdict = genuine(await hookDoors[platform].verify({ headers, body, token, now }, secrets))
  const row = { ...rowOf(ctx, verdict, body), connection_id, generation }
  const { outcome } = await ctx.db.call('store_hook', row)
  if (outcome === 'unknown') throw new Problem('hook_unknown')
  if (outcome === 'stored') await begin(ctx, row)
  return outcome
}

/**
 * The same at the one address that all connections of a platform share: the account that the webhook names says whose it is.
 * `unknown`: that account is no connection of ours. Nothing is kept of it, and the sender is told that it came, for it would
 * only send it again.
 * @throws Problem hook_not_genuine, hook_unknown
 */
export async function receiveAccountHook(
  ctx: FrontContext,
  { platform, headers, body }: Pick<ReceivedHook, 'platform' | 'headers' | 'body'>,
): Promise<'stored' | 'duplicate' | 'unknown'> {
  const door = hasDoor(platform) ? hookDoors[platform] : null
  if (!door?.placeOf) throw new Problem('hook_unknown')
  const own = ctx.own?.[platform]
  if (!own)
    throw new Problem('hook_not_genuine', { reason: `this deployment was given no access to ${platform}` })
  const hook = { headers, body, token: '', now: ctx.now() }
  const verdict = genuine(await door.verify(hook, { tokens: [], signing: own.signing, key: own.key }))
  const { account = null, event_id } = verdict
  const place = account && (await door.placeOf(account))
  const row = { ...rowOf(ctx, verdict, body), platform, place }
  const { outcome } = place ? await ctx.db.call('store_account_hook', row) : { outcome: 'unknown' as const }
  if (outcome === 'unknown') ctx.log('hook_of_nobody', { platform, account, event_id })
  if (outcome === 'stored') await begin(ctx, row)
  return outcome
}

type Genuine = HookVerdict & { genuine: true }
function genuine(verdict: HookVerdict): Genuine {
  if (!verdict.genuine) throw new Problem('hook_not_genuine', { reason: verdict.reason })
  return verdict
}

/** What is stored of it, and whether there is anything to work on. */
function rowOf(ctx: FrontContext, { event_id, kept, ignored }: Genuine, body: string) {
  const state = ignored === undefined ? 'received' : 'ignored'
  return { id: ctx.newId(), event_id, body: kept ?? body, state, reason: ignored ?? null, now: ctx.now() }
}

async function begin(ctx: FrontContext, { id, state }: { id: string; state: string }): Promise<void> {
  if (state === 'received') await handOn(ctx, id)
}

/** Hands a stored webhook to the queue. One that fails loses nothing: the sweep finds the row. */
export async function handOn(ctx: FrontContext, id: string): Promise<void> {
  await ctx.enqueue([id]).catch((cause: unknown) => ctx.log('enqueue_failed', { id, cause: String(cause) }))
}
