import { adapters, isPlatform } from '../../adapters/registry.ts'
import type { Context } from '../platform/context.ts'

/**
 * Where a ticketing sends its webhooks, and what it signs them with. Both are derived from the master key, so that a
 * webhook is authenticated before the database is asked. The platform is part of what is derived: an address cannot be
 * used with the rules of another one. Where all connections share one address, neither is a secret of this one.
 */
export async function hookAddress(
  ctx: Pick<Context, 'origin' | 'secrets'>,
  connection: { id: string; platform: string; hook_generation: number },
): Promise<{ url: string; signing_secret: string }> {
  const { id, platform, hook_generation } = connection
  if (isPlatform(platform) && adapters[platform].shared)
    return { url: `${ctx.origin}/hooks/${platform}`, signing_secret: '' }
  const { token, signing } = await ctx.secrets.hook(`${platform}:${id}`, hook_generation)
  return { url: `${ctx.origin}/hooks/${platform}/${id}/${hook_generation}/${token}`, signing_secret: signing }
}
