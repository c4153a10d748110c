import { z } from 'zod'
import type { Api } from './api.ts'
import type { PerformanceName } from './names.ts'
import type { SeatProduct } from './settings.ts'

export const Quota = z.object({
  id: z.int(),
  items: z.array(z.int()),
  variations: z.array(z.int()),
  subevent: z.int().nullable(),
  /** null: without limit */
  available_number: z.int().nullable(),
})
export type Quota = z.infer<typeof Quota>

export async function quotasOf(api: Api, event: string, subevent: number | null = null): Promise<Quota[]> {
  const query = { with_availability: 'true', ...(subevent === null ? {} : { subevent }) }
  return (await api.list(Quota, `events/${event}/quotas/`, query)).items
}

/** Seats of one product that the public can still buy; null when nothing limits them, 0 when nothing sells them. */
export function freeIn(
  quotas: Quota[],
  { item, variation }: SeatProduct,
  subevent: number | null,
): number | null {
  const its = quotas.filter(
    (quota) =>
      quota.subevent === subevent &&
      quota.items.includes(item) &&
      (variation === null || quota.variations.includes(variation)),
  )
  if (its.length === 0) return 0
  const limits = its.flatMap(({ available_number }) => (available_number === null ? [] : [available_number]))
  return limits.length === 0 ? null : Math.max(0, Math.min(...limits))
}

export async function seatsFree(api: Api, name: PerformanceName, seat: SeatProduct): Promise<number | null> {
  return freeIn(await quotasOf(api, name.event, name.subevent), seat, name.subevent)
}
