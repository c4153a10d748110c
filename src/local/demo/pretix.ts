import type { VenueConnection } from '../join-venue.ts'
import type { Venue } from './venue.ts'

/** A pretix that may be used for a demonstration: orders are made there, and dates moved. */
export interface PretixAccess {
  address: string
  organizer: string
  token: string
  /** the event that sells subscriptions */
  subscriptions: string
  /** an event series, to which the demonstration adds a date */
  evenings: string
}
interface Page<T> {
  results: T[]
}
interface Item {
  id: number
  free_price: boolean
  default_price: string
  active: boolean
}
interface Order {
  api_meta: object
  positions: { secret: string }[]
}
interface Quota {
  name: string
  size: number | null
  items: number[]
  variations: number[]
}

const DAY_MS = 86_400_000

export const pretixConnection = ({
  address,
  organizer,
  token,
  subscriptions,
  evenings,
}: PretixAccess): VenueConnection => ({
  platform: 'pretix',
  settings: { address, organizer, subscription_event: subscriptions, performance_events: [evenings] },
  credentials: { token },
})

/** A real pretix, by its own API: what its public, its counter and its door would do. */
export function pretixVenue(access: PretixAccess): Venue {
  const { address, organizer, token, subscriptions, evenings } = access
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const url = `${address}/api/v1/organizers/${organizer}/${path}`
    const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok)
      throw new Error(`${method} ${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    return answer.json() as Promise<T>
  }

  return {
    name: 'a theatre on pretix',
    async subscribe(cents) {
      const { results } = await call<Page<Item>>('GET', `events/${subscriptions}/items/`)
      const subscription = results.find(({ active, free_price }) => active && !free_price)
      const gift = results.find(({ active, free_price }) => active && free_price)
      if (!subscription || !gift)
        throw new Error(`${subscriptions} sells no subscription, or has no donation step.`)
      const line = { item: subscription.id, price: subscription.default_price }
      const added = { item: gift.id, price: (cents / 100).toFixed(2) }
      const order = {
        status: 'p',
        payment_provider: 'manual',
        send_email: false,
        positions: cents > 0 ? [line, added] : [line],
      }
      await call('POST', `events/${subscriptions}/orders/`, order)
    },
    async announce() {
      const { results } = await call<Page<Quota & { subevent: number }>>('GET', `events/${evenings}/quotas/`)
      const [pattern] = results
      if (!pattern) throw new Error(`${evenings} has no quota to go by.`)
      const date_from = new Date(Date.now() + 60 * DAY_MS).toISOString()
      const plain = {
        active: true,
        is_public: true,
        meta_data: {},
        item_price_overrides: [],
        variation_price_overrides: [],
      }
      const date = {
        name: { fr: 'Soirée de démonstration', en: 'Demonstration evening' },
        date_from,
        ...plain,
      }
      const { id } = await call<{ id: number }>('POST', `events/${evenings}/subevents/`, date)
      const { items, variations } = pattern
      await call('POST', `events/${evenings}/quotas/`, {
        name: 'demonstration',
        size: 40,
        items,
        variations,
        subevent: id,
      })
      return `${evenings}/${id}`
    },
    async scan(reservation_id, tickets) {
      const orders = await call<Page<Order>>('GET', `events/${evenings}/orders/?ordering=-datetime`)
      const order = orders.results.find(({ api_meta }) => JSON.stringify(api_meta).includes(reservation_id))
      const { results } = await call<Page<{ id: number }>>('GET', `events/${evenings}/checkinlists/`)
      const lists = results.map(({ id }) => id)
      for (const { secret } of order?.positions.slice(0, tickets) ?? []) {
        await call('POST', 'checkinrpc/redeem/', { lists, secret })
      }
    },
    async raiseCurtain(reference) {
      const date_from = new Date(Date.now() + 2_000).toISOString()
      await call('PATCH', `events/${evenings}/subevents/${reference.split('/')[1]}/`, { date_from })
    },
  }
}
