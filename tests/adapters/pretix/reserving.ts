import type { Json, ReserveRequest } from '../../../adapters/contract/index.ts'
import { orderCodes } from '../../../adapters/pretix/codes.ts'
import { reserve } from '../../../adapters/pretix/reserve.ts'
import { type Call, invitation, type Played, played } from './played.ts'

export const CODES = await orderCodes('ref-1')
export const REQUEST: ReserveRequest = {
  reference: 'ref-1',
  reservation_id: 'res-1',
  performance: 'les-vagues',
  allotment: null,
  seats: 2,
  access_needs: [],
}
export const made = (sent: Json, change: object = {}) => ({
  made: invitation({ code: Reflect.get(Object(sent), 'code'), ...change }),
})
export const codeInUse = { refusal: { code: ['This code is already in use.'] } }
export const soldOut = { refusal: { positions: [{ item: ['There is not enough quota available.'] }] } }
export const voucherUsed = { refusal: { positions: [{}, { voucher: ['used up'] }] } }
export const seatTaken = { refusal: { positions: [{ seat: ['not available'] }, {}] } }

export async function ask(does: Partial<Played>, change: Partial<ReserveRequest> = {}) {
  const { line, calls } = played(does)
  const outcome = await reserve(line, { ...REQUEST, ...change })
  return { outcome, calls, writes: calls.filter(({ sent }) => sent !== undefined) }
}
export const sentOf = ({ sent }: Call): Record<string, unknown> => Object(sent) as Record<string, unknown>
const quota = (available_number: number | null) => ({
  id: 1,
  items: [2],
  variations: [],
  subevent: null,
  available_number,
})
/** Where all quotas of a performance are asked for. */
export const quotas = (...left: (number | null)[]): Partial<Played> => ({
  lists: (path) => (path.endsWith('/quotas/') ? left.map(quota) : []),
})
