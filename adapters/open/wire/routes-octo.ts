import { createRoute, z } from '@hono/zod-openapi'
import { body, json, refusals, security, unauthorised, uuidParam } from './answers.ts'
import {
  BookingCancellation,
  BookingConfirmation,
  BookingExtension,
  BookingReservation,
  OctoBooking,
} from './booking.ts'
import { CLAUSES } from './clauses.ts'
import { Availability, AvailabilityCheck, OctoCapability, Product, Supplier } from './octo.ts'

export const getCapabilities = createRoute({
  method: 'get',
  path: '/capabilities',
  summary: 'What is offered',
  description: CLAUSES.C1,
  security,
  responses: { 200: json(z.array(OctoCapability), 'The capabilities'), ...unauthorised },
})

export const getSupplier = createRoute({
  method: 'get',
  path: '/supplier',
  summary: 'The structure',
  security,
  responses: { 200: json(Supplier, 'The structure'), ...unauthorised },
})

export const getProducts = createRoute({
  method: 'get',
  path: '/products',
  summary: 'What is played',
  description: `${CLAUSES.P1} ${CLAUSES.P2}`,
  security,
  responses: { 200: json(z.array(Product), 'Every product on offer'), ...unauthorised },
})

export const checkAvailability = createRoute({
  method: 'post',
  path: '/availability',
  summary: 'The performances of a product',
  description: CLAUSES.P3,
  security,
  request: { body: body(AvailabilityCheck) },
  responses: { 200: json(z.array(Availability), 'Its performances, by date'), ...refusals },
})

export const postBooking = createRoute({
  method: 'post',
  path: '/bookings',
  summary: 'Hold units',
  description: `${CLAUSES.B1} ${CLAUSES.B2} ${CLAUSES.B3} ${CLAUSES.B4}`,
  security,
  request: { body: body(BookingReservation) },
  responses: {
    200: json(OctoBooking, 'The booking, on hold (or as it is now, when the call is repeated)'),
    ...refusals,
  },
})

export const getBookings = createRoute({
  method: 'get',
  path: '/bookings',
  summary: 'Find a booking by our reference',
  description: CLAUSES.B6,
  security,
  request: { query: z.object({ resellerReference: z.string().min(1) }) },
  responses: { 200: json(z.array(OctoBooking), 'None or one'), ...refusals },
})

export const getBooking = createRoute({
  method: 'get',
  path: '/bookings/{uuid}',
  summary: 'One booking',
  description: CLAUSES.T1,
  security,
  request: { params: uuidParam },
  responses: { 200: json(OctoBooking, 'The booking as it is now'), ...refusals },
})

export const confirmBooking = createRoute({
  method: 'post',
  path: '/bookings/{uuid}/confirm',
  summary: 'Confirm a hold',
  description: `${CLAUSES.B5} A hold that ended is answered 409 INVALID_BOOKING_UUID.`,
  security,
  request: { params: uuidParam, body: body(BookingConfirmation) },
  responses: { 200: json(OctoBooking, 'The confirmed booking'), ...refusals },
})

export const extendBooking = createRoute({
  method: 'post',
  path: '/bookings/{uuid}/extend',
  summary: 'Hold for longer',
  description: CLAUSES.B4,
  security,
  request: { params: uuidParam, body: body(BookingExtension) },
  responses: { 200: json(OctoBooking, 'The booking, with its new end'), ...refusals },
})

export const cancelBooking = createRoute({
  method: 'post',
  path: '/bookings/{uuid}/cancel',
  summary: 'Take back a booking, or some of its units',
  description: `${CLAUSES.X1} ${CLAUSES.X2} ${CLAUSES.X3} A hold that is cancelled becomes EXPIRED. A unit that was scanned is answered 409 ALREADY_REDEEMED, and nothing is taken back.`,
  security,
  request: { params: uuidParam, body: body(BookingCancellation) },
  responses: { 200: json(OctoBooking, 'The booking as it is now'), ...refusals },
})

export const octoRoutes = [
  getCapabilities,
  getSupplier,
  getProducts,
  checkAvailability,
  postBooking,
  getBookings,
  getBooking,
  confirmBooking,
  extendBooking,
  cancelBooking,
]
