import { z } from '@hono/zod-openapi'
import { OctoBooking } from './booking.ts'
import { UtcDateTime } from './octo.ts'

/** The ACS extension: what OCTO has no word for. */

const Text = z.string().min(1).max(2_000)
const Other = Text.optional()
export const LocalisedText = z
  .object({ fr: Text, en: Text, de: Other, nl: Other, it: Other, es: Other })
  .openapi('LocalisedText', { description: 'French is what is shown where another language is missing' })

export const Step = z
  .object({ title: LocalisedText, description: LocalisedText })
  .openapi('Step', { description: 'The donation step of the subscription checkout; shown while it is set' })

export const EVENT_TYPES = ['gift.updated', 'booking.updated', 'seat.scanned', 'performance.updated'] as const
export type EventType = (typeof EVENT_TYPES)[number]

export const WebhookRegistration = z
  .object({
    url: z.url(),
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{24,}$/)
      .openapi({ description: 'Signs every delivery, as Standard Webhooks says' }),
    events: z.array(z.enum(EVENT_TYPES)).min(1),
  })
  .openapi('WebhookRegistration')
export const Webhook = z
  .object({ url: z.string(), events: z.array(z.string()), utcUpdatedAt: UtcDateTime })
  .openapi('Webhook', { description: 'The registration; its secret is never shown again' })

export const AllotmentRequest = z
  .object({
    productId: z.string().min(1),
    optionId: z.string().min(1),
    units: z
      .int()
      .min(0)
      .max(10_000)
      .openapi({ description: 'Units to keep aside in all, those already booked from it included' }),
  })
  .openapi('AllotmentRequest')
export const Allotment = z
  .object({
    id: z.string(),
    availabilityId: z.string(),
    units: z.int().openapi({ description: 'Kept aside now, booked ones included; never fewer than those' }),
    unitsBooked: z.int(),
    vacancies: z.int().nullable(),
  })
  .openapi('Allotment')

export const AcsGift = z
  .object({
    orderId: z.string(),
    lineId: z.string(),
    cents: z.int().min(0).openapi({ description: 'What is now paid for this line; 0 when cancelled' }),
    currency: z.string().length(3),
    version: z
      .int()
      .min(0)
      .openapi({ description: 'Rises with every change of the order', maximum: Number.MAX_SAFE_INTEGER }),
    utcGivenAt: UtcDateTime,
    consent: z
      .record(z.string(), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
      .openapi({ description: 'What was shown, and what the subscriber chose' }),
  })
  .openapi('Gift')
export type AcsGift = z.infer<typeof AcsGift>

export const AcsOrder = z
  .object({
    id: z.string().openapi({ description: 'For a booking: its uuid' }),
    gifts: z.array(AcsGift),
    booking: OctoBooking.nullable().openapi({ description: 'Set when the order is one of our bookings' }),
  })
  .openapi('Order')
export type AcsOrder = z.infer<typeof AcsOrder>

export const Scan = z
  .object({
    orderId: z.string(),
    unitItemUuid: z.string(),
    availabilityId: z.string(),
    utcRedeemedAt: UtcDateTime.nullable().openapi({ description: 'Null: an earlier scan was undone' }),
  })
  .openapi('Scan')

export const Transaction = z
  .object({
    id: z.string(),
    utcAt: UtcDateTime,
    orderId: z.string(),
    lineId: z.string(),
    deltaCents: z.int().openapi({ description: 'Negative when money was given back' }),
    netCents: z.int().min(0).openapi({ description: 'The line after this transaction' }),
    currency: z.string().length(3),
  })
  .openapi('Transaction', { description: 'One change of the money of one gift line; never altered later' })

export const ListQuery = z.object({
  since: z.string().max(100).optional().openapi({ description: 'The `next` of an earlier answer' }),
  limit: z.coerce.number().int().min(1).max(500).optional(),
})
/** A page of what changed since a cursor, oldest change first. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().openapi({ description: 'Hand it back as `since` for what comes after' }),
    more: z.boolean().openapi({ description: 'There is more now' }),
  })

const event = <T extends EventType, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), timestamp: UtcDateTime, data })
export const AcsEvent = z
  .discriminatedUnion('type', [
    event('gift.updated', AcsOrder),
    event('booking.updated', z.object({ orderId: z.string() })),
    event('seat.scanned', Scan),
    event('performance.updated', z.object({ availabilityId: z.string() })),
  ])
  .openapi('Event', { description: 'The body of a webhook: Standard Webhooks, with a payload' })
export type AcsEvent = z.infer<typeof AcsEvent>
