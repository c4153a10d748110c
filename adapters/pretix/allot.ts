import { type Allotted, type AllotRequest, PartnerRejects, RetryLater } from '../contract/index.ts'
import type { Line } from './line.ts'
import { type PerformanceName, performanceName } from './names.ts'
import { seatsFree } from './quotas.ts'
import type { SeatProduct } from './settings.ts'
import { freeOn, isInForce, keptBy, sum, TAG, Voucher, vouchersFor } from './vouchers.ts'

/**
 * Keeps exactly so many seats aside, booked ones included, by vouchers that block the quota. What there is is read
 * first, so a call whose answer was lost is simply made again. Seats already booked are never taken back: the
 * answer then says how many stay.
 */
export async function allot(line: Line, { performance, seats }: AllotRequest): Promise<Allotted> {
  const name = performanceName(performance)
  const seat = name && line.provision().seats[name.event]
  if (!name || !seat) {
    throw new PartnerRejects(
      `${performance} names no performance that this connection was enabled for`,
      404,
      '',
    )
  }
  const vouchers = await vouchersFor(line, name)
  const more = seats - sum(vouchers.map(keptBy))
  if (more > 0) {
    const kept = await keepMore(line, { name, seat, more, vouchers })
    if (!kept) return { outcome: 'not_enough_seats', seats_free: await seatsFree(line.api, name, seat) }
    return allotted(await vouchersFor(line, name))
  }
  if (more < 0) await giveBack(line, { name, less: -more, vouchers })
  return allotted(more < 0 ? await vouchersFor(line, name) : vouchers)
}

const allotted = (vouchers: Voucher[]): Allotted => ({
  outcome: 'allotted',
  seats: sum(vouchers.map(keptBy)),
  allotment: { vouchers: vouchers.filter(isInForce).map(({ id }) => id) },
})

interface Growth {
  name: PerformanceName
  seat: SeatProduct
  more: number
  vouchers: Voucher[]
}

/**
 * Growing is always a new voucher: pretix checks the quota, under its lock, when a blocking voucher is made, and
 * not when one is given more usages (seen in 2026.8). False when the house has not enough.
 */
async function keepMore({ api }: Line, { name, seat, more, vouchers }: Growth): Promise<boolean> {
  const posted = await api.post(Voucher, `events/${name.event}/vouchers/`, {
    tag: TAG,
    max_usages: more,
    block_quota: true,
    allow_ignore_quota: false,
    price_mode: 'set',
    value: '0.00',
    item: seat.item,
    variation: seat.variation,
    show_hidden_items: true,
    ...(name.subevent === null ? {} : { subevent: name.subevent }),
  })
  if ('made' in posted) return true
  const free = await seatsFree(api, name, seat)
  if (free !== null && free < more) return false
  const said = JSON.stringify(posted.refusal)
  throw new PartnerRejects(
    `pretix refused to keep ${more} seats aside (${vouchers.length} vouchers): ${said}`,
    400,
    said,
  )
}

interface Shrinking {
  name: PerformanceName
  less: number
  vouchers: Voucher[]
}

/** The newest first, and of each only what nobody has booked. */
async function giveBack(line: Line, { name, less, vouchers }: Shrinking): Promise<void> {
  let left = less
  for (const voucher of vouchers.toReversed()) {
    const back = Math.min(left, freeOn(voucher))
    if (back > 0) await lower(line, name.event, voucher, voucher.max_usages - back)
    left -= back
  }
}

/** A time that is over, for a voucher that keeps nothing any more: pretix takes no voucher without a usage. */
const OVER = '2000-01-01T00:00:00Z'

/** A voucher that keeps nothing is deleted, or put past its time when pretix needs it for an order of the past. */
export async function lower({ api }: Line, event: string, voucher: Voucher, max_usages: number) {
  const path = `events/${event}/vouchers/${voucher.id}/`
  if (max_usages === 0 && (await api.remove(path))) return
  const lowered = await api.post(Voucher, path, max_usages > 0 ? { max_usages } : { valid_until: OVER }, {
    method: 'PATCH',
  })
  if ('refusal' in lowered) {
    throw new RetryLater(
      `a seat was booked while voucher ${voucher.id} was being lowered: ${JSON.stringify(lowered.refusal)}`,
    )
  }
}
