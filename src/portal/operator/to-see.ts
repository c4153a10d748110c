import { eq, inArray, sql } from 'drizzle-orm'
import { lastAudit } from '../../audit/index.ts'
import { listSuspense } from '../../gifts/index.ts'
import { listHooks } from '../../hooks/index.ts'
import { isLost } from '../../invitations/index.ts'
import { listDifferences } from '../../ledger/index.ts'
import { listTroubles, type Asker } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import {
  connection,
  invitation,
  organisation,
  performance,
  reservation,
  seat,
} from '../../platform/schema/index.ts'

const AT_MOST = 25
const OF_RESERVATIONS = ['booking', 'promise', 'tickets', 'return', 'unknown', 'hold']

/** What needs a person, the oldest first, with the names of what it concerns. */
export async function toSee(ctx: Context, asker: Asker) {
  const [troubles, hooks, differences, suspense, names, audited] = await Promise.all([
    listTroubles(ctx, { limit: AT_MOST, open: true }),
    listHooks(ctx, asker, { limit: AT_MOST, state: 'set_aside' }),
    listDifferences(ctx, { limit: AT_MOST, open: true }),
    listSuspense(ctx),
    structures(ctx),
    lastAudit(ctx),
  ])
  const reservations = await reservationsOf(
    ctx,
    troubles.items.filter(({ kind }) => OF_RESERVATIONS.includes(kind)).map(({ subject }) => subject),
  )
  const structure = ({ connection_id }: { connection_id: string }) => names.get(connection_id) ?? ''
  return {
    troubles: troubles.items.map((one) => ({
      ...one,
      reservation: reservations.get(one.subject) ?? null,
      /** of a trouble with a connection or a step */
      structure: names.get(one.subject) ?? null,
    })),
    hooks: hooks.items.map((one) => ({ ...one, structure: structure(one) })),
    differences: differences.items.map((one) => ({ ...one, structure: structure(one) })),
    suspense: suspense.items,
    audited,
    more: suspense.more || [troubles, hooks, differences].some(({ next }) => next !== null),
  }
}
export type ToSee = Awaited<ReturnType<typeof toSee>>

/** Their names, by their own ids and by those of their connections. */
async function structures(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.db.read
    .select({ id: organisation.id, connection_id: connection.id, name: organisation.name })
    .from(organisation)
    .leftJoin(connection, eq(connection.structure_id, organisation.id))
    .where(eq(organisation.role, 'structure'))
  return new Map(
    rows.flatMap(({ id, connection_id, name }) => [
      [id, name] as const,
      ...(connection_id === null ? [] : [[connection_id, name] as const]),
    ]),
  )
}

async function reservationsOf(ctx: Context, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await ctx.db.read
    .select({
      id: reservation.id,
      relay: organisation.name,
      title: performance.title,
      starts_at: performance.starts_at,
      /** seats that the venue has cancelled by itself, while they can be given back */
      lost: sql<string[]>`case when ${performance.starts_at} <= ${ctx.now()} then '[]' else coalesce((
        select jsonb_agg(${seat.id} order by ${seat.id}) from ${seat}
         where ${seat.reservation_id} = ${reservation.id} and ${isLost}), '[]') end`,
    })
    .from(reservation)
    .innerJoin(organisation, eq(organisation.id, reservation.relay_id))
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(inArray(reservation.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}
