import type { PartnerPerformance } from '../../adapters/contract/index.ts'
import { and, eq } from 'drizzle-orm'
import { able, asProblem, enabledConnections, openConnection, PATIENCE_MS } from '../conventions/index.ts'
import { askedBefore, askerOf, BOTH_SIDES, ownOnly, write, type Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { connection } from '../platform/schema/index.ts'
import { startDrive } from './start-drive.ts'

export interface Synced {
  performances: number
  /** reservations of evenings that the venue has cancelled since */
  called_off: string[]
}

/**
 * What the structure's ticketing plays now, carried through to whoever booked. Called by cron and by webhooks.
 * @throws PartnerFault, Problem connection_not_enabled, capability_missing
 */
export async function syncPerformances(ctx: Context, connection_id: string): Promise<Synced> {
  const arg = await readProgramme(ctx, connection_id)
  const synced = await ctx.db.call('sync_performances', { ...arg, now: ctx.now() })
  await driveCalledOff(ctx, synced.called_off)
  return synced
}

/**
 * Every enabled connection in turn, for what no webhook told; one that fails, or is too slow, is logged and does not keep
 * the others.
 */
export async function syncAll(ctx: Context): Promise<void> {
  for (const id of await enabledConnections(ctx, 'performances')) {
    await syncPerformances(ctx, id).catch((cause: unknown) =>
      ctx.log('performances_not_read', { connection_id: id, cause: String(cause) }),
    )
  }
}

/** The same when a person asks for it. @throws Problem */
export async function syncOnRequest(c: Request, connection_id: string): Promise<Synced> {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, BOTH_SIDES)
  const arg = (await askedBefore(c, asker))
    ? { connection_id, performances: [] }
    : await asProblem(readProgramme(ctx, connection_id, asker))
  const { answer } = await write(c, BOTH_SIDES, 'sync_performances', arg)
  await driveCalledOff(ctx, answer.called_off)
  return answer
}

async function readProgramme(ctx: Context, connection_id: string, asker?: Asker) {
  const own = asker && ownOnly(asker, connection.structure_id)
  const [found] = await ctx.db.read
    .select()
    .from(connection)
    .where(and(eq(connection.id, connection_id), own))
  if (!found) throw new Problem('not_found', { what: 'connection' })
  if (found.state !== 'enabled')
    throw new Problem('connection_not_enabled', { connection_id, state: found.state })
  const ticketing = await openConnection(ctx, found, PATIENCE_MS)
  const programme = await able(ticketing, 'performances', 'performances')()
  const performances = programme.map((one: PartnerPerformance) => ({ id: ctx.newId(), ...one }))
  return { connection_id, performances }
}

/** An evening is called off once, so its word is enough to name the run. */
async function driveCalledOff(ctx: Context, reservation_ids: readonly string[]): Promise<void> {
  for (const reservation_id of reservation_ids) await startDrive(ctx, reservation_id, 'called-off')
}
