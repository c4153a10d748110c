import type { Check, Enabled, Json } from '../../adapters/contract/index.ts'
import { endTrouble, showTrouble } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { hookAddress } from './hook-address.ts'
import { seatPriceOf } from './seat-price.ts'
import { stepTexts } from './step-texts.ts'
import { able, asProblem, type Ticketing } from './ticketing.ts'

/** What is written down about a connection after a call to its ticketing. */
export interface ConnectionRecord {
  id: string
  state: 'enabled' | 'disabled'
  provision: Json
  checks: Check[]
}

/**
 * Sets the step, the invitation product and the webhook up at the partner, checks them, and answers what to write
 * down. Safe to repeat. Enabled means that every check passed; a connection that already was enabled stays so when one
 * fails later, since reservations hang on it, and the operator is shown the trouble.
 * @throws Problem capability_missing, partner_refused, partner_unavailable
 */
export async function provision(ctx: Context, ticketing: Ticketing): Promise<ConnectionRecord> {
  const { connection, adapter } = ticketing
  const enable = able(ticketing, 'enable', 'enable')
  const before = {
    id: connection.id,
    provision: connection.provision as Json,
    checks: connection.checks as Check[] | null,
  }
  if (connection.state === 'draft') {
    // a ticketing may call the new address while it is being set up, and a draft has none
    await ctx.db.call('record_connection', { ...before, state: 'disabled', now: ctx.now() })
  }
  const hook = await hookAddress(ctx, connection)
  const token = hook.url.slice(hook.url.lastIndexOf('/') + 1)
  const secrets = adapter.shared ? [] : [hook.url, token, hook.signing_secret]
  const step = stepTexts(await seatPriceOf(ctx, connection.structure_id))
  const enabled = await withoutSecrets(secrets, asProblem(enable({ hook, step })))

  const failed = enabled.checks.filter(({ ok }) => !ok)
  await showChecks(ctx, connection.id, failed)
  const state = failed.length === 0 || connection.state === 'enabled' ? 'enabled' : 'disabled'
  return { id: connection.id, state, ...enabled }
}

async function showChecks(ctx: Context, connection_id: string, failed: readonly Check[]): Promise<void> {
  if (failed.length === 0) return endTrouble(ctx, 'connection', connection_id)
  const message = failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ')
  const todo = 'Mend in the ticketing what the checks name, then enable the connection again.'
  await showTrouble(ctx, 'connection', connection_id, message, todo)
}

/** A partner may repeat in words what it was sent: what authenticates its webhooks is never shown. */
async function withoutSecrets(secrets: readonly string[], call: Promise<Enabled>): Promise<Enabled> {
  const hide = (text: string) => secrets.reduce((said, secret) => said.replaceAll(secret, '…'), text)
  try {
    const { provision: made, checks } = await call
    return { provision: made, checks: checks.map((check) => ({ ...check, detail: hide(check.detail) })) }
  } catch (cause) {
    if (!(cause instanceof Problem) || typeof cause.detail['said'] !== 'string') throw cause
    throw new Problem(cause.code, { ...cause.detail, said: hide(cause.detail['said']) }, cause.cause)
  }
}
