import { z } from 'zod'
import type { Cancelled, CancelRequest, Json, SeatState } from '../contract/index.ts'
import type { Line } from './line.ts'
import { bookingOf, fetchOrder } from './orders.ts'

const refuse = (reason: string): Cancelled => ({ outcome: 'refused', reason })

/**
 * Takes back a booking of ours, whole or seat by seat. Safe to repeat: what is already cancelled stays so. A seat
 * whose guest came in is never taken back.
 */
export async function cancel(line: Line, { order: code, positions }: CancelRequest): Promise<Cancelled> {
  const order = await fetchOrder(line, code)
  const booking = order && bookingOf(order)
  if (!order || !booking) return refuse(`${code} is none of our invitations`)
  const unknown = (positions ?? []).filter((id) => !booking.seats.some(({ position }) => position === id))
  if (unknown.length > 0) return refuse(`${code} has no seat ${unknown.join(', ')}`)

  const isAsked = ({ position }: SeatState) => positions === null || positions.includes(position)
  const valid = booking.seats.filter(({ status }) => status === 'valid')
  const asked = valid.filter(isAsked)
  if (asked.length === 0) return { outcome: 'already_cancelled' }
  const scanned = asked.filter(({ scanned_at }) => scanned_at !== null)
  if (scanned.length > 0)
    return refuse(`the guest of seat ${scanned.map(({ position }) => position).join(', ')} came in`)

  // pretix keeps no order without a line: the last seats are taken back with their order.
  const whole = asked.length === valid.length
  const path = `events/${order.event}/orders/${order.code}/`
  const posted = whole
    ? await line.api.post(z.unknown(), `${path}mark_canceled/?include=code`, { send_email: false })
    : await line.api.post(z.unknown(), `${path}change/?include=code`, {
        send_email: false,
        cancel_positions: asked.map(({ position }): Json => ({ position: Number(position) })),
      })
  if ('made' in posted) return { outcome: 'cancelled' }
  return refuse(`pretix refused: ${JSON.stringify(posted.refusal).slice(0, 500)}`)
}
