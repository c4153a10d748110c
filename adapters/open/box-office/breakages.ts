import type { Context } from 'hono'
import type { OctoBooking } from '../wire/booking.ts'

/** Rules that a test can have broken, to see that what watches over them says so. */
export const BREAKAGES = [
  'anyone_may_call', // A1
  'contact_required', // P1
  'one_unit_too_few', // B1
  'books_twice', // B2
  'forgets_reference', // B6
  'forgets_reservation', // B6
  'ticket_is_no_pdf', // T1
  'cancels_again', // X3
  'loses_cancelled_units', // X1
  'gift_keeps_version', // G2
  'forgets_scans', // S1
  'drops_transactions', // R1
  'wrong_signature', // W2
] as const
export type Breakage = (typeof BREAKAGES)[number]
interface Breaking {
  broken: (breakage: Breakage) => boolean
  plan: { tickets_not_ready: number }
}

const isBooking = (json: unknown): json is OctoBooking =>
  typeof json === 'object' && json !== null && 'unitItems' in json

/** Alters a call before it is carried out. */
export async function breakRequest(faults: Breaking, c: Context): Promise<void> {
  if (!faults.broken('books_twice') || c.req.method !== 'POST' || c.req.path !== '/bookings') return
  const body = await c.req.json<{ resellerReference?: string }>()
  const other = { ...body, resellerReference: `${body.resellerReference}#${crypto.randomUUID()}` }
  c.req.raw = new Request(c.req.raw.url, {
    method: 'POST',
    headers: c.req.raw.headers,
    body: JSON.stringify(other),
  })
  c.req.bodyCache = {}
}

/** Alters an answer after it was carried out. */
export async function breakAnswer(faults: Breaking, c: Context): Promise<void> {
  const { path } = c.req
  if (faults.broken('ticket_is_no_pdf') && path.startsWith('/acs/tickets/')) {
    c.res = new Response('<html>', { headers: { 'content-type': 'text/html' } })
  }
  if (faults.broken('cancels_again') && path.endsWith('/cancel') && c.res.status === 409) {
    const uuid = path.split('/').at(-2) ?? ''
    c.res = Response.json({ ...EMPTY_BOOKING, id: uuid, uuid })
  }
  if (!(c.res.headers.get('content-type') ?? '').includes('json')) return
  const before: unknown = await c.res.clone().json()
  const after = alter(faults, c, before)
  if (after !== before) c.res = Response.json(after, { status: c.res.status })
}

function alter(faults: Breaking, c: Context, json: unknown): unknown {
  const { path } = c.req
  const { broken } = faults
  if (Array.isArray(json) && path === '/bookings') {
    if (broken('forgets_reference')) return []
    return json.map((booking) => alterBooking(faults, c, booking))
  }
  if (Array.isArray(json) && path === '/products' && broken('contact_required')) {
    return JSON.parse(
      JSON.stringify(json).replaceAll('"requiredContactFields":[]', '"requiredContactFields":["lastName"]'),
    )
  }
  if (path === '/acs/scans' && broken('forgets_scans')) return { items: [], next: '0', more: false }
  if (path === '/acs/transactions' && broken('drops_transactions')) {
    const { items, ...rest } = json as { items: { deltaCents: number }[] }
    return { ...rest, items: items.filter((one) => one.deltaCents > 0) }
  }
  if (path.startsWith('/acs/orders/') && broken('gift_keeps_version')) {
    return JSON.parse(JSON.stringify(json).replaceAll(/"version":\d+/g, '"version":1'))
  }
  return alterBooking(faults, c, json)
}

function alterBooking(faults: Breaking, c: Context, json: unknown): unknown {
  if (!isBooking(json)) return json
  const { broken, plan } = faults
  let booking = json
  if (broken('one_unit_too_few')) booking = { ...booking, unitItems: booking.unitItems.slice(1) }
  if (broken('forgets_reservation')) booking = { ...booking, acsReservationId: null }
  if (broken('books_twice')) {
    booking = { ...booking, resellerReference: booking.resellerReference?.split('#')[0] ?? null }
  }
  if (broken('loses_cancelled_units')) {
    const unitItems = booking.unitItems.map((unit) => ({ ...unit, status: 'CANCELLED' as const }))
    if (booking.unitItems.some(({ status }) => status === 'CANCELLED')) booking = { ...booking, unitItems }
  }
  const waiting = plan.tickets_not_ready > 0 && c.req.method === 'GET' && c.req.path.startsWith('/bookings/')
  if (!waiting) return booking
  plan.tickets_not_ready -= 1
  return { ...booking, unitItems: booking.unitItems.map((unit) => ({ ...unit, ticket: null })) }
}

const EMPTY_BOOKING = {
  testMode: false,
  resellerReference: null,
  supplierReference: null,
  status: 'CANCELLED',
  utcCreatedAt: '2026-01-01T00:00:00Z',
  utcUpdatedAt: '2026-01-01T00:00:00Z',
  utcExpiresAt: null,
  utcRedeemedAt: null,
  utcConfirmedAt: null,
  productId: '',
  optionId: '',
  availabilityId: null,
  cancellable: false,
  cancellation: null,
  freesale: false,
  notes: null,
  deliveryMethods: ['TICKET'],
  unitItems: [],
}
