import { uuidv7 } from 'uuidv7'
import { bookingsOf } from '../ledger/bookings.ts'
import { nextStructure } from '../ledger/next-structure.ts'
import { rollUpAll } from '../setup/rolled-up.ts'
import { bookAndIssue, EVENING, freshWorld, give, invite, NOW, observed, type World } from '../setup/world.ts'

const NIGHT = '2026-12-11T04:00:00.000Z'
const FINAL = '2026-12-14T04:00:00.000Z'

/**
 * A season with a little of everything: gifts raised, reduced and refunded, some not converted yet, a surplus decided on
 * in both ways, a credit withdrawn again, seats in every state, a turn of the waiting list, an evening closed; and a
 * second convention beside it.
 */
export async function seasonWorld(): Promise<World> {
  const world = await freshWorld({ planned_seats: 16, companions: 'offered' })
  const { db, operator, structure, otherRelay, convention_id } = world
  await give(world, observed(world, 'A/1', 5_000), observed(world, 'B/1', 2_000), observed(world, 'C/1', 900))
  await give(world, observed(world, 'A/1', 6_000, 2), observed(world, 'D/1', 9_000))
  await decide({ use: 'management', cents: 1_000, seats: null, seat_price_cents: null })
  await decide({ use: 'seats', cents: 2_400, seats: 2, seat_price_cents: 1_200 })

  const bookings = bookingsOf(world)
  const evening = await invite(world, 12)
  const came = await bookings.reserve(evening.invitation_id, 3, 1)
  await bookAndIssue(world, came, 4)
  await bookings.scan(came, [[0, EVENING]], EVENING)
  await bookings.close(evening.performance_id, NIGHT, FINAL)

  const later = await invite(world, 9)
  const some = await bookings.reserve(later.invitation_id, 3, 1)
  await bookAndIssue(world, some, 4)
  const [first, second] = await bookings.seats(some)
  await bookings.giveBack(some, [first!.id])
  await bookings.settle(some, [first!.id], 'cancelled')
  await bookings.giveBack(some, [second!.id])
  const refused = await bookings.reserve(later.invitation_id, 1)
  await bookings.end(refused, await bookings.begin(refused), 'refused')
  await db.call('release', { reservation_id: refused, reason: 'sold_out', now: NOW })
  await bookings.reserve(later.invitation_id, 1)
  const booked = await bookings.reserve(later.invitation_id, 2)
  await bookings.end(booked, await bookings.begin(booked), 'confirmed', 2)
  await db.once(world.claim(otherRelay), 'wait_for_seats', {
    id: uuidv7(),
    invitation_id: later.invitation_id,
    seats: 1,
  })
  await db.call('ask_waiting', {
    invitation_id: later.invitation_id,
    reservation_id: uuidv7(),
    seat_ids: [uuidv7()],
    expires_at: EVENING,
    now: NOW,
  })

  // more than is free goes back: surplus, then credits that nobody holds
  await give(world, observed(world, 'D/1', 2_600, 2), observed(world, 'C/1', 0, 2))
  await rollUpAll(world)
  await give(world, observed(world, 'E/1', 700), observed(world, 'B/1', 1_900, 2))
  const waiting = [observed(world, 'F/1', 300), observed(world, 'A/1', 5_900, 3)]
  await db.call('post_gifts', { now: NOW, observations: waiting, done: [] })

  const beside = await nextStructure(world)
  await give(beside, observed(beside, 'A/1', 2_500))
  const { invitation_id } = await invite(beside, 2)
  await bookAndIssue(beside, await bookingsOf(beside).reserve(invitation_id, 2), 2)
  return world

  async function decide(decision: object): Promise<void> {
    const id = uuidv7()
    const proposal = { id, convention_id, reason: 'Deux rencontres', ...decision }
    await db.once(world.claim(structure), 'propose_surplus', proposal)
    await db.once(world.claim(operator), 'approve', { id, subject: 'surplus' })
  }
}
