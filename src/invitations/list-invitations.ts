import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { connection, creditStock, invitation, performance } from '../platform/schema/index.ts'
import { show } from './show.ts'

type State = (typeof invitation.$inferSelect)['state']
export interface InvitationQuery {
  limit: number
  after?: string | undefined
  state?: State | undefined
}

/**
 * Invitations in the order of their evening. A relay sees those it can book or wait for; a structure its own, whatever
 * their state; the operator all. Only the two sides that decide see the terms.
 */
export async function listInvitations(ctx: Context, asker: Asker, query: InvitationQuery) {
  const state = asker.role === 'relay' ? 'open' : query.state
  const rows = await select(ctx)
    .where(
      and(
        visibleTo(asker, ctx.now()),
        state && eq(invitation.state, state),
        query.after
          ? sql`(${performance.starts_at}, ${invitation.id}) > (select p.starts_at, i.id from invitation i
              join performance p on p.id = i.performance_id where i.id = ${query.after})`
          : undefined,
      ),
    )
    .orderBy(asc(performance.starts_at), asc(invitation.id))
    .limit(query.limit + 1)
  const page = paged(rows, query.limit)
  return { ...page, items: page.items.map((row) => seenBy(asker, row)) }
}

/** @throws Problem not_found */
export async function oneInvitation(ctx: Context, asker: Asker, id: string) {
  const [row] = await select(ctx).where(and(visibleTo(asker, ctx.now()), eq(invitation.id, id)))
  if (!row) throw new Problem('not_found', { what: 'invitation' })
  return seenBy(asker, row)
}

function select(ctx: Context) {
  const now = ctx.now()
  const bookable = sql<number>`case when ${invitation.state} = 'open' and ${performance.state} = 'scheduled'
    and ${performance.starts_at} > ${now} then least(${invitation.seats_left}, coalesce(${creditStock.available}, 0)) else 0 end`
  const companions = sql<'credit' | 'offered'>`coalesce((select v.companions::text from convention_version v
    where v.convention_id = ${invitation.convention_id} and v.in_force_at <= ${now} order by v.number desc limit 1), 'credit')`
  const approvals = sql<
    ('structure' | 'operator')[]
  >`coalesce((select jsonb_agg(a.side order by a.at) from approval a
    where a.subject_id = ${invitation.id}), '[]')`
  return ctx.db.read
    .select({
      id: invitation.id,
      ...show,
      state: invitation.state,
      bookable: bookable.mapWith(Number),
      companions,
      convention_id: invitation.convention_id,
      performance_id: invitation.performance_id,
      seats: invitation.seats,
      seats_left: invitation.seats_left,
      approvals,
    })
    .from(invitation)
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .innerJoin(connection, eq(connection.id, performance.connection_id))
    .leftJoin(creditStock, eq(creditStock.convention_id, invitation.convention_id))
}
type Row = Awaited<ReturnType<typeof select>>[number]

const visibleTo = (asker: Asker, now: string) =>
  asker.role === 'operator'
    ? undefined
    : asker.role === 'structure'
      ? eq(connection.structure_id, asker.organisation_id)
      : and(eq(invitation.state, 'open'), eq(performance.state, 'scheduled'), gt(performance.starts_at, now))

function seenBy(asker: Asker, row: Row) {
  const { convention_id, performance_id, seats, seats_left, approvals, ...offer } = row
  return asker.role === 'relay'
    ? offer
    : { ...offer, terms: { convention_id, performance_id, seats, seats_left, approvals } }
}
export type Offer = Awaited<ReturnType<typeof listInvitations>>['items'][number]
