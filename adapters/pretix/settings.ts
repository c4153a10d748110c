import { z } from 'zod'

/** pretix's own rule for the short names of organizers and events. */
const slug = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9.-]{0,49}$/)
const id = z.int().positive()

export const settings = z.object({
  /** where pretix is, such as `https://pretix.eu` or the venue's own host */
  address: z.url({ protocol: /^https?$/ }),
  organizer: slug,
  /** the event in which subscriptions are sold; the donation step is put into its checkout */
  subscription_event: slug,
  /** show the step only when one of these products is in the cart; empty: always */
  subscription_items: z.array(id).max(100).default([]),
  /** the events that are played: a single event is one performance, an event series is one for each date */
  performance_events: z.array(slug).max(200),
  /**
   * What a guest's ticket is: `ordinary`, the product that anyone buys, at 0 €; or `invitation`, a product of its
   * own that the venue may also use for its other guests.
   */
  seat_product: z.enum(['ordinary', 'invitation']).default('ordinary'),
  /** the ordinary product by event, where it is not the first admission product that the shop lists */
  seat_items: z.record(slug, id).default({}),
})
export type Settings = z.infer<typeof settings>

/** A team's API token: read and write for orders, vouchers, items and settings of these events, and for webhooks. */
export const credentials = z.object({ token: z.string().min(20).max(200) })
export type Credentials = z.infer<typeof credentials>

/** The donation step as it stands in one event. Its configuration is what proves the consent of who gave there. */
export const provisionedStep = z.object({
  category: id,
  item: id,
  quota: id,
  currency: z.string().length(3),
  configuration: z.record(z.string(), z.json()),
})
export type ProvisionedStep = z.infer<typeof provisionedStep>

/** The product that a guest's ticket is. */
export const seatProduct = z.object({ item: id, variation: id.nullable() })
export type SeatProduct = z.infer<typeof seatProduct>

/** What `enable` made or found, by event. Steps of earlier seasons stay: their orders can still change. */
export const provision = z.object({
  steps: z.record(z.string(), provisionedStep),
  seats: z.record(z.string(), seatProduct),
  hook: id,
})
export type Provision = z.infer<typeof provision>

export const pretixHook = z.object({
  id,
  enabled: z.boolean(),
  target_url: z.string(),
  limit_events: z.array(z.string()),
  comment: z.string().nullable(),
})
