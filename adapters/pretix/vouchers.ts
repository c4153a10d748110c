import { z } from 'zod'
import { instant } from './api.ts'
import type { Line } from './line.ts'
import type { PerformanceName } from './names.ts'

/** By this tag, which only the venue's staff sees in its list of vouchers, we find those that are ours. */
export const TAG = 'fauteuil'

export const Voucher = z.object({
  id: z.int(),
  code: z.string(),
  max_usages: z.int(),
  redeemed: z.int(),
  valid_until: instant.nullable(),
  block_quota: z.boolean(),
  item: z.int().nullable(),
  variation: z.int().nullable(),
})
export type Voucher = z.infer<typeof Voucher>

/** All our vouchers of one event; none when pretix has no such event. */
export async function vouchersIn({ api }: Line, event: string): Promise<Voucher[]> {
  if (!(await api.exists(`events/${event}/`))) return []
  return (await api.list(Voucher, `events/${event}/vouchers/`, { tag: TAG })).items
}

/** Our vouchers for one performance. Each keeps `max_usages - redeemed` seats away from the public. */
export async function vouchersFor({ api }: Line, { event, subevent }: PerformanceName): Promise<Voucher[]> {
  const query = { tag: TAG, ...(subevent === null ? {} : { subevent }) }
  const { items } = await api.list(Voucher, `events/${event}/vouchers/`, query)
  return items.filter(({ block_quota }) => block_quota)
}

/** One that was given back is past its time: it keeps nothing, and stays because seats were booked with it. */
export const isInForce = ({ valid_until }: Voucher): boolean => valid_until === null
export const freeOn = (voucher: Voucher): number =>
  isInForce(voucher) ? Math.max(0, voucher.max_usages - voucher.redeemed) : 0
/** Seats that it keeps aside in all, booked ones included. */
export const keptBy = (voucher: Voucher): number =>
  isInForce(voucher) ? Math.max(voucher.max_usages, voucher.redeemed) : voucher.redeemed
export const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
