import { give, invite, observed, type terms, type World } from '../setup/world.ts'
import { bookingsOf } from './bookings.ts'
import { nextStructure } from './next-structure.ts'

/** After the evening, when it is closed; and when what the door saw is final. */
export const NIGHT = '2026-12-11T04:00:00.000Z'
export const FINAL = '2026-12-14T04:00:00.000Z'

/** A structure's own books, with six credits and an evening on offer of ten seats. */
export async function oneEvening(territory: World, changes: Partial<typeof terms> = {}) {
  const world = await nextStructure(territory, changes)
  await give(world, observed(world, 'A/1', 6 * 800))
  return { world, bookings: bookingsOf(world), ...(await invite(world, 10)) }
}
