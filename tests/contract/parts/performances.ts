import { describe, expect, it } from 'vitest'
import type { PartnerPerformance } from '../../../adapters/contract/index.ts'
import type { Line } from '../harness.ts'
import { looksOf } from '../looks.ts'

async function performanceOf(line: Line, reference: string): Promise<PartnerPerformance> {
  const found = (await line.partner.performances()).filter((one) => one.reference === reference)
  expect(found).toHaveLength(1)
  const [performance] = found
  if (!performance) throw new Error(`performance ${reference} is not listed`)
  return performance
}

export function performances(line: Line): void {
  describe('performances', () => {
    it('lists what is announced, once each, with its time and the places left', async (ctx) => {
      line.needs(ctx, 'performances')
      const reference = await line.venue.newPerformance({ seats: 7 })
      const performance = await performanceOf(line, reference)
      expect(performance.status).toBe('scheduled')
      expect(performance.title).not.toBe('')
      expect(performance.starts_at).toBe(new Date(performance.starts_at).toISOString())
      expect([null, 7]).toContain(performance.seats_free)
      const all = (await line.partner.performances()).map((one) => one.reference)
      expect(new Set(all).size).toBe(all.length)
    })

    it('tells a performance that was moved, under the same reference, and a webhook says so', async (ctx) => {
      line.needs(ctx, 'performances')
      const reference = await line.venue.newPerformance({ seats: 3 })
      const before = await performanceOf(line, reference)
      const starts_at = new Date(Date.parse(before.starts_at) + 7 * 24 * 3_600_000).toISOString()
      const hooks = await line.harness.hooksAfter(async () =>
        line.venue.movePerformance(reference, starts_at),
      )
      expect(await performanceOf(line, reference)).toMatchObject({ starts_at, status: 'scheduled' })
      expect(looksOf(line, hooks)).toContainEqual({ kind: 'performances' })
    })

    it('tells a performance that was cancelled, and a webhook says so', async (ctx) => {
      line.needs(ctx, 'performances')
      const reference = await line.venue.newPerformance({ seats: 3 })
      const hooks = await line.harness.hooksAfter(async () => line.venue.cancelPerformance(reference))
      expect((await performanceOf(line, reference)).status).toBe('cancelled')
      expect(looksOf(line, hooks)).toContainEqual({ kind: 'performances' })
    })
  })
}
