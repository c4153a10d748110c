import { eq } from 'drizzle-orm'
import type { TicketFile } from '../../adapters/contract/index.ts'
import { able, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { invitation, performance, reservation } from '../platform/schema/index.ts'
import type { Steps } from './steps.ts'
import { isFault, outcomeOf, type Fault } from './partner-outcome.ts'
import { ticketKey } from './ticket-key.ts'
import { endTrouble, showTrouble } from './trouble.ts'

/** A ticketing takes seconds to draw its tickets; after about ten minutes a person is told, and the sweep goes on trying. */
const TRIES = 20
const WAIT_MS = [1_000, 2_000, 5_000, 10_000, 30_000]

interface Stored {
  position: string
  key: string
  media_type: string
}

/** Fetches the tickets of a booked reservation, keeps them, and issues the seats; the mail to the relay is written with it. */
export async function issueTickets(ctx: Context, steps: Steps, reservation_id: string): Promise<void> {
  let last: Fault | { outcome: 'not_ready' } = { outcome: 'not_ready' }
  for (let n = 0; n < TRIES; n++) {
    const fetched = await steps.step(`tickets ${n}`, () => fetchTickets(ctx, reservation_id))
    if ('stored' in fetched) {
      const { stored } = fetched
      await steps.step('issue', () =>
        ctx.db.call('issue', { reservation_id, tickets: stored, now: ctx.now() }),
      )
      await steps.step('well again', async () => {
        await endTrouble(ctx, 'tickets', reservation_id)
        await endTrouble(ctx, 'booking', reservation_id)
      })
      return
    }
    last = fetched
    if (isFault(last) && (last.fault === 'person' || last.fault === 'reject')) break
    const asked_ms = 'after_ms' in fetched ? fetched.after_ms : fetched.retry_after_ms
    await steps.sleep(`wait for tickets ${n}`, Math.max(WAIT_MS[Math.min(n, WAIT_MS.length - 1)]!, asked_ms))
  }
  const message = isFault(last)
    ? last.message
    : 'The venue has confirmed the booking but has not made its tickets yet.'
  const todo = isFault(last)
    ? last.todo
    : 'Look at the order in the venue’s ticketing; the tickets are asked for again by themselves.'
  await steps.step('say', () => showTrouble(ctx, 'tickets', reservation_id, message, todo))
}

async function fetchTickets(
  ctx: Context,
  reservation_id: string,
): Promise<{ stored: Stored[] } | { outcome: 'not_ready'; retry_after_ms: number } | Fault> {
  const [at] = await ctx.db.read
    .select({ connection_id: performance.connection_id, order: reservation.partner_order })
    .from(reservation)
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(eq(reservation.id, reservation_id))
  if (!at?.order) return { outcome: 'not_ready', retry_after_ms: 0 }
  const ticketing = await openTicketing(ctx, at.connection_id)
  const tickets = await outcomeOf(able(ticketing, 'tickets', 'tickets')(at.order))
  if (isFault(tickets) || tickets.outcome === 'not_ready') return tickets
  return { stored: await Promise.all(tickets.files.map((file) => store(ctx, reservation_id, file))) }
}

async function store(ctx: Context, reservation_id: string, file: TicketFile): Promise<Stored> {
  const { position, media_type, bytes } = file
  const key = ticketKey(reservation_id, position)
  await ctx.files.put(key, new Uint8Array(bytes), media_type)
  return { position, key, media_type }
}
