import { z } from 'zod'
import type { Check } from '../contract/index.ts'
import type { Line } from './line.ts'
import { type Fields, INVITATION_MARK, mend } from './mend.ts'
import type { SeatProduct } from './settings.ts'

const Event = z.object({ testmode: z.boolean(), plugins: z.array(z.string()) })
const Item = z.object({
  id: z.int(),
  active: z.boolean(),
  admission: z.boolean(),
  position: z.int(),
  internal_name: z.string().nullable(),
  variations: z.array(z.object({ id: z.int(), active: z.boolean() })),
})
type Item = z.infer<typeof Item>
const Quota = z.object({ id: z.int(), items: z.array(z.int()), variations: z.array(z.int()) })
const CheckinList = z.object({ id: z.int(), all_products: z.boolean(), limit_products: z.array(z.int()) })

/** Sold to nobody without a voucher; its name is the one that venues give to all their invitations. */
const INVITATION: Fields = {
  name: { fr: 'Invitation', en: 'Invitation' },
  internal_name: INVITATION_MARK,
  active: true,
  admission: true,
  personalized: false,
  default_price: '0.00',
  free_price: false,
  hide_without_voucher: true,
}

/** Finds, or makes, what a guest's ticket is in one event, and what the door needs to let it in. */
export async function provisionSeats(
  line: Line,
  slug: string,
): Promise<{ seat: SeatProduct | null; checks: Check[] }> {
  const { api, settings } = line
  const check = (ok: boolean, detail: string): Check => ({ name: `seats in ${slug}`, ok, detail })
  const event = await api.find(Event, `events/${slug}/`)
  if (!event)
    return { seat: null, checks: [check(false, 'pretix has no such event, or the token may not see it')] }
  const { items } = await api.list(Item, `events/${slug}/items/`)
  const ordinary = ordinarySeat(items, settings.seat_items[slug])
  if (!ordinary) {
    const detail =
      'the event sells no active admission product: make one, or name it in the settings, and enable again'
    return { seat: null, checks: [check(false, detail)] }
  }
  const seat = settings.seat_product === 'ordinary' ? ordinary : await invitation(line, slug, ordinary)
  const pdf = event.plugins.includes('pretix.plugins.ticketoutputpdf')
  return {
    seat,
    checks: [
      check(
        !event.testmode,
        event.testmode ? 'the shop is in test mode' : `a guest’s ticket is product ${seat.item}`,
      ),
      {
        name: `tickets in ${slug}`,
        ok: pdf,
        detail: pdf
          ? 'PDF'
          : 'the plugin “PDF ticket output” is off in this event: switch it on and enable again',
      },
      await doorCheck(line, slug, seat),
    ],
  }
}

/** The product named in the settings, else the first admission product in the order of the shop. */
function ordinarySeat(items: Item[], named: number | undefined): SeatProduct | null {
  const candidates = items.filter(
    ({ active, admission, internal_name }) => active && admission && internal_name !== INVITATION_MARK,
  )
  const first = candidates.toSorted((left, right) => left.position - right.position || left.id - right.id)[0]
  const item = named === undefined ? first : items.find(({ id, active }) => id === named && active)
  if (!item) return null
  if (item.variations.length === 0) return { item: item.id, variation: null }
  const variation = item.variations.find(({ active }) => active)
  return variation ? { item: item.id, variation: variation.id } : null
}

/** The invitation product takes its seats from wherever the ordinary product takes them. */
async function invitation({ api }: Line, slug: string, ordinary: SeatProduct): Promise<SeatProduct> {
  const item = await mend(api, {
    path: `events/${slug}/items/`,
    // By its mark alone: the id that was noted may be the venue's own product, from before the setting changed.
    id: undefined,
    isOurs: (made) => made['internal_name'] === INVITATION_MARK,
    fields: INVITATION,
  })
  const { items: quotas } = await api.list(Quota, `events/${slug}/quotas/`)
  for (const quota of quotas) {
    const sells = quota.items.includes(ordinary.item)
    const sellsVariation = ordinary.variation === null || quota.variations.includes(ordinary.variation)
    if (!sells || !sellsVariation || quota.items.includes(item.id)) continue
    const path = `events/${slug}/quotas/`
    await mend(api, { path, id: quota.id, isOurs: () => false, fields: { items: [...quota.items, item.id] } })
  }
  return { item: item.id, variation: null }
}

/** The door knows nothing of ours: any check-in list that takes the product will do, and one is made if none does. */
async function doorCheck({ api }: Line, slug: string, { item }: SeatProduct): Promise<Check> {
  const { items: lists } = await api.list(CheckinList, `events/${slug}/checkinlists/`)
  const name = `door in ${slug}`
  if (lists.some(({ all_products, limit_products }) => all_products || limit_products.includes(item))) {
    return { name, ok: true, detail: 'a check-in list takes these tickets' }
  }
  const fields: Fields = { name: 'Entrée', all_products: true, limit_products: [] }
  await mend(api, { path: `events/${slug}/checkinlists/`, id: undefined, isOurs: () => false, fields })
  return { name, ok: true, detail: 'a check-in list “Entrée” was made' }
}
