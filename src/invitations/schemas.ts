import { z } from '@hono/zod-openapi'
import { ACCESS_NEEDS } from '../../adapters/contract/index.ts'
import { reservationState, seatState } from '../platform/schema/index.ts'

const instant = z.iso.datetime()
const approvals = z.array(z.enum(['structure', 'operator']))

/** What every view of an evening shows: the show, the place and the hour, never who goes. */
export const show = {
  title: z.string(),
  series: z.string().nullable(),
  venue: z.string().nullable(),
  starts_at: instant,
}

export const performanceSchema = z
  .object({
    id: z.uuid(),
    connection_id: z.uuid(),
    reference: z.string(),
    ...show,
    state: z.enum(['scheduled', 'cancelled']),
    seats_free: z.number().int().nullable(),
    public_price_cents: z.number().int().nullable(),
    closed_at: instant.nullable(),
    final_at: instant.nullable(),
  })
  .openapi('Performance')

/** `bookable`: the smaller of what is left of the allotment and of the credits that gifts have opened. */
export const invitationSchema = z
  .object({
    id: z.uuid(),
    ...show,
    state: z.enum(['proposed', 'open', 'closed']),
    bookable: z.number().int(),
    companions: z
      .enum(['credit', 'offered'])
      .describe('whether a companion’s seat costs a credit or is offered by the structure'),
    terms: z
      .object({
        convention_id: z.uuid(),
        performance_id: z.uuid(),
        seats: z.number().int(),
        seats_left: z.number().int(),
        approvals,
      })
      .optional()
      .describe('only for the two sides that decide'),
  })
  .openapi('Invitation')

export const proposalSchema = z
  .object({
    convention_id: z.uuid(),
    performance_id: z.uuid(),
    seats: z.number().int().min(1).max(10_000),
  })
  .openapi('InvitationProposal')

export const allotmentChangeSchema = z
  .object({ seats: z.number().int().min(1).max(10_000) })
  .openapi('AllotmentChange')
export const allotmentSchema = z
  .object({ id: z.uuid(), seats: z.number().int(), seats_left: z.number().int() })
  .openapi('Allotment')
export const approvedSchema = z
  .object({ id: z.uuid(), convention_id: z.uuid(), approvals, in_effect: z.boolean() })
  .openapi('ApprovedInvitation')

/** How many, and what the seats have to allow for. No name of a guest, here or anywhere. */
export const wishSchema = z
  .object({
    invitation_id: z.uuid(),
    guests: z.number().int().min(1).max(50),
    companions: z.number().int().min(0).max(50).default(0),
    access_needs: z.array(z.enum(ACCESS_NEEDS)).max(ACCESS_NEEDS.length).default([]),
  })
  .strict()
  .openapi('ReservationWish')
export const heldSchema = z
  .object({ id: z.uuid(), state: z.literal('held'), seats: z.number().int() })
  .openapi('HeldReservation')

export const reservationSchema = z
  .object({
    id: z.uuid(),
    invitation_id: z.uuid(),
    relay_id: z.uuid(),
    relay: z.string(),
    ...show,
    called_off: z.boolean().describe('the venue has cancelled the evening'),
    state: z.enum(reservationState.enumValues),
    access_needs: z.array(z.string()),
    created_at: instant,
    changed_at: instant,
    expires_at: instant.nullable().describe('when seats kept for the waiting list are offered to others'),
    reason: z.string().nullable().describe('why it was released'),
    seats: z
      .partialRecord(z.enum(seatState.enumValues), z.number().int())
      .describe('how many in which state'),
    lost: z.number().int().describe('how many of them the venue has cancelled by itself, which is seen to'),
  })
  .openapi('Reservation')

export const seatSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['guest', 'companion']),
    state: z.enum(seatState.enumValues),
    scanned_at: instant.nullable(),
    lost: z.boolean().describe('the venue has cancelled it by itself; it is seen to'),
    ticket: z.boolean().describe('whether its file can be fetched'),
  })
  .openapi('Seat')
export const reservationInFullSchema = reservationSchema
  .extend({ each: z.array(seatSchema) })
  .openapi('ReservationInFull')

export const giveBackSchema = z
  .object({ seat_ids: z.array(z.uuid()).min(1).max(100).optional().describe('all of them when left out') })
  .strict()
  .openapi('GiveBack')
export const returningSchema = z
  .object({ reservation_id: z.uuid(), returning: z.array(z.uuid()) })
  .openapi('ReturningSeats')
export const answeredSchema = z
  .object({ id: z.uuid(), state: z.enum(['held', 'released']) })
  .openapi('AnsweredTurn')

export const ticketSchema = z
  .object({
    id: z.uuid().describe('of the seat'),
    kind: z.enum(['guest', 'companion']),
    state: z.enum(seatState.enumValues),
    media_type: z.string(),
    file: z.string().describe('where the file is fetched'),
  })
  .openapi('Ticket')

export const waitingWishSchema = z
  .object({ invitation_id: z.uuid(), seats: z.number().int().min(1).max(50) })
  .strict()
  .openapi('WaitingWish')
export const waitingSchema = z
  .object({
    id: z.uuid(),
    invitation_id: z.uuid(),
    ...show,
    seats: z.number().int(),
    state: z.enum(['waiting', 'asked', 'booked', 'left']),
    reservation_id: z.uuid().nullable(),
    created_at: instant,
  })
  .openapi('WaitingEntry')

export const closingSchema = z
  .object({
    without_the_venue: z
      .boolean()
      .optional()
      .describe('close although the venue does not say who came; what it says later still corrects it'),
  })
  .strict()
  .openapi('Closing')
