import { z } from 'zod'
import type { PartnerPerformance } from '../contract/index.ts'
import { amount, french, instant, localised, utc } from './api.ts'
import { freeIn, quotasOf, type Quota } from './quotas.ts'
import type { Line } from './line.ts'
import { referenceOf } from './names.ts'
import type { SeatProduct } from './settings.ts'

const Event = z.object({
  slug: z.string(),
  name: localised,
  location: localised,
  date_from: instant,
  has_subevents: z.boolean(),
})
type Event = z.infer<typeof Event>
const Item = z.object({
  id: z.int(),
  active: z.boolean(),
  default_price: amount,
  variations: z.array(z.object({ id: z.int(), price: amount })),
})
type Item = z.infer<typeof Item>
const Subevent = z.object({
  id: z.int(),
  name: localised,
  location: localised,
  date_from: instant,
  active: z.boolean(),
  item_price_overrides: z.array(z.object({ item: z.int(), price: amount.nullable() })),
  variation_price_overrides: z.array(z.object({ variation: z.int(), price: amount.nullable() })),
})
type Subevent = z.infer<typeof Subevent>

/** Every date of the events named in the settings; an event that is no longer in pretix is left out. */
export async function performances(line: Line): Promise<PartnerPerformance[]> {
  const found: PartnerPerformance[] = []
  for (const slug of line.settings.performance_events) {
    const event = await line.api.find(Event, `events/${slug}/`)
    if (event) found.push(...(await performancesOf(line, event)))
  }
  return found
}

async function performancesOf({ api, provisioned }: Line, event: Event): Promise<PartnerPerformance[]> {
  const seat = provisioned?.seats[event.slug] ?? null
  const { items } = await api.list(Item, `events/${event.slug}/items/`)
  const quotas = await quotasOf(api, event.slug)
  if (event.has_subevents) {
    const { items: dates } = await api.list(Subevent, `events/${event.slug}/subevents/`)
    return dates.map((date) => oneDate(event, date, { seat, items, quotas }))
  }
  return [
    {
      reference: event.slug,
      title: french(event.name) ?? event.slug,
      series: null,
      venue: venue(event.location),
      starts_at: utc(event.date_from),
      // Cancelling an event in pretix switches all its products off; a shop that is merely offline plays all the same.
      status: items.length > 0 && items.every(({ active }) => !active) ? 'cancelled' : 'scheduled',
      seats_free: seat && freeIn(quotas, seat, null),
      public_price_cents: seat && ordinaryPrice(items, seat),
    },
  ]
}

interface Sale {
  seat: SeatProduct | null
  items: Item[]
  quotas: Quota[]
}

function oneDate(event: Event, date: Subevent, { seat, items, quotas }: Sale): PartnerPerformance {
  return {
    reference: referenceOf({ event: event.slug, subevent: date.id }),
    title: french(date.name) ?? french(event.name) ?? event.slug,
    series: french(event.name),
    venue: venue(date.location) ?? venue(event.location),
    starts_at: utc(date.date_from),
    status: date.active ? 'scheduled' : 'cancelled',
    seats_free: seat && freeIn(quotas, seat, date.id),
    public_price_cents: seat && (overriddenPrice(date, seat) ?? ordinaryPrice(items, seat)),
  }
}

const venue = (location: z.infer<typeof localised>): string | null =>
  french(location)?.split('\n')[0]?.trim() ?? null

function ordinaryPrice(items: Item[], { item, variation }: SeatProduct): number | null {
  const product = items.find(({ id }) => id === item)
  if (variation === null) return product?.default_price ?? null
  return product?.variations.find(({ id }) => id === variation)?.price ?? null
}

function overriddenPrice(date: Subevent, { item, variation }: SeatProduct): number | null {
  const override =
    variation === null
      ? date.item_price_overrides.find((one) => one.item === item)
      : date.variation_price_overrides.find((one) => one.variation === variation)
  return override?.price ?? null
}
