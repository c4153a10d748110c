import { z } from '@hono/zod-openapi'
import { ACCESS_NEEDS } from '../../contract/index.ts'
import { UtcDateTime } from './octo.ts'

export const BookingStatus = z
  .enum(['ON_HOLD', 'CONFIRMED', 'EXPIRED', 'CANCELLED', 'REDEEMED', 'PENDING', 'REJECTED'])
  .openapi('BookingStatus')

export const Ticket = z
  .object({
    redemptionMethod: z.enum(['DIGITAL', 'PRINT', 'MANIFEST']),
    utcRedeemedAt: UtcDateTime.nullable(),
    deliveryOptions: z.array(
      z.object({
        deliveryFormat: z.string().openapi({ example: 'PDF_URL' }),
        deliveryValue: z.string().openapi({
          description: 'PDF_URL: under the same origin as this API, fetched with the same bearer token',
        }),
      }),
    ),
  })
  .openapi('Ticket')

export const UnitItem = z
  .object({
    uuid: z.string().openapi({ description: 'Names one way in for ever' }),
    resellerReference: z.string().nullable(),
    supplierReference: z.string().nullable(),
    unitId: z.string(),
    status: BookingStatus,
    utcRedeemedAt: UtcDateTime.nullable().openapi({ description: 'Null again when a scan was undone' }),
    ticket: Ticket.nullable().openapi({ description: 'Null until the ticket can be fetched' }),
    acsSeat: z.string().nullish().openapi({ description: 'The numbered place, where there is one' }),
  })
  .openapi('UnitItem')

export const OctoBooking = z
  .object({
    id: z.string(),
    uuid: z.string().openapi({ description: 'Names the booking in every call' }),
    testMode: z.boolean(),
    resellerReference: z.string().nullable(),
    supplierReference: z.string().nullable(),
    status: BookingStatus,
    utcCreatedAt: UtcDateTime,
    utcUpdatedAt: UtcDateTime,
    utcExpiresAt: UtcDateTime.nullable(),
    utcRedeemedAt: UtcDateTime.nullable(),
    utcConfirmedAt: UtcDateTime.nullable(),
    productId: z.string(),
    optionId: z.string(),
    availabilityId: z.string().nullable(),
    cancellable: z.boolean(),
    cancellation: z
      .object({
        refund: z.enum(['FULL', 'PARTIAL', 'NONE']),
        reason: z.string().nullable(),
        utcCancelledAt: UtcDateTime,
      })
      .nullable(),
    freesale: z.boolean(),
    notes: z.string().nullable(),
    deliveryMethods: z.array(z.enum(['TICKET', 'VOUCHER'])),
    unitItems: z.array(UnitItem),
    acsReservationId: z
      .string()
      .nullish()
      .openapi({ description: 'Kept as sent, and given back unchanged; null for bookings of others' }),
  })
  .openapi('Booking')
export type OctoBooking = z.infer<typeof OctoBooking>

export const BookingReservation = z
  .object({
    productId: z.string().min(1),
    optionId: z.string().min(1),
    availabilityId: z.string().min(1),
    expirationMinutes: z.int().min(1).max(60).optional(),
    notes: z.string().max(500).nullish(),
    unitItems: z
      .array(z.object({ unitId: z.string() }))
      .min(1)
      .max(100),
    resellerReference: z.string().min(1).max(100),
    acsReservationId: z.string().min(1).max(100),
    acsAllotmentId: z
      .string()
      .nullish()
      .openapi({ description: 'Take the units from this allotment, and only from it' }),
    acsAccessNeeds: z
      .array(z.enum(ACCESS_NEEDS))
      .optional()
      .openapi({ description: 'What the seats have to allow for; never who needs it' }),
  })
  .openapi('BookingReservation')
export type BookingReservation = z.infer<typeof BookingReservation>

export const BookingConfirmation = z
  .object({ resellerReference: z.string().optional(), emailReceipt: z.boolean().optional() })
  .openapi('BookingConfirmation')

export const BookingExtension = z
  .object({ expirationMinutes: z.int().min(1).max(60).optional() })
  .openapi('BookingExtension')

export const BookingCancellation = z
  .object({
    reason: z.string().max(500).optional(),
    acsUnitItemUuids: z
      .array(z.string())
      .min(1)
      .optional()
      .openapi({ description: 'Only these units; without it, the whole booking' }),
  })
  .openapi('BookingCancellation')
