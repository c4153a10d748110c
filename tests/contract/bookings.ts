import type {
  Allotted,
  AllotRequest,
  Booking,
  Json,
  Reserved,
  ReserveRequest,
} from '../../adapters/contract/index.ts'
import type { Line } from './harness.ts'

type Wish = Pick<ReserveRequest, 'performance' | 'seats' | 'allotment'>

export async function allot(line: Line, request: AllotRequest): Promise<Allotted & { outcome: 'allotted' }> {
  const allotted = await line.partner.allot(request)
  if (allotted.outcome !== 'allotted') throw new Error(`not allotted: ${JSON.stringify(allotted)}`)
  return allotted
}

/** Keeps seats aside where the platform can; elsewhere invitations come from the free sale. */
export async function keepAside(line: Line, performance: string, seats: number): Promise<Json> {
  if (!line.harness.adapter.capabilities.allot) return null
  return (await allot(line, { performance, seats, allotment: null })).allotment
}

/** A new attempt, as the core makes it: a reservation's id and a reference of its own. */
export function attempt({ performance, seats, allotment }: Wish): ReserveRequest {
  const reservation_id = crypto.randomUUID()
  return { reference: `${reservation_id}-1`, reservation_id, access_needs: [], performance, seats, allotment }
}

export const reserve = async (line: Line, wish: Wish): Promise<Reserved> =>
  line.partner.reserve(attempt(wish))

/** A performance with all its seats kept aside, and a booking of `booked` of them. */
export async function booked(
  line: Line,
  { seats, booked: count }: { seats: number; booked: number },
): Promise<{ performance: string; request: ReserveRequest; booking: Booking }> {
  const performance = await line.venue.newPerformance({ seats })
  const request = attempt({ performance, seats: count, allotment: await keepAside(line, performance, seats) })
  const reserved = await line.partner.reserve(request)
  if (reserved.outcome !== 'confirmed') throw new Error(`not booked: ${JSON.stringify(reserved)}`)
  return { performance, request, booking: reserved.booking }
}

/** The first of what must not be empty. */
export function only<T>(values: readonly T[], at = 0): T {
  const value = values[at]
  if (value === undefined) throw new Error(`nothing at ${at} of ${values.length}`)
  return value
}
