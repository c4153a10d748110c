import { type Json, OutcomeUnknown, type Reserved, type ReserveRequest } from '../contract/index.ts'
import { accessComment } from './access.ts'
import { orderCodes } from './codes.ts'
import { idempotencyKey, lookUnder, WRITES_AT_MOST } from './find.ts'
import type { Line } from './line.ts'
import { Order, ORDER_QUERY } from './order-fields.ts'
import { bookingOf } from './orders.ts'
import { type PerformanceName, performanceName } from './names.ts'
import { seatsFree } from './quotas.ts'
import { chooseSeats } from './seating.ts'
import type { SeatProduct } from './settings.ts'
import { freeOn, vouchersFor } from './vouchers.ts'

interface Attempt {
  request: ReserveRequest
  name: PerformanceName
  seat: SeatProduct
}
/** What one write came to; `code_in_use` and `seats_gone` are worth another with a new key. */
type Outcome = Reserved | 'code_in_use' | 'seats_gone'

/**
 * Books by an order at 0 €, under a code derived from our reference (see `codes.ts`) and with our reservation's id
 * inside, so that it is found again whatever happens to the answer. `force`, which would ignore quotas, is never
 * sent; nor is a name or an address.
 */
export async function reserve(line: Line, request: ReserveRequest): Promise<Reserved> {
  const name = performanceName(request.performance)
  const seat = name && line.provision().seats[name.event]
  if (!name || !seat)
    return { outcome: 'rejected', reason: `${request.performance} is no performance of this connection` }
  const codes = await orderCodes(request.reference)
  let turn = 1
  for (let code = codes.shift(); code !== undefined && turn <= WRITES_AT_MOST; turn += 1) {
    const outcome = await write(line, { request, name, seat }, { code, turn })
    if (outcome === 'seats_gone') continue
    if (typeof outcome === 'object' && outcome.outcome !== 'sold_out') return outcome
    // The code, or the last seats, may have been taken by this very attempt when it was made before.
    const found = await lookUnder(line, code, request.reference, request.reservation_id)
    if (typeof found === 'object') return { outcome: 'confirmed', booking: found.ours }
    if (typeof outcome === 'object') return outcome
    code = codes.shift()
  }
  return { outcome: 'rejected', reason: 'no free order code, or no free seat, was met in several attempts' }
}

async function write(
  line: Line,
  attempt: Attempt,
  { code, turn }: { code: string; turn: number },
): Promise<Outcome> {
  const { request, name, seat } = attempt
  const positions = await positionsFor(line, attempt)
  if (!positions) return { outcome: 'sold_out' }
  const comment = accessComment(request.access_needs)
  const body = {
    code,
    status: 'p',
    payment_provider: 'free',
    send_email: false,
    api_meta: { fauteuil: { reference: request.reference, reservation_id: request.reservation_id } },
    ...(comment === null ? {} : { comment }),
    positions,
  }
  const path = `events/${name.event}/orders/?${query}`
  const headers = { 'x-idempotency-key': idempotencyKey(request.reference, turn) }
  const posted = await line.api.post(Order, path, body, { headers, expect: [400, 404, 409] })
  if ('made' in posted) {
    const booking = bookingOf(posted.made)
    // A key that was used before answers what it answered then: it must be this very reservation.
    if (booking?.reservation_id === request.reservation_id) return { outcome: 'confirmed', booking }
    return { outcome: 'rejected', reason: 'this reference belongs to another reservation' }
  }
  if (posted.status === 409)
    throw new OutcomeUnknown(`pretix still works on the order for ${request.reference}`)
  return refused(line, { name, seat, seats: request.seats, refusal: posted.refusal })
}

const query = new URLSearchParams(ORDER_QUERY.include.map((field) => ['include', field])).toString()

/** One line for each seat, from the seats kept aside if there are any; null when too few are left. */
async function positionsFor(line: Line, { request, name, seat }: Attempt): Promise<Json[] | null> {
  const { seats, allotment } = request
  const place = name.subevent === null ? {} : { subevent: name.subevent }
  const ordinary = { item: seat.item, variation: seat.variation, price: '0.00', ...place }
  const lines: Record<string, Json>[] =
    allotment === null ? Array.from({ length: seats }, () => ordinary) : await keptLines(line, name, ordinary)
  if (lines.length < seats) return null
  const numbered = await chooseSeats(line, name, { item: seat.item, seats })
  if (numbered && numbered.length < seats) return null
  return lines
    .slice(0, seats)
    .map((one, at) => ({ ...one, ...(numbered ? { seat: numbered[at] ?? null } : {}) }))
}

async function keptLines(line: Line, name: PerformanceName, ordinary: Record<string, Json>) {
  const vouchers = await vouchersFor(line, name)
  return vouchers.flatMap((voucher) => {
    const product = voucher.item === null ? {} : { item: voucher.item, variation: voucher.variation }
    return Array.from({ length: freeOn(voucher) }, () => ({ ...ordinary, ...product, voucher: voucher.code }))
  })
}

/** Which field pretix complains of says what happened; its words, which are translated, are only passed on. */
async function refused(
  { api }: Line,
  { name, seat, seats, refusal }: { name: PerformanceName; seat: SeatProduct; seats: number; refusal: Json },
): Promise<Outcome> {
  const reason = JSON.stringify(refusal).slice(0, 500)
  const fields = isRecord(refusal) ? refusal : {}
  if ('code' in fields) return 'code_in_use'
  const complaints = Array.isArray(fields['positions']) ? fields['positions'].filter(isRecord) : []
  if (complaints.some((complaint) => 'seat' in complaint || 'voucher' in complaint)) return 'seats_gone'
  if (complaints.some((complaint) => 'item' in complaint)) {
    const free = await seatsFree(api, name, seat)
    if (free !== null && free < seats) return { outcome: 'sold_out' }
  }
  return { outcome: 'rejected', reason: `pretix refused the order: ${reason}` }
}

const isRecord = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
