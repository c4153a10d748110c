import { adapters, type Platform } from '../../adapters/registry.ts'
import { BOTH_SIDES, isWritable, type Role } from '../people/index.ts'
import { guardAddress } from '../platform/addresses.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'

/**
 * Who may say which ticketing a connection is. What our own access opens, the operator alone names: a structure could name
 * another's account.
 */
export const sidesOf = (platform: Platform): readonly Role[] =>
  adapters[platform].shared ? ['operator'] : BOTH_SIDES

/**
 * The settings of a connection as the platform's own schema takes them (what it does not know is dropped), with an
 * address that may be called.
 * @throws Problem invalid_request, address_not_allowed
 */
export function settingsOf(ctx: Context, platform: Platform, settings: unknown): Record<string, unknown> {
  const adapter = adapters[platform]
  const known = parsed('settings', adapter.settings, settings)
  guardAddress(new URL(adapter.address(known)), ctx.private_addresses_allowed, ctx.origin)
  return known
}

/**
 * What opens the ticketing, sealed for this one connection; it is decrypted only to call the partner.
 * @throws Problem invalid_request
 */
export async function sealedCredentials(
  ctx: Context,
  platform: Platform,
  connection_id: string,
  credentials: unknown,
): Promise<string> {
  const known = parsed('credentials', adapters[platform].credentials, credentials)
  return ctx.secrets.encrypt(JSON.stringify(known), connection_id)
}

function parsed(
  field: string,
  schema: (typeof adapters)[Platform]['settings' | 'credentials'],
  value: unknown,
): Record<string, unknown> {
  const result = schema.safeParse(value)
  const issues = (result.error?.issues ?? []).map(({ path, message }) => ({
    field: [field, ...path].join('.'),
    message,
  }))
  if (result.success && !isWritable(result.data))
    issues.push({ field, message: 'holds a character that cannot be kept' })
  if (issues.length > 0) throw new Problem('invalid_request', { issues })
  return { ...result.data }
}
