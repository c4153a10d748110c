import type { PartnerPerformance } from '../../adapters/contract/index.ts'
import { able, asProblem, openTicketing } from '../conventions/index.ts'
import { askerOf, write } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import type { Request } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
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

/** The same when a person asks for it. @throws Problem */
export async function syncOnRequest(c: Request, connection_id: string): Promise<Synced> {
  const ctx = c.get('ctx')
  const asker = await askerOf(c, ['structure', 'operator'])
  const arg = await asProblem(
    readProgramme(ctx, connection_id, asker.role === 'structure' ? asker.organisation_id : null),
  )
  const { answer } = await write(c, ['structure', 'operator'], 'sync_performances', arg)
  await driveCalledOff(ctx, answer.called_off)
  return answer
}

async function readProgramme(ctx: Context, connection_id: string, of_structure: string | null = null) {
  const ticketing = await openTicketing(ctx, connection_id)
  const { state, structure_id } = ticketing.connection
  if (of_structure && structure_id !== of_structure) throw new Problem('not_found', { what: 'connection' })
  if (state !== 'enabled') throw new Problem('connection_not_enabled', { connection_id, state })
  const programme = await able(ticketing, 'performances', 'performances')()
  const performances = programme.map((one: PartnerPerformance) => ({ id: ctx.newId(), ...one }))
  return { connection_id, performances }
}

/** An evening is called off once, so its word is enough to name the run. */
async function driveCalledOff(ctx: Context, reservation_ids: readonly string[]): Promise<void> {
  for (const reservation_id of reservation_ids) await startDrive(ctx, reservation_id, 'called-off')
}
