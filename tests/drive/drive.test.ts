import { beforeAll, describe } from 'vitest'
import { attempts } from './attempts.ts'
import { booking } from './booking.ts'
import { lost } from './lost.ts'
import { returning } from './returning.ts'
import { tickets } from './tickets.ts'
import { openVenue, type Venue } from './venue.ts'

// One territory with the real box office for all of it: it takes seconds to open.

let venue: Venue
beforeAll(async () => {
  venue = await openVenue()
})
describe('booking', () => {
  booking(() => venue)
})
describe('attempts to book', () => {
  attempts(() => venue)
})
describe('tickets', () => {
  tickets(() => venue)
})
describe('returns', () => {
  returning(() => venue)
})
describe('seats that the venue cancels by itself', () => {
  lost(() => venue)
})
