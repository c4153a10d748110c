import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { terms, twoHouses } from './two-houses.ts'

let houses: Awaited<ReturnType<typeof twoHouses>>
beforeAll(async () => {
  houses = await twoHouses()
})
const season = { name: '2027/28', starts_at: '2027-09-01T00:00:00Z', ends_at: '2028-07-01T00:00:00Z' }

describe('a write is done once', () => {
  const once = { 'idempotency-key': 'the-same-words' }

  test('without a key it is not done', async () => {
    const { app, ask, world } = houses
    for (const key of ['', 'short', 'with a space in it', 'a'.repeat(201)]) {
      const refused = await ask(world.operator, 'POST', '/v1/seasons', season, { 'idempotency-key': key })
      expect([refused.status, refused.body.error.code]).toEqual([400, 'idempotency_key_missing'])
    }
    const headers = { authorization: `Bearer ${world.operator.key}`, 'content-type': 'application/json' }
    const bare = await app.request('/v1/seasons', { method: 'POST', headers, body: JSON.stringify(season) })
    expect([bare.status, await bare.json()]).toMatchObject([
      400,
      { error: { code: 'idempotency_key_missing' } },
    ])
    const enable = `/v1/connections/${world.connection_id}/enable`
    const refused = await ask(world.operator, 'POST', enable, undefined, { 'idempotency-key': '' })
    expect(refused.body.error.code).toBe('idempotency_key_missing')
  })

  test('the same again is answered again; another body, another route or another organisation is not', async () => {
    const { ask, world, neighbour } = houses
    const first = await ask(world.operator, 'POST', '/v1/seasons', season, once)
    const again = await ask(world.operator, 'POST', '/v1/seasons', season, once)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    for (const [path, body] of [
      ['/v1/seasons', { ...season, name: 'Another' }],
      ['/v1/structures', { name: 'Another' }],
    ] as const) {
      const refused = await ask(world.operator, 'POST', path, body, once)
      expect([refused.status, refused.body.error.code]).toEqual([409, 'idempotency_key_reused'])
    }
    const path = `/v1/conventions/${houses.neighbours.convention_id}/versions`
    expect((await ask(neighbour, 'POST', path, terms, once)).status).toBe(201)
    const { rows } = await world.pg.query("select count(*)::int as n from season where name <> '2026/27'")
    expect(rows).toEqual([{ n: 1 }])
  })

  test('each plain write is one round trip to the database, authorisation and idempotency included', async () => {
    const { ask, world } = houses
    const { database, operator, structure, convention_id } = world
    const spare = await ask(operator, 'POST', '/v1/structures', { name: 'Halle' })
    const key = await ask(operator, 'POST', '/v1/keys', { organisation_id: spare.body.id, label: 'x' })
    const version = await ask(operator, 'POST', `/v1/conventions/${convention_id}/versions`, terms)
    const own = { structure_id: spare.body.id, season_id: world.season_id }
    const collects = { collects_from: '2026-06-01T00:00:00Z', collects_until: '2027-06-01T00:00:00Z' }
    for (const [who, method, path, body] of [
      [operator, 'POST', '/v1/structures', { name: uuidv7() }],
      [operator, 'POST', '/v1/relays', { name: uuidv7() }],
      [operator, 'POST', '/v1/keys', { organisation_id: spare.body.id, label: 'x' }],
      [operator, 'DELETE', `/v1/keys/${key.body.id}`, undefined],
      [operator, 'POST', '/v1/seasons', { ...season, name: uuidv7() }],
      [operator, 'POST', '/v1/conventions', { ...own, ...collects }],
      [structure, 'POST', `/v1/conventions/${convention_id}/versions/${version.body.id}/approve`, undefined],
      [structure, 'POST', `/v1/conventions/${convention_id}/versions`, terms],
      [
        structure,
        'POST',
        `/v1/conventions/${convention_id}/surplus-decisions`,
        { use: 'management', cents: 1, reason: 'x' },
      ],
    ] as const) {
      await database.resetRoundTrips()
      const { status } = await ask(who, method, path, body)
      expect([path, status < 300, await database.roundTrips()]).toEqual([path, true, 1])
    }
  })
})
