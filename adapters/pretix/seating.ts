import { z } from 'zod'
import type { Line } from './line.ts'
import type { PerformanceName } from './names.ts'

const Seat = z.object({
  seat_guid: z.string(),
  zone_name: z.string().nullable(),
  row_name: z.string().nullable(),
  seat_number: z.string().nullable(),
  product: z.int().nullable(),
  blocked: z.boolean(),
})
export type Seat = z.infer<typeof Seat>
const Hall = z.object({ seating_plan: z.int().nullable() })

/**
 * Numbered seats for a group, as any buyer would take them: side by side in one row where there are such, else in
 * one row, else anywhere. Null when the hall has no numbered seats for this product; empty when too few are free.
 */
export async function chooseSeats(
  { api }: Line,
  { event, subevent }: PerformanceName,
  { item, seats }: { item: number; seats: number },
): Promise<string[] | null> {
  const base = subevent === null ? `events/${event}/` : `events/${event}/subevents/${subevent}/`
  const hall = await api.find(Hall, base)
  if (!hall || hall.seating_plan === null) return null
  const { items } = await api.list(Seat, `${base}seats/`)
  const its = items.filter(({ product }) => product === item)
  if (its.length === 0) return null
  const { items: open } = await api.list(Seat, `${base}seats/`, { is_available: 'true' })
  const free = new Set(open.filter(({ blocked }) => !blocked).map(({ seat_guid }) => seat_guid))
  return together(its, free, seats)
}

/** `all` as pretix lists them: in the order of the plan, so that neighbours in a row follow each other. */
export function together(all: Seat[], free: ReadonlySet<string>, seats: number): string[] {
  const byRow = Map.groupBy(all, ({ zone_name, row_name }) => JSON.stringify([zone_name, row_name]))
  const rows = [...byRow.values()].map((row) => row.map(({ seat_guid }) => seat_guid))
  for (const row of rows) {
    const from = row.findIndex(
      (_, at) => row.slice(at, at + seats).filter((guid) => free.has(guid)).length === seats,
    )
    if (from >= 0) return row.slice(from, from + seats)
  }
  const open = rows.map((row) => row.filter((guid) => free.has(guid)))
  const chosen = (open.find(({ length }) => length >= seats) ?? open.flat()).slice(0, seats)
  return chosen.length === seats ? chosen : []
}
