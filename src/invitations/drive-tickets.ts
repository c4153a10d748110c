import { eq, sql } from 'drizzle-orm'
import type { TicketFile } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { invitation, performance, reservation, seat } from '../platform/schema/index.ts'
import type { Steps } from './steps.ts'
import { isFault, outcomeOf, type Fault } from './partner-outcome.ts'
import { ticketKey } from './ticket-key.ts'
import { endTrouble, showTrouble } from '../people/index.ts'

/** A ticketing takes seconds to draw its tickets; after about ten minutes a person is told, and the sweep goes on trying. */
const TRIES = 20
const WAIT_MS = [1_000, 2_000, 5_000, 10_000, 30_000]

interface Stored {
  position: string
  key: string
  media_type: string
}
/** Tickets that are not there, or not all of them. */
interface Wanting {
  wanting: 'not_ready' | 'missing'
  after_ms: number
}
const WHY = {
  not_ready: 'The venue has confirmed the booking but has not made its tickets yet.',
  missing: 'The venue has not handed out a ticket for every seat.',
}
const LOOK_AT_ORDER =
  'Look at the order in the venue’s ticketing; the tickets are asked for again by themselves.'

/**
 * Fetches the tickets of a booked reservation, keeps them, and issues the seats; the mail to the relay is written with it.
 * @param what what the steps are named after: a run may come here twice
 */
export async function issueTickets(
  ctx: Context,
  steps: Steps,
  reservation_id: string,
  what: 'tickets' | 'kept tickets',
): Promise<void> {
  let last: Fault | Wanting = { wanting: 'not_ready', after_ms: 0 }
  for (let n = 0; n < TRIES; n++) {
    const fetched = await steps.step(`${what} ${n}`, () => fetchTickets(ctx, reservation_id))
    const ended = Array.isArray(fetched)
      ? await steps.step(`issue ${what} ${n}`, () => issue(ctx, reservation_id, fetched))
      : fetched
    if (ended === 'issued') return
    last = ended
    if (isFault(last) && (last.fault === 'person' || last.fault === 'reject')) break
    const wait_ms = WAIT_MS[Math.min(n, WAIT_MS.length - 1)]!
    await steps.sleep(`wait for ${what} ${n}`, Math.max(wait_ms, last.after_ms))
  }
  const { message, todo } = isFault(last) ? last : { message: WHY[last.wanting], todo: LOOK_AT_ORDER }
  await steps.step(`say why no ${what}`, () => showTrouble(ctx, 'tickets', reservation_id, message, todo))
}

async function issue(ctx: Context, reservation_id: string, tickets: Stored[]): Promise<'issued' | Wanting> {
  try {
    await ctx.db.call('issue', { reservation_id, tickets, now: ctx.now() })
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'tickets_missing')
      return { wanting: 'missing', after_ms: 0 }
    throw cause
  }
  await endTrouble(ctx, 'tickets', reservation_id)
  await endTrouble(ctx, 'booking', reservation_id)
  return 'issued'
}

async function fetchTickets(ctx: Context, reservation_id: string): Promise<Stored[] | Wanting | Fault> {
  const [at] = await ctx.db.read
    .select({
      connection_id: performance.connection_id,
      order: reservation.partner_order,
      held: sql<number>`(select count(*)::int from ${seat} where ${seat.reservation_id} = ${reservation.id} and ${seat.state} = 'held' and ${seat.lost_at} is null)`,
    })
    .from(reservation)
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(eq(reservation.id, reservation_id))
  if (!at?.order) return { wanting: 'not_ready', after_ms: 0 }
  // all of its seats are on their way back, or the venue has cancelled them: nobody waits for these tickets
  if (at.held === 0) return []
  const ticketing = await openTicketing(ctx, at.connection_id)
  const tickets = await outcomeOf(able(ticketing, 'tickets', 'tickets')(at.order))
  if (isFault(tickets)) return tickets
  if (tickets.outcome === 'not_ready') return { wanting: 'not_ready', after_ms: tickets.retry_after_ms }
  return Promise.all(tickets.files.map((file) => store(ctx, reservation_id, file)))
}

async function store(ctx: Context, reservation_id: string, file: TicketFile): Promise<Stored> {
  const { position, media_type, bytes } = file
  const key = ticketKey(reservation_id, position)
  await ctx.files.put(key, new Uint8Array(bytes), media_type)
  return { position, key, media_type }
}
