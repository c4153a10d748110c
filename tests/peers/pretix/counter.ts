import type { VenueApi } from './client.ts'

interface Position {
  id: number
  positionid: number
  item: number
  price: string
  canceled: boolean
  secret: string
  subevent: number | null
}
export interface VenueOrder {
  code: string
  event: string
  status: 'n' | 'p' | 'e' | 'c'
  total: string
  positions: Position[]
  payments: { local_id: number; state: string; amount: string }[]
}
const euros = (cents: number): string => (cents / 100).toFixed(2)

/** The order as the venue's staff sees it, cancelled lines included. */
export const lookAt = async (api: VenueApi, code: string): Promise<VenueOrder> =>
  api.get(`orders/${code}/?include_canceled_positions=true`)

/** The free-price product that the checkout proposes: what a buyer would find there. */
export async function donationItem(api: VenueApi, event: string): Promise<number> {
  const { results } = await api.get<{ results: { id: number; free_price: boolean }[] }>(
    `events/${event}/items/`,
  )
  const item = results.find(({ free_price }) => free_price)
  if (!item) throw new Error(`${event} has no donation product`)
  return item.id
}

/** A paid order made at the counter; each line is a product and its price. */
export async function sell(
  api: VenueApi,
  event: string,
  lines: { item: number; cents: number; subevent?: number }[],
  { status = 'p' }: { status?: 'p' | 'n' } = {},
): Promise<VenueOrder> {
  return api.post(`events/${event}/orders/`, {
    status,
    payment_provider: 'manual',
    send_email: false,
    positions: lines.map(({ item, cents, subevent }) => ({
      item,
      price: euros(cents),
      ...(subevent === undefined ? {} : { subevent }),
    })),
  })
}

/** The money of an order that the browser left unpaid has come. */
export const markPaid = async (api: VenueApi, { event, code }: Pick<VenueOrder, 'event' | 'code'>) =>
  api.post(`events/${event}/orders/${code}/mark_paid/`, { send_email: false })

/** Pays money back, naming no line: pretix has no other refund. What becomes of the order is said apart. */
export async function refund(
  api: VenueApi,
  code: string,
  cents: number,
  then: { mark_canceled?: boolean; mark_pending?: boolean } = {},
): Promise<void> {
  const { event, payments } = await lookAt(api, code)
  const payment = payments.find(({ state }) => state === 'confirmed')
  await api.post(`events/${event}/orders/${code}/refunds/`, {
    state: 'done',
    source: 'admin',
    amount: euros(cents),
    provider: 'manual',
    payment: payment?.local_id ?? null,
    mark_canceled: then.mark_canceled ?? false,
    mark_pending: then.mark_pending ?? false,
  })
}

export async function cancelOrder(api: VenueApi, code: string): Promise<void> {
  const { event } = await lookAt(api, code)
  await api.post(`events/${event}/orders/${code}/mark_canceled/`, { send_email: false })
}

/** Changes what the gift line costs (null cancels it); if more is due then, it is paid at once. */
export async function changeGiftLine(api: VenueApi, code: string, cents: number | null): Promise<void> {
  const { event, positions } = await lookAt(api, code)
  const item = await donationItem(api, event)
  const line = positions.find((position) => position.item === item && !position.canceled)
  if (!line) throw new Error(`${code} has no gift line`)
  const position = line.id
  const change =
    cents === null
      ? { cancel_positions: [{ position }] }
      : { patch_positions: [{ position, body: { price: euros(cents) } }] }
  await api.post(`events/${event}/orders/${code}/change/`, { send_email: false, ...change })
  const after = await lookAt(api, code)
  if (after.status === 'n') await markPaid(api, after)
}

/** Moves the gift line into an order of its own, as the counter can; answers that order's code. */
export async function splitGiftLine(api: VenueApi, code: string): Promise<string> {
  const { event, positions } = await lookAt(api, code)
  const item = await donationItem(api, event)
  const position = positions.find((line) => line.item === item)?.id
  await api.post(`events/${event}/orders/${code}/change/`, {
    send_email: false,
    split_positions: [{ position }],
  })
  const { results } = await api.get<{ results: VenueOrder[] }>(`events/${event}/orders/?ordering=-datetime`)
  const split = results.find(({ positions: lines }) => lines.some(({ id }) => id === position))
  if (!split) throw new Error(`${code} was not split`)
  return split.code
}

export interface DoorAnswer {
  status: number
  body: { status?: string; reason?: string }
}
/** Scans one way in at the door, with the list of that evening. */
export async function scanAtDoor(
  { url, organizer, token, api }: { url: string; organizer: string; token: string; api: VenueApi },
  {
    list,
    order,
    position,
    type = 'entry',
    nonce,
  }: { list: number; order: string; position: string; type?: 'entry' | 'exit'; nonce?: string },
): Promise<DoorAnswer> {
  const { positions } = await lookAt(api, order)
  const secret = positions.find(({ id }) => String(id) === position)?.secret
  const answer = await fetch(`${url}/api/v1/organizers/${organizer}/checkinrpc/redeem/`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ lists: [list], secret, type, ...(nonce === undefined ? {} : { nonce }) }),
  })
  const body: unknown = await answer.json()
  return { status: answer.status, body: body as DoorAnswer['body'] }
}
