import { beforeAll, describe, expect, test } from 'vitest'
import { SECRET, terms, twoHouses } from './two-houses.ts'

let houses: Awaited<ReturnType<typeof twoHouses>>
beforeAll(async () => {
  houses = await twoHouses()
})
const nothing = '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10'
const season = { name: '2027/28', starts_at: '2027-09-01T00:00:00Z', ends_at: '2028-07-01T00:00:00Z' }

describe('the envelope', () => {
  test('is one for every error: code, message, detail, docs and the id of the request', async () => {
    const refused = await houses.ask(houses.world.relay, 'GET', '/v1/structures')
    expect(refused.status).toBe(403)
    expect(Object.keys(refused.body)).toEqual(['error'])
    expect(refused.body.error).toEqual({
      code: 'forbidden',
      message: expect.stringContaining('Votre clé'),
      detail: { role: 'relay', roles: ['operator'] },
      docs: expect.stringMatching(/\/problems#forbidden$/),
      request_id: refused.headers.get('x-request-id'),
    })
  })

  test('speaks English where it is asked for', async () => {
    for (const [path, headers] of [
      ['/v1/structures?lang=en', {}],
      ['/v1/structures', { 'accept-language': 'en-GB,fr;q=0.5' }],
    ] as const) {
      const refused = await houses.ask(houses.world.relay, 'GET', path, undefined, headers)
      expect(refused.body.error.message).toMatch(/^Your key/)
    }
  })

  test('is also what an unknown address is answered', async () => {
    const { status, body } = await houses.ask(houses.world.operator, 'GET', '/v1/nothing')
    expect([status, body.error.code]).toEqual([404, 'not_found'])
  })
})

const bad: { name: string; path: string; body: unknown; field: string }[] = [
  {
    name: 'a negative price',
    path: 'versions',
    body: { ...terms, seat_price_cents: -800 },
    field: 'seat_price_cents',
  },
  {
    name: 'a price of nothing',
    path: 'versions',
    body: { ...terms, seat_price_cents: 0 },
    field: 'seat_price_cents',
  },
  {
    name: 'no price',
    path: 'versions',
    body: { ...terms, seat_price_cents: undefined },
    field: 'seat_price_cents',
  },
  {
    name: 'a part of a cent',
    path: 'versions',
    body: { ...terms, seat_price_cents: 800.5 },
    field: 'seat_price_cents',
  },
  {
    name: 'an enormous price',
    path: 'versions',
    body: { ...terms, seat_price_cents: 1e15 },
    field: 'seat_price_cents',
  },
  {
    name: 'a price in words',
    path: 'versions',
    body: { ...terms, seat_price_cents: '8 €' },
    field: 'seat_price_cents',
  },
  {
    name: 'fewer than no seats',
    path: 'versions',
    body: { ...terms, planned_seats: -1 },
    field: 'planned_seats',
  },
  {
    name: 'a text too long',
    path: 'versions',
    body: { ...terms, offer: { fr: 'a'.repeat(4_001), en: '' } },
    field: 'offer.fr',
  },
  {
    name: 'a text that cannot be kept',
    path: 'versions',
    body: { ...terms, offer: { fr: '\u0000', en: '' } },
    field: 'offer.fr',
  },
  {
    name: 'half a character',
    path: 'versions',
    body: { ...terms, offer: { fr: '\ud83c', en: '' } },
    field: 'offer.fr',
  },
  {
    name: 'an instant that is none',
    path: 'versions',
    body: { ...terms, effective_from: 'soon' },
    field: 'effective_from',
  },
  {
    name: 'a year before there were any',
    path: 'versions',
    body: { ...terms, effective_from: '0000-01-01T00:00:00Z' },
    field: 'effective_from',
  },
  {
    name: 'a use of surplus that is none',
    path: 'surplus-decisions',
    body: { use: 'wine', cents: 100, reason: 'x' },
    field: 'use',
  },
  {
    name: 'surplus of nothing',
    path: 'surplus-decisions',
    body: { use: 'management', cents: 0, reason: 'x' },
    field: 'cents',
  },
  {
    name: 'seats without their price',
    path: 'surplus-decisions',
    body: { use: 'seats', seats: 2, reason: 'x' },
    field: 'seat_price_cents',
  },
]

describe('what is not correct is refused by the name of its field, and nothing is written', () => {
  test.each(bad)('$name', async ({ path, body, field }) => {
    const { world, ask } = houses
    const refused = await ask(world.operator, 'POST', `/v1/conventions/${world.convention_id}/${path}`, body)
    expect(refused.status).toBe(400)
    expect(refused.body.error.code).toBe('invalid_request')
    expect(refused.body.error.detail.issues.map((one: { field: string }) => one.field)).toContain(field)
  })

  test('nothing was written', async () => {
    const { rows } = await houses.world.pg.query(
      'select (select count(*)::int from convention_version) as versions, (select count(*)::int from surplus_decision) as decisions',
    )
    expect(rows).toEqual([{ versions: 1, decisions: 0 }])
  })

  test.each([
    ['GET', '/v1/conventions/1'],
    ['GET', '/v1/gifts/1'],
    ['GET', '/v1/structures?limit=0'],
    ['GET', '/v1/structures?limit=201'],
    ['GET', '/v1/structures?after=1'],
    ['GET', '/v1/gifts?suspense=perhaps'],
    ['GET', `/v1/conventions/${nothing}/entries?after=-1`],
  ] as const)('%s %s', async (method, path) => {
    const refused = await houses.ask(houses.world.operator, method, path)
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid_request'])
    expect(refused.body.error.detail.issues).toHaveLength(1)
  })

  test('seasons and conventions that end before they begin', async () => {
    const { ask, world } = houses
    const backwards = { ...season, ends_at: season.starts_at }
    const refused = await ask(world.operator, 'POST', '/v1/seasons', backwards)
    expect(refused.body.error.detail.issues[0].field).toBe('ends_at')
    const convention = {
      structure_id: nothing,
      season_id: nothing,
      collects_from: season.ends_at,
      collects_until: season.starts_at,
    }
    const never = await ask(world.operator, 'POST', '/v1/conventions', convention)
    expect(never.body.error.detail.issues[0].field).toBe('collects_until')
  })

  test('what no schema knows', async () => {
    const refused = await houses.ask(houses.world.operator, 'POST', '/v1/structures', {
      name: 'A',
      guest: 'B',
    })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid_request'])
    expect(refused.text).toContain('guest')
  })

  test.each([
    ['broken JSON', '{"name": "A', 'application/json'],
    ['no JSON', 'name=A', 'application/x-www-form-urlencoded'],
  ])('%s', async (_name, body, type) => {
    const { ask, world } = houses
    const refused = await ask(world.operator, 'POST', '/v1/structures', body, { 'content-type': type })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid_request'])
  })

  test('a body that is far too long', async () => {
    const name = 'a'.repeat(300_000)
    const refused = await houses.ask(houses.world.operator, 'POST', '/v1/structures', { name })
    expect([refused.status, refused.body.error.code]).toEqual([413, 'body_too_large'])
  })

  test('ids that are nobody’s', async () => {
    const { ask, world } = houses
    const collects = { collects_from: season.starts_at, collects_until: season.ends_at }
    const own = { structure_id: world.structure.organisation_id, season_id: world.season_id }
    for (const [path, body, what] of [
      ['/v1/keys', { organisation_id: nothing, label: 'x' }, 'organisation'],
      ['/v1/conventions', { ...own, ...collects, structure_id: nothing }, 'structure'],
      ['/v1/conventions', { ...own, ...collects, structure_id: world.relay.organisation_id }, 'structure'],
      ['/v1/conventions', { ...own, ...collects, season_id: nothing }, 'season'],
      [`/v1/conventions/${nothing}/versions`, terms, 'convention'],
      [`/v1/conventions/${nothing}/versions/${nothing}/approve`, undefined, 'version'],
      [`/v1/conventions/${nothing}/surplus-decisions/${nothing}/approve`, undefined, 'surplus'],
      [`/v1/connections/${nothing}/enable`, undefined, 'connection'],
      [`/v1/webhooks/${nothing}/replay`, undefined, 'webhook set aside'],
    ] as const) {
      const refused = await ask(world.operator, 'POST', path, body)
      expect([path, refused.status, refused.body.error.detail]).toEqual([path, 404, { what }])
    }
  })

  test('credentials that do not fit are named, never repeated', async () => {
    const wrong = {
      structure_id: houses.world.structure.organisation_id,
      platform: 'open',
      settings: { address: 'https://billetterie.example/' },
      credentials: { token: `${SECRET} with spaces` },
    }
    const refused = await houses.ask(houses.world.operator, 'POST', '/v1/connections', wrong)
    expect(refused.status).toBe(400)
    expect(refused.body.error.detail.issues[0].field).toBe('credentials.token')
    expect(refused.text).not.toContain(SECRET)
    const unknown = await houses.ask(houses.world.operator, 'POST', '/v1/connections', {
      ...wrong,
      platform: 'x',
    })
    expect(unknown.body.error.detail.issues[0].field).toBe('platform')
  })
})
