import { type VenueApi, venueApi } from './client.ts'
import { seatedHall } from './hall.ts'
import type { Pretix } from './server.ts'

/** A theatre on pretix, with what it sells; references are pretix's own slugs and numbers. */
export interface Season {
  url: string
  organizer: string
  token: string
  api: VenueApi
  subscription: { event: string; item: number; price_cents: number }
  /** a show played once, with a free choice of seat */
  single: { event: string; item: number; list: number; seats: number }
  /** a show played on several dates */
  series: { event: string; item: number; list: number; dates: number[]; seats: number }
  /** a show in a hall with numbered seats: rows A and B, six seats each */
  hall: { event: string; item: number; list: number; seats: number }
  performance_events: string[]
}

const ORGANIZER = 'theatre'
const DAY_MS = 24 * 3_600_000
const PLUGINS = ['pretix.plugins.banktransfer', 'pretix.plugins.ticketoutputpdf']

/** What pretix has no API for: the organizer, who may act for it, and how its public pays. */
const BOOTSTRAP = `
from django_scopes import scopes_disabled
from pretix.base.models import Organizer, Team, TeamAPIToken
with scopes_disabled():
    o = Organizer.objects.create(name='Théâtre de la Place', slug='${ORGANIZER}')
    t = Team.objects.create(organizer=o, name='API', all_events=True, all_event_permissions=True, all_organizer_permissions=True)
    for name, value in {
        'locale': 'fr', 'locales': ['fr', 'en'], 'timezone': 'Europe/Paris', 'ticket_download': True,
        'ticketoutput_pdf__enabled': True, 'payment_banktransfer__enabled': True,
        'payment_banktransfer_bank_details_type': 'other', 'payment_banktransfer_bank_details': 'Banque de la Place',
    }.items():
        o.settings.set(name, value)
    o.set_active_plugins(['pretix.plugins.banktransfer'])
    o.save()
    print(TeamAPIToken.objects.create(team=t, name='API').token)
`

/** Makes a season to come, seen from `now`: subscriptions on sale, and performances 60 days and later. */
export async function seedSeason(pretix: Pretix, { now }: { now: Date }): Promise<Season> {
  const token = (await pretix.shell(BOOTSTRAP)).split('\n').at(-1) ?? ''
  const api = venueApi({ url: pretix.url, organizer: ORGANIZER, token })
  const at = (days: number) =>
    new Date(Math.ceil(now.getTime() / DAY_MS) * DAY_MS + days * DAY_MS + 19 * 3_600_000)

  const subscription = await sells(
    api,
    { slug: 'abonnements', name: 'Abonnements', at: at(45), price: '60.00' },
    ['Abonnement 4 spectacles'],
  )
  await quota(api, 'abonnements', [subscription.item], 500)
  await live(api, 'abonnements')

  const tickets = ['Plein tarif', 'Tarif réduit']
  const single = await sells(
    api,
    { slug: 'les-vagues', name: 'Les Vagues', at: at(60), price: '24.00' },
    tickets,
  )
  await quota(api, 'les-vagues', single.items, 40)
  await live(api, 'les-vagues')

  const series = await sells(
    api,
    { slug: 'la-mouette', name: 'La Mouette', at: at(70), price: '24.00', has_subevents: true },
    tickets,
  )
  const dates: number[] = []
  for (const days of [70, 71, 72]) dates.push(await date(api, 'la-mouette', series.items, at(days), 30))
  await live(api, 'la-mouette')

  const hall = await sells(api, { slug: 'recital', name: 'Récital', at: at(80), price: '30.00' }, [
    'Place numérotée',
  ])
  await quota(api, 'recital', [hall.item], 12)
  await seatedHall(api, 'recital', hall.item)
  await live(api, 'recital')

  return {
    url: pretix.url,
    organizer: ORGANIZER,
    token,
    api,
    subscription: { event: 'abonnements', item: subscription.item, price_cents: 6_000 },
    single: { event: 'les-vagues', item: single.item, list: single.list, seats: 40 },
    series: { event: 'la-mouette', item: series.item, list: series.list, dates, seats: 30 },
    hall: { event: 'recital', item: hall.item, list: hall.list, seats: 12 },
    performance_events: ['les-vagues', 'la-mouette', 'recital'],
  }
}

interface Shop {
  slug: string
  name: string
  at: Date
  price: string
  has_subevents?: boolean
}
interface Made {
  id: number
}

async function sells(
  api: VenueApi,
  { slug, name, at, price, has_subevents = false }: Shop,
  products: string[],
) {
  await api.post('events/', {
    slug,
    name: { fr: name },
    location: { fr: 'Théâtre de la Place' },
    currency: 'EUR',
    date_from: at.toISOString(),
    has_subevents,
    plugins: PLUGINS,
    timezone: 'Europe/Paris',
    is_public: true,
  })
  await api.patch(`events/${slug}/settings/`, { locale: 'fr', locales: ['fr', 'en'] })
  const items: number[] = []
  for (const [position, product] of products.entries()) {
    const item = { name: { fr: product }, default_price: price, admission: true, active: true, position }
    items.push((await api.post<Made>(`events/${slug}/items/`, { ...item, personalized: false })).id)
  }
  const list = await api.post<Made>(`events/${slug}/checkinlists/`, { name: 'Entrée', all_products: true })
  const [item] = items
  if (item === undefined) throw new Error(`${slug} sells nothing`)
  return { item, items, list: list.id }
}

export async function quota(api: VenueApi, event: string, items: number[], size: number, subevent?: number) {
  const made = await api.post<Made>(`events/${event}/quotas/`, {
    name: 'Salle',
    size,
    items,
    variations: [],
    ...(subevent === undefined ? {} : { subevent }),
  })
  return made.id
}

/** Announces one more date of a series, with its seats. */
export async function date(
  api: VenueApi,
  event: string,
  items: number[],
  at: Date,
  seats: number,
): Promise<number> {
  const { id } = await api.post<Made>(`events/${event}/subevents/`, {
    name: { fr: 'La Mouette' },
    date_from: at.toISOString(),
    location: { fr: 'Théâtre de la Place' },
    active: true,
    is_public: true,
    meta_data: {},
    item_price_overrides: [],
    variation_price_overrides: [],
  })
  await quota(api, event, items, seats, id)
  return id
}

const live = async (api: VenueApi, event: string) => api.patch(`events/${event}/`, { live: true })
