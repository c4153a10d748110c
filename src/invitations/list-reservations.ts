import { and, asc, desc, eq, gt, gte, inArray, lt, ne, or, sql } from 'drizzle-orm'
import type { Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { invitation, organisation, performance, reservation, seat } from '../platform/schema/index.ts'
import { show } from './show.ts'

export type ReservationState = (typeof reservation.$inferSelect)['state']
export type SeatState = (typeof seat.$inferSelect)['state']
export interface ReservationQuery {
  limit: number
  after?: string | undefined
  states?: readonly ReservationState[] | undefined
  /** only of evenings that are still to come, or only of those that were */
  upcoming?: boolean | undefined
  /** only what a relay still goes to: evenings to come with a seat that was not given back; or only all else */
  ahead?: boolean
  newest_first?: boolean
}

/** A relay sees its own, the operator all. */
export async function listReservations(ctx: Context, asker: Asker, query: ReservationQuery) {
  const rows = await select(ctx)
    .where(
      and(
        visibleTo(asker),
        query.states ? inArray(reservation.state, [...query.states]) : undefined,
        query.upcoming === undefined
          ? undefined
          : (query.upcoming ? gte : lt)(performance.starts_at, ctx.now()),
        query.ahead === undefined
          ? undefined
          : query.ahead
            ? and(gte(performance.starts_at, ctx.now()), ne(reservation.state, 'returned'))
            : or(lt(performance.starts_at, ctx.now()), eq(reservation.state, 'returned')),
        query.after ? (query.newest_first ? lt : gt)(reservation.id, query.after) : undefined,
      ),
    )
    .orderBy((query.newest_first ? desc : asc)(reservation.id))
    .limit(query.limit + 1)
  return paged(rows, query.limit)
}

/** With each of its seats. @throws Problem not_found */
export async function oneReservation(ctx: Context, asker: Asker, id: string) {
  const [[found], each] = await Promise.all([
    select(ctx).where(and(visibleTo(asker), eq(reservation.id, id))),
    seatsOf(ctx, id),
  ])
  if (!found) throw new Problem('not_found', { what: 'reservation' })
  return { ...found, each }
}

const visibleTo = (asker: Asker) =>
  asker.role === 'operator' ? undefined : eq(reservation.relay_id, asker.organisation_id)

function select(ctx: Context) {
  const seats = sql<Partial<Record<SeatState, number>>>`coalesce((select jsonb_object_agg(s.state, s.n)
    from (select state, count(*) as n from seat where reservation_id = ${reservation.id} group by state) s), '{}')`
  return ctx.db.read
    .select({
      id: reservation.id,
      invitation_id: reservation.invitation_id,
      relay_id: reservation.relay_id,
      relay: organisation.name,
      ...show,
      called_off: sql<boolean>`${performance.state} = 'cancelled'`,
      state: reservation.state,
      access_needs: sql<string[]>`${reservation.access_needs}`,
      created_at: reservation.created_at,
      changed_at: reservation.changed_at,
      expires_at: reservation.expires_at,
      reason: reservation.reason,
      seats,
      lost: sql<number>`(select count(*)::int from ${seat} where ${seat.reservation_id} = ${reservation.id} and ${isLost})`,
    })
    .from(reservation)
    .innerJoin(organisation, eq(organisation.id, reservation.relay_id))
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
}
export type ReservationView = Awaited<ReturnType<typeof listReservations>>['items'][number]

function seatsOf(ctx: Context, reservation_id: string) {
  return ctx.db.read
    .select({
      id: seat.id,
      kind: seat.kind,
      state: seat.state,
      scanned_at: seat.scanned_at,
      lost: isLost,
      ticket: hasTicket,
    })
    .from(seat)
    .where(eq(seat.reservation_id, reservation_id))
    .orderBy(asc(seat.kind), asc(seat.credit_number))
}
export type SeatView = Awaited<ReturnType<typeof seatsOf>>[number]

/** The venue has cancelled it by itself, and it is neither on its way back nor was anyone let in on it. */
export const isLost = sql<boolean>`(${seat.lost_at} is not null and ${seat.state} in ('held', 'issued', 'unused'))`

/** A ticket that was given back, or that the venue has cancelled, no longer opens a door; it is not handed out any more. */
export const hasTicket = sql<boolean>`(${seat.ticket_key} is not null and (
  ${seat.state} = 'used' or (${seat.state} in ('issued', 'unused') and ${seat.lost_at} is null)))`
