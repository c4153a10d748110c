import { and, eq } from 'drizzle-orm'
import { PartnerFault, type Json } from '../../adapters/contract/index.ts'
import { able, asProblem, openConnection, type Ticketing } from '../conventions/index.ts'
import { ownOnly, type Asker, endTrouble, showTrouble } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { connection, convention, invitation, performance } from '../platform/schema/index.ts'

export interface Evening {
  connection: typeof connection.$inferSelect
  performance: typeof performance.$inferSelect
  /** null while the performance is not put forward */
  invitation: typeof invitation.$inferSelect | null
}

/** A performance of the asker's, with its ticketing and its invitation. @throws Problem not_found */
export async function eveningOf(
  ctx: Context,
  asker: Asker,
  which: { invitation_id: string } | { performance_id: string; convention_id: string },
): Promise<Evening> {
  const [found] = await ctx.db.read
    .select({ connection, performance, invitation })
    .from(performance)
    .innerJoin(connection, eq(connection.id, performance.connection_id))
    .innerJoin(convention, eq(convention.structure_id, connection.structure_id))
    .leftJoin(invitation, eq(invitation.performance_id, performance.id))
    .where(
      and(
        'invitation_id' in which
          ? and(eq(invitation.id, which.invitation_id), eq(convention.id, invitation.convention_id))
          : and(eq(performance.id, which.performance_id), eq(convention.id, which.convention_id)),
        ownOnly(asker, connection.structure_id),
      ),
    )
  if (!found)
    throw new Problem('not_found', { what: 'invitation_id' in which ? 'invitation' : 'performance' })
  return found
}

/** The ticketing, if it can keep seats aside; null for one where the seats are only agreed. */
export async function allotting(ctx: Context, evening: Evening): Promise<Ticketing | null> {
  const { id, state } = evening.connection
  if (state !== 'enabled') throw new Problem('connection_not_enabled', { connection_id: id, state })
  const ticketing = await openConnection(ctx, evening.connection)
  return ticketing.adapter.capabilities.allot ? ticketing : null
}

/**
 * Has the partner keep so many seats aside in all; a second time changes nothing. Answers what it keeps.
 * @throws Problem not_enough_seats_at_partner, partner_refused, partner_unavailable
 */
export async function keepAside(ticketing: Ticketing, evening: Evening, seats: number) {
  const allotted = await asProblem(
    able(
      ticketing,
      'allot',
      'allot',
    )({
      performance: evening.performance.reference,
      seats,
      allotment: (evening.invitation?.allotment ?? null) as Json,
    }),
  )
  if (allotted.outcome === 'not_enough_seats') {
    throw new Problem('not_enough_seats_at_partner', { asked: seats, seats_free: allotted.seats_free })
  }
  return allotted
}

/**
 * After a change that did not go through whole: the partner keeps aside what our books say, no more and no less.
 * What cannot be put right now is shown to a person.
 */
export async function alignAllotment(ctx: Context, ticketing: Ticketing, before: Evening): Promise<void> {
  const performance_id = before.performance.id
  try {
    const [now] = await ctx.db.read
      .select()
      .from(invitation)
      .where(eq(invitation.performance_id, performance_id))
    const seats = now?.seats ?? 0
    const { allotment } = await keepAside(ticketing, { ...before, invitation: now ?? null }, seats)
    if (now) await ctx.db.call('change_allotment', { id: now.id, seats, allotment, now: ctx.now() })
    await endTrouble(ctx, 'allotment', performance_id)
  } catch (cause) {
    if (!(cause instanceof Problem || cause instanceof PartnerFault)) throw cause
    const message = `The venue may keep another number of seats aside for ${before.performance.title} (${before.performance.starts_at}) than was agreed: ${cause.message}`
    const todo = 'Set the number of seats of this invitation again; the venue is then told once more.'
    await showTrouble(ctx, 'allotment', performance_id, message, todo)
  }
}
