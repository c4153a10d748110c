import { z } from 'zod'
import type { Check, EnableRequest, Json, Localised } from '../contract/index.ts'
import { localised } from './api.ts'
import type { Line } from './line.ts'
import { type Fields, DONATION_MARK, type Made, mend } from './mend.ts'
import type { ProvisionedStep } from './settings.ts'

const Event = z.object({
  name: localised,
  live: z.boolean(),
  testmode: z.boolean(),
  has_subevents: z.boolean(),
  currency: z.string(),
})

/** The heading above the product; the product itself carries the step's own title. */
const HEADING = {
  fr: 'Montant libre',
  en: 'Any amount',
  de: 'Freier Betrag',
  nl: 'Vrij bedrag',
  it: 'Importo libero',
  es: 'Importe libre',
} satisfies Required<Localised>

/** A product that only the checkout proposes, once, at a price that the buyer types in; nothing is chosen for them. */
const DONATION: Fields = {
  active: true,
  admission: false,
  default_price: '0.00',
  free_price: true,
  free_price_suggestion: null,
  max_per_order: 1,
  min_per_order: null,
  tax_rule: null,
  require_voucher: false,
  hide_without_voucher: false,
  require_approval: false,
  require_bundling: false,
  available_from: null,
  available_until: null,
  generate_tickets: false,
  show_quota_left: false,
  allow_waitinglist: false,
}

/** Puts the donation step into pretix's own checkout; null, and a check that says why, when it can not be. */
export async function provisionStep(
  line: Line,
  texts: EnableRequest['step'],
): Promise<{ step: ProvisionedStep | null; checks: Check[] }> {
  const { api, settings, provisioned } = line
  const slug = settings.subscription_event
  const event = await api.find(Event, `events/${slug}/`)
  const reachable = subscriptionCheck(slug, event)
  if (!event || event.has_subevents) return { step: null, checks: [reachable] }

  const before = provisioned?.steps[slug]
  const marked = (made: Made) => made['internal_name'] === DONATION_MARK
  const always = settings.subscription_items.length === 0
  const category = await mend(api, {
    path: `events/${slug}/categories/`,
    id: before?.category,
    isOurs: marked,
    fields: {
      name: HEADING,
      internal_name: DONATION_MARK,
      is_addon: false,
      cross_selling_mode: 'only',
      cross_selling_condition: always ? 'always' : 'products',
      cross_selling_match_products: settings.subscription_items,
    },
  })
  const fields: Fields = { ...DONATION, name: { ...texts.title }, description: { ...texts.description } }
  const item = await mend(api, {
    path: `events/${slug}/items/`,
    id: before?.item,
    isOurs: marked,
    fields: { ...fields, internal_name: DONATION_MARK, category: category.id },
  })
  const quota = await mend(api, {
    path: `events/${slug}/quotas/`,
    id: before?.quota,
    isOurs: (made) => made['name'] === DONATION_MARK,
    fields: { name: DONATION_MARK, size: null, items: [item.id], variations: [], closed: false },
  })
  const configuration = {
    item: item.id,
    preselected: false,
    shown_to: always ? 'all' : 'subscriptions',
    ...fields,
  }
  const step = {
    category: category.id,
    item: item.id,
    quota: quota.id,
    currency: event.currency,
    configuration,
  }
  return { step, checks: [reachable, await tryOut(line, slug, item.id)] }
}

function subscriptionCheck(slug: string, event: z.infer<typeof Event> | null): Check {
  const check = (ok: boolean, detail: string): Check => ({ name: `subscriptions in ${slug}`, ok, detail })
  if (!event) return check(false, 'pretix has no such event, or the token may not see it')
  if (event.has_subevents)
    return check(false, 'it is an event series; subscriptions are sold in a single event')
  if (event.testmode) return check(false, 'the shop is in test mode: what is given there counts for nothing')
  return check(true, event.live ? 'on sale' : 'ready, not on sale yet')
}

/** pretix computes an order with a gift in it and writes nothing: the product, its price and its quota are in order. */
async function tryOut({ api }: Line, slug: string, item: number): Promise<Check> {
  const order: Json = { simulate: true, send_email: false, positions: [{ item, price: '10.00' }] }
  const posted = await api.post(
    z.object({ total: z.string() }),
    `events/${slug}/orders/?include=total`,
    order,
    {
      writes: false,
    },
  )
  const ok = 'made' in posted && posted.made.total === '10.00'
  const detail = ok
    ? 'a gift of 10.00 can be ordered'
    : `a gift of 10.00 can not be ordered: ${JSON.stringify(posted)}`
  return { name: `donation step in ${slug}`, ok, detail }
}
