import { eq } from 'drizzle-orm'
import { partnerHttp, PartnerFault, type Capability, type Partner } from '../../adapters/contract/index.ts'
import { adapters, isPlatform, type Platform } from '../../adapters/registry.ts'
import { guardAddress } from '../platform/addresses.ts'
import { MINUTE_MS } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection as connections } from '../platform/schema/index.ts'

export type ConnectionRow = typeof connections.$inferSelect

/** A structure's ticketing, opened: what it can do, and the line to it. */
export interface Ticketing {
  connection: ConnectionRow
  adapter: (typeof adapters)[Platform]
  partner: Partner
}

/** For what is read as a whole (a programme, books), page by page: then it is left for another time, and the next has its turn. */
export const PATIENCE_MS = 2 * MINUTE_MS

/**
 * One round trip and no call yet.
 * @param patience_ms the line is good for so long; what is asked later is refused as RetryLater
 * @throws Problem not_found
 */
export async function openTicketing(
  ctx: Context,
  connection_id: string,
  patience_ms?: number,
): Promise<Ticketing> {
  const [connection] = await ctx.db.read.select().from(connections).where(eq(connections.id, connection_id))
  if (!connection) throw new Problem('not_found', { what: 'connection' })
  return openConnection(ctx, connection, patience_ms)
}

export async function openConnection(
  ctx: Context,
  connection: ConnectionRow,
  patience_ms = Number.POSITIVE_INFINITY,
): Promise<Ticketing> {
  if (!isPlatform(connection.platform))
    throw new Problem('not_found', { what: 'adapter', platform: connection.platform })
  const adapter = adapters[connection.platform]
  const credentials: unknown = JSON.parse(await ctx.secrets.decrypt(connection.credentials, connection.id))
  const { settings } = connection
  const provision = connection.provision as Parameters<typeof adapter.open>[0]['provision']
  const partner = adapter.open(
    { settings, credentials, provision },
    {
      http: (tools) => partnerHttp(tools, limitsOf(ctx, adapter.pace_ms, patience_ms)),
      now: ctx.now,
      own: ctx.own?.[adapter.platform] ?? null,
    },
  )
  return { connection, adapter, partner }
}

/** What a partner may cost us in time and size. */
const limitsOf = (ctx: Context, pace_ms: number, patience_ms: number) => ({
  fetch: ctx.fetch,
  guard: (address: URL) => guardAddress(address, ctx.private_addresses_allowed, ctx.origin),
  sleep: (duration_ms: number) => ctx.sleep(duration_ms),
  now_ms: () => Date.parse(ctx.now()),
  pace_ms,
  timeout_ms: 20_000,
  until_ms: Date.parse(ctx.now()) + patience_ms,
  max_bytes: 8_000_000,
})

type Method = keyof Partner
/**
 * A method that this platform declares.
 * @throws Problem capability_missing
 */
export function able<M extends Method>(
  ticketing: Ticketing,
  capability: Capability,
  method: M,
): NonNullable<Partner[M]> {
  const found = ticketing.partner[method]
  if (!ticketing.adapter.capabilities[capability] || !found) {
    throw new Problem('capability_missing', { platform: ticketing.adapter.platform, capability })
  }
  return found.bind(ticketing.partner) as NonNullable<Partner[M]>
}

/** For a person who waits for the answer: a partner's fault, said as a problem. */
export async function asProblem<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (cause) {
    if (!(cause instanceof PartnerFault)) throw cause
    const passing = cause.act === 'retry' || cause.act === 'look_up'
    const todo = 'todo' in cause ? { todo: cause.todo } : {}
    throw new Problem(
      passing ? 'partner_unavailable' : 'partner_refused',
      { said: cause.message, ...todo },
      cause,
    )
  }
}
