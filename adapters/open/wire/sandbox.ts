import { z } from '@hono/zod-openapi'
import { LocalDateTime } from './octo.ts'

/** A test environment may let the conformance runner act as a buyer, the counter and the door. Never in production. */

export const SandboxPurchase = z
  .object({ cents: z.int().min(0).openapi({ description: 'The gift; 0 buys without one' }) })
  .openapi('SandboxPurchase')
export const SandboxOrder = z.object({ orderId: z.string() }).openapi('SandboxOrder')

export const SandboxPerformance = z.object({ units: z.int().min(1).max(500) }).openapi('SandboxPerformance')
export const SandboxPerformanceChange = z
  .object({ localDateTimeStart: LocalDateTime.optional(), acsStatus: z.literal('CANCELLED').optional() })
  .openapi('SandboxPerformanceChange')
export const SandboxCount = z
  .object({
    productId: z.string(),
    optionId: z.string(),
    availabilityId: z.string(),
    sold: z.int().openapi({ description: 'Ways in now valid, bookings of ours among them' }),
    free: z.int().openapi({ description: 'Left for the public' }),
  })
  .openapi('SandboxCount')
export const SandboxSale = z
  .object({
    availabilityId: z.string(),
    units: z.int().min(1).optional().openapi({ description: 'Without it, all that is left' }),
  })
  .openapi('SandboxSale')
export const SandboxScan = z
  .object({ unitItemUuid: z.string(), undo: z.boolean().optional() })
  .openapi('SandboxScan')
