import { and, asc, eq, gt } from 'drizzle-orm'
import type { Asker } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { invitation, performance, reservation, seat } from '../platform/schema/index.ts'
import { hasTicket } from './list-reservations.ts'

/** What a ticket may be shown as; anything else a partner sends is handed on as plain bytes. */
const KNOWN = ['application/pdf', 'image/png', 'application/vnd.apple.pkpass']

/** The tickets of a reservation that are ready. Other relays' are not there. @throws Problem not_found */
export async function listTickets(
  ctx: Context,
  asker: Asker,
  reservation_id: string,
  page: { limit: number; after?: string | undefined },
) {
  const own = and(eq(reservation.id, reservation_id), eq(reservation.relay_id, asker.organisation_id))
  const [found, rows] = await Promise.all([
    ctx.db.read.select({ id: reservation.id }).from(reservation).where(own),
    ctx.db.read
      .select({ id: seat.id, kind: seat.kind, state: seat.state, media_type: seat.ticket_type })
      .from(seat)
      .innerJoin(reservation, eq(reservation.id, seat.reservation_id))
      .where(and(own, hasTicket, page.after ? gt(seat.id, page.after) : undefined))
      .orderBy(asc(seat.id))
      .limit(page.limit + 1),
  ])
  if (found.length === 0) throw new Problem('not_found', { what: 'reservation' })
  const { items, next } = paged(rows, page.limit)
  return {
    next,
    items: items.map((ticket) => ({
      ...ticket,
      media_type: mediaType(ticket.media_type),
      file: `/v1/tickets/${ticket.id}/file`,
    })),
  }
}

/** The file of one ticket, for the relay that booked it alone. @throws Problem not_found */
export async function ticketFile(ctx: Context, asker: Asker, seat_id: string) {
  const [ticket] = await ctx.db.read
    .select({
      key: seat.ticket_key,
      type: seat.ticket_type,
      title: performance.title,
      at: performance.starts_at,
    })
    .from(seat)
    .innerJoin(reservation, eq(reservation.id, seat.reservation_id))
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(and(eq(seat.id, seat_id), eq(reservation.relay_id, asker.organisation_id), hasTicket))
  const file = ticket?.key ? await ctx.files.get(ticket.key) : null
  if (!ticket || !file) throw new Problem('not_found', { what: 'ticket' })
  const media_type = mediaType(ticket.type)
  return { bytes: file.bytes, media_type, name: fileName(ticket.title, ticket.at, seat_id, media_type) }
}

const mediaType = (type: string | null) => KNOWN.find((known) => known === type) ?? 'application/octet-stream'

/** Plain letters only, so that the name needs no encoding: `billet-le-cid-2026-12-10-1f3a.pdf`. */
function fileName(title: string, at: string, seat_id: string, media_type: string): string {
  const words = title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
  const ending = { 'application/pdf': '.pdf', 'image/png': '.png', 'application/vnd.apple.pkpass': '.pkpass' }
  return `billet-${words}-${at.slice(0, 10)}-${seat_id.slice(-4)}${ending[media_type as keyof typeof ending] ?? ''}`
}
