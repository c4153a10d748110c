import { describe, expect, it } from 'vitest'
import type { TicketFile } from '../../../adapters/contract/index.ts'
import { booked, only } from '../bookings.ts'
import { type Line, until } from '../harness.ts'

async function ticketsOf(line: Line, order: string): Promise<TicketFile[]> {
  return until('the tickets', async () => {
    const answer = await line.partner.tickets(order)
    if (answer.outcome === 'ready') return answer.files
    expect(answer.retry_after_ms).toBeGreaterThan(0)
    return null
  })
}

export function tickets(line: Line): void {
  describe('tickets', () => {
    it('are a PDF for each way in, once they are ready', async (ctx) => {
      line.needs(ctx, 'reserve', 'tickets')
      const { booking } = await booked(line, { seats: 4, booked: 3 })
      const files = await ticketsOf(line, booking.order)
      expect(files.map((file) => file.position).toSorted()).toEqual(
        booking.seats.map((seat) => seat.position).toSorted(),
      )
      for (const file of files) {
        expect(file.media_type).toBe('application/pdf')
        expect(new TextDecoder('latin1').decode(file.bytes.slice(0, 4))).toBe('%PDF')
        expect(file.bytes.byteLength).toBeGreaterThan(500)
      }
    })

    it('are handed out only for the seats that are still valid', async (ctx) => {
      line.needs(ctx, 'reserve', 'tickets', 'cancel')
      const { booking } = await booked(line, { seats: 3, booked: 2 })
      const [given, kept] = [only(booking.seats), only(booking.seats, 1)]
      await line.partner.cancel({ order: booking.order, positions: [given.position] })
      const files = await ticketsOf(line, booking.order)
      expect(files.map((file) => file.position)).toEqual([kept.position])
    })
  })
}
