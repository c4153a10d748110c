import { describe, expect, it } from 'vitest'
import { booked, only } from '../bookings.ts'
import type { Line } from '../harness.ts'
import { giftOf } from './gifts.ts'

export function reconciling(line: Line): void {
  describe('the partner’s own books', () => {
    it('list each gift once, at what is now paid for it', async (ctx) => {
      line.needs(ctx, 'reconcile', 'gifts')
      const orders: string[] = []
      for (const cents of [1_000, 2_000, 3_000]) orders.push(await line.venue.buyWithGift({ cents }))
      const [kept, changed, cancelled] = [only(orders), only(orders, 1), only(orders, 2)]
      await line.venue.changeGift(changed, 700)
      await line.venue.cancelOrder(cancelled)
      const books = await line.partner.reconcile(null)
      const netOf = async (order: string) => {
        const { reference } = await giftOf(line, order)
        const listed = books.gifts.filter((gift) => gift.reference === reference)
        expect(listed.length).toBeLessThanOrEqual(1)
        for (const gift of listed) expect(gift.currency).toBe('EUR')
        return listed[0]?.cents ?? 0
      }
      expect(await netOf(kept)).toBe(1_000)
      expect(await netOf(changed)).toBe(700)
      expect(await netOf(cancelled)).toBe(0)
    })

    it('tell what changed since the last time, whole, not as a difference', async (ctx) => {
      line.needs(ctx, 'reconcile', 'gifts')
      const order = await line.venue.buyWithGift({ cents: 1_500 })
      const { reference } = await giftOf(line, order)
      const { cursor } = await line.partner.reconcile(null)
      await line.venue.changeGift(order, 600)
      const since = await line.partner.reconcile(cursor)
      expect(since.gifts.find((gift) => gift.reference === reference)?.cents).toBe(600)
    })

    it('list our bookings, with the reservation that each is for', async (ctx) => {
      line.needs(ctx, 'reconcile', 'reserve')
      const { request, booking } = await booked(line, { seats: 3, booked: 2 })
      const books = await line.partner.reconcile(null)
      const listed = books.bookings.filter(({ order }) => order === booking.order)
      expect(listed).toHaveLength(1)
      expect(listed[0]).toMatchObject({
        reference: request.reference,
        reservation_id: request.reservation_id,
      })
      expect(listed[0]?.seats.filter((seat) => seat.status === 'valid')).toHaveLength(2)
    })
  })
}
