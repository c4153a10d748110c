import { describe, expect, it } from 'vitest'
import { performances } from '../../../adapters/pretix/performances.ts'
import { type Played, played, PROVISION } from './played.ts'

const event = (change: object = {}) => ({
  slug: 'les-vagues',
  name: { fr: 'Les Vagues', en: 'The Waves' },
  location: { fr: ' Théâtre du Port \n1 quai du Port' },
  date_from: '2026-12-10T19:30:00+01:00',
  has_subevents: false,
  ...change,
})
const item = (change: object = {}) => ({
  id: 2,
  active: true,
  default_price: '18.00',
  variations: [],
  ...change,
})
const date = (change: object = {}) => ({
  id: 12,
  name: { fr: 'Première' },
  location: null,
  date_from: '2026-12-11T20:00:00+01:00',
  active: true,
  item_price_overrides: [],
  variation_price_overrides: [],
  ...change,
})
const quota = (change: object = {}) => ({
  id: 1,
  items: [2, 4],
  variations: [41],
  subevent: null,
  available_number: 30,
  ...change,
})
interface Shop {
  event?: object
  items?: object[]
  dates?: object[]
  quotas?: object[]
  provision?: typeof PROVISION | null
}

async function listed({
  event: shown = event(),
  items = [item()],
  dates = [],
  quotas = [quota()],
  provision = PROVISION,
}: Shop = {}) {
  const slug = String(Reflect.get(shown, 'slug'))
  const does: Partial<Played> = {
    finds: (path) => (path === `events/${slug}/` ? shown : null),
    lists(path) {
      if (path === `events/${slug}/items/`) return items
      if (path === `events/${slug}/quotas/`) return quotas
      return path === `events/${slug}/subevents/` ? dates : []
    },
  }
  return performances(played(does, provision).line)
}
const first = async (shop: Shop = {}) => (await listed(shop))[0]
const SERIES = event({ slug: 'la-mouette', name: { fr: 'La Mouette' }, has_subevents: true })
const series = async (change: object, shop: Shop = {}) =>
  first({
    event: SERIES,
    dates: [date(change)],
    items: [item({ id: 4, default_price: '20.00', variations: [{ id: 41, price: '14.00' }] })],
    quotas: [quota({ subevent: 12 })],
    ...shop,
  })

describe('a single event', () => {
  it('is one performance, with its hall, its free seats and what the public pays', async () => {
    expect(await listed()).toEqual([
      {
        reference: 'les-vagues',
        title: 'Les Vagues',
        series: null,
        venue: 'Théâtre du Port',
        starts_at: '2026-12-10T18:30:00.000Z',
        status: 'scheduled',
        seats_free: 30,
        public_price_cents: 1_800,
      },
    ])
  })

  it('without a name or a place is called by its short name, and nowhere', async () => {
    expect(await first({ event: event({ name: '', location: null }) })).toMatchObject({
      title: 'les-vagues',
      venue: null,
    })
  })

  it('is cancelled when all its products are switched off, and not when it has none', async () => {
    const off = item({ active: false })
    expect(await first({ items: [off, off] })).toMatchObject({ status: 'cancelled' })
    expect(await first({ items: [off, item()] })).toMatchObject({ status: 'scheduled' })
    expect(await first({ items: [] })).toMatchObject({ status: 'scheduled', public_price_cents: null })
  })

  it('has no price where its product is not sold', async () => {
    expect(await first({ items: [item({ id: 3 })] })).toMatchObject({ public_price_cents: null })
  })

  it('of which we do not know the product yet tells neither seats nor price', async () => {
    for (const provision of [null, { ...PROVISION, seats: {} }]) {
      expect(await first({ provision })).toMatchObject({ seats_free: null, public_price_cents: null })
    }
  })

  it('that is no longer there is left out', async () => {
    expect(await performances(played().line)).toEqual([])
  })
})

describe('a date of a series', () => {
  it('is one performance, with what is its own and what it has of the series', async () => {
    expect(await series({})).toEqual({
      reference: 'la-mouette/12',
      title: 'Première',
      series: 'La Mouette',
      venue: 'Théâtre du Port',
      starts_at: '2026-12-11T19:00:00.000Z',
      status: 'scheduled',
      seats_free: 30,
      public_price_cents: 1_400,
    })
  })

  it('without a name is called as its series, or by the short name of that', async () => {
    expect(await series({ name: null })).toMatchObject({ title: 'La Mouette' })
    expect(await series({ name: null }, { event: { ...SERIES, name: null } })).toMatchObject({
      title: 'la-mouette',
      series: null,
    })
  })

  it('may be played elsewhere', async () => {
    expect(await series({ location: { fr: 'Salle des fêtes' } })).toMatchObject({ venue: 'Salle des fêtes' })
  })

  it('that is switched off is cancelled', async () => {
    expect(await series({ active: false })).toMatchObject({ status: 'cancelled' })
  })

  it('counts its own quotas alone', async () => {
    expect(
      await series({}, { quotas: [quota({ subevent: 13 }), quota({ subevent: 12, available_number: 4 })] }),
    ).toMatchObject({ seats_free: 4 })
  })

  it('has the price of its variation, unless the date has its own', async () => {
    const override = (variation: number, price: string | null) => ({
      variation_price_overrides: [{ variation, price }],
    })
    expect(await series(override(41, '9.00'))).toMatchObject({ public_price_cents: 900 })
    expect(await series(override(42, '9.00'))).toMatchObject({ public_price_cents: 1_400 })
    expect(await series(override(41, null))).toMatchObject({ public_price_cents: 1_400 })
    expect(await series({ item_price_overrides: [{ item: 4, price: '9.00' }] })).toMatchObject({
      public_price_cents: 1_400,
    })
  })

  it('has the price of its product, unless the date has its own', async () => {
    const provision = { ...PROVISION, seats: { 'la-mouette': { item: 4, variation: null } } }
    const override = (of: number, price: string) => ({ item_price_overrides: [{ item: of, price }] })
    expect(await series({}, { provision })).toMatchObject({ public_price_cents: 2_000 })
    expect(await series(override(4, '9.00'), { provision })).toMatchObject({ public_price_cents: 900 })
    expect(await series(override(5, '9.00'), { provision })).toMatchObject({ public_price_cents: 2_000 })
  })

  it('has no price where its variation is not sold', async () => {
    const items = [item({ id: 4, variations: [{ id: 42, price: '14.00' }] })]
    expect(await series({}, { items })).toMatchObject({ public_price_cents: null })
    expect(await series({}, { items: [] })).toMatchObject({ public_price_cents: null })
  })

  it('of which we do not know the product yet tells neither seats nor price', async () => {
    expect(await series({}, { provision: null })).toMatchObject({
      seats_free: null,
      public_price_cents: null,
    })
  })
})
