import { describe, expect, it } from 'vitest'
import type { GiftState } from '../../../adapters/contract/index.ts'
import type { Line } from '../harness.ts'
import { lookAtOrder, looksOf } from '../looks.ts'

/** The one gift of an order, as the partner tells it now. */
export async function giftOf(line: Line, order: string): Promise<GiftState> {
  const state = await line.partner.order(order)
  expect(state?.order).toBe(order)
  expect(state?.booking).toBe(null)
  expect(state?.gifts).toHaveLength(1)
  const gift = state?.gifts[0]
  if (!gift) throw new Error('the order tells no gift')
  return gift
}

export function gifts(line: Line): void {
  describe('gifts', () => {
    it('tells what an order gave, in cents, with a reference, a time and the proof of consent', async (ctx) => {
      line.needs(ctx, 'gifts')
      const before = Date.now()
      const order = await line.venue.buyWithGift({ cents: 1_250 })
      const gift = await giftOf(line, order)
      expect(gift).toMatchObject({ cents: 1_250, currency: 'EUR' })
      expect(gift.reference).toContain(order)
      expect(Number.isSafeInteger(gift.version)).toBe(true)
      expect(gift.given_at).toBe(new Date(gift.given_at).toISOString())
      expect(Math.abs(Date.parse(gift.given_at) - before)).toBeLessThan(24 * 3_600_000)
      expect(gift.evidence).toBeTypeOf('object')
      expect(gift.evidence).not.toBe(null)
      expect(await giftOf(line, order)).toEqual(gift)
    })

    it('tells no gift for a purchase without one', async (ctx) => {
      line.needs(ctx, 'gifts')
      const state = await line.partner.order(await line.venue.buyWithGift({ cents: 0 }))
      expect(state?.gifts.filter(({ cents }) => cents !== 0)).toEqual([])
    })

    it('answers null for an order that the partner does not know', async (ctx) => {
      line.needs(ctx, 'gifts')
      expect(await line.partner.order('ZZZZ9')).toBe(null)
    })

    it('keeps the reference and raises the version when the gift is changed', async (ctx) => {
      line.needs(ctx, 'gifts')
      const order = await line.venue.buyWithGift({ cents: 1_200 })
      const first = await giftOf(line, order)
      const hooks = await line.harness.hooksAfter(async () => line.venue.changeGift(order, 500))
      const second = await giftOf(line, order)
      expect(second).toMatchObject({ reference: first.reference, cents: 500 })
      expect(second.version).toBeGreaterThan(first.version)
      expect(second.given_at).toBe(first.given_at)
      expect(lookAtOrder(looksOf(line, hooks), order)).toBe(true)
    })

    it('tells 0 for a gift line that was cancelled, and still names it', async (ctx) => {
      line.needs(ctx, 'gifts')
      const order = await line.venue.buyWithGift({ cents: 900 })
      const first = await giftOf(line, order)
      const hooks = await line.harness.hooksAfter(async () => line.venue.cancelGift(order))
      const second = await giftOf(line, order)
      expect(second).toMatchObject({ reference: first.reference, cents: 0 })
      expect(second.version).toBeGreaterThan(first.version)
      expect(lookAtOrder(looksOf(line, hooks), order)).toBe(true)
    })

    it('tells 0 when the whole order was cancelled', async (ctx) => {
      line.needs(ctx, 'gifts')
      const order = await line.venue.buyWithGift({ cents: 3_000 })
      const first = await giftOf(line, order)
      await line.venue.cancelOrder(order)
      const second = await giftOf(line, order)
      expect(second).toMatchObject({ reference: first.reference, cents: 0 })
      expect(second.version).toBeGreaterThan(first.version)
    })

    it('a signed webhook that carries the state says what the partner says when asked', async (ctx) => {
      line.needs(ctx, 'gifts')
      let order = ''
      const hooks = await line.harness.hooksAfter(async () => {
        order = await line.venue.buyWithGift({ cents: 1_100 })
      })
      const state = await line.partner.order(order)
      const carried = looksOf(line, hooks).filter((look) => look.kind === 'state')
      expect(carried).toEqual(carried.map(() => ({ kind: 'state', state })))
    })
  })
}
