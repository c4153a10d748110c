import { beforeAll, describe, expect, test } from 'vitest'
import { conventionRoutes } from '../../src/conventions/index.ts'
import { giftRoutes } from '../../src/gifts/index.ts'
import { setAsideRoutes } from '../../src/hooks/index.ts'
import { ledgerRoutes } from '../../src/ledger/index.ts'
import { peopleRoutes } from '../../src/people/index.ts'
import { newRoutes } from '../../src/platform/http.ts'
import { join, SECRET, terms, twoHouses } from './two-houses.ts'

/** What each is answered, asked in this order: the neighbour (another structure), the relay, the structure, the operator. */
interface Row {
  route: string
  body?: unknown
  operator: number
  structure: number
  relay: number
  /** `none`: a list with nothing of the first structure in it */
  neighbour?: number | 'none'
}

let houses: Awaited<ReturnType<typeof twoHouses>>
let revoked: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  houses = await twoHouses()
  const { world, ask, gift_id, hook_id } = houses
  const { operator, structure, connection_id, convention_id, season_id } = world
  const spare = await join(world, 'structure', 'Le Petit Lieu')
  const label = { organisation_id: structure.organisation_id, label: 'lost' }
  const [lost, unused] = [
    await ask(operator, 'POST', '/v1/keys', label),
    await ask(operator, 'POST', '/v1/keys', label),
  ]
  await ask(operator, 'DELETE', `/v1/keys/${lost.body.id}`)
  revoked = lost.body.key
  const at = `/v1/conventions/${convention_id}`
  const version = await ask(operator, 'POST', `${at}/versions`, terms)
  const decision = { use: 'management', cents: 100, reason: 'Mediation' }
  const surplus = await ask(structure, 'POST', `${at}/surplus-decisions`, decision)
  Object.assign(ids, {
    gift_id,
    hook_id,
    connection_id,
    convention_id,
    season_id,
    structure_id: structure.organisation_id,
    spare_id: spare.organisation_id,
    key_id: unused.body.id,
    version_id: version.body.id,
    decision_id: surplus.body.id,
  })
})

const OPERATOR = { structure: 403, relay: 403, neighbour: 403 }
const SEEN = { operator: 200, structure: 200, relay: 403, neighbour: 404 }
const LIST = { operator: 200, structure: 200, relay: 403, neighbour: 'none' as const }
const connection = {
  structure_id: ':structure_id',
  platform: 'open',
  settings: { address: 'https://billetterie.example/' },
  credentials: { token: SECRET },
}
const dates = { starts_at: '2027-09-01T00:00:00Z', ends_at: '2028-07-01T00:00:00Z' }
const collects = { collects_from: '2026-06-01T00:00:00Z', collects_until: '2027-06-01T00:00:00Z' }
const surplus = { use: 'seats', seats: 2, seat_price_cents: 900, reason: 'More seats' }
const in_convention = '/v1/conventions/:convention_id'

const TABLE: Row[] = [
  { route: 'POST /v1/structures', body: { name: 'Neuve' }, operator: 201, ...OPERATOR },
  { route: 'POST /v1/relays', body: { name: 'Neuf' }, operator: 201, ...OPERATOR },
  { route: 'GET /v1/structures', operator: 200, ...OPERATOR },
  { route: 'GET /v1/relays', operator: 200, ...OPERATOR },
  { route: 'GET /v1/me', operator: 200, structure: 200, relay: 200, neighbour: 200 },
  {
    route: 'POST /v1/keys',
    body: { organisation_id: ':structure_id', label: 'x' },
    operator: 201,
    ...OPERATOR,
  },
  { route: 'GET /v1/keys', operator: 200, structure: 200, relay: 200, neighbour: 'none' },
  { route: 'DELETE /v1/keys/:key_id', operator: 200, ...OPERATOR },
  { route: 'GET /v1/troubles', operator: 200, ...OPERATOR },
  { route: 'GET /v1/outbox', operator: 200, ...OPERATOR },
  {
    route: 'POST /v1/connections',
    body: connection,
    operator: 201,
    structure: 201,
    relay: 403,
    neighbour: 404,
  },
  { route: 'GET /v1/connections', ...LIST },
  { route: 'GET /v1/connections/:connection_id', ...SEEN },
  // allowed, and then stopped before any call: the address of this connection is private
  { route: 'POST /v1/connections/:connection_id/enable', ...SEEN, operator: 400, structure: 400 },
  { route: 'POST /v1/connections/:connection_id/disable', ...SEEN, operator: 400, structure: 400 },
  { route: 'POST /v1/connections/:connection_id/rotate-hook', ...SEEN, operator: 400, structure: 400 },
  {
    route: 'PATCH /v1/connections/:connection_id',
    body: {
      settings: { address: 'https://billetterie.example/' },
      credentials: { token: 'a-token-for-the-new-address' },
    },
    ...SEEN,
  },
  { route: 'POST /v1/seasons', body: { name: '2027/28', ...dates }, operator: 201, ...OPERATOR },
  { route: 'GET /v1/seasons', operator: 200, structure: 200, relay: 200, neighbour: 200 },
  {
    route: 'POST /v1/conventions',
    body: { structure_id: ':spare_id', season_id: ':season_id', ...collects },
    operator: 201,
    ...OPERATOR,
  },
  { route: 'GET /v1/conventions', ...LIST },
  { route: `GET ${in_convention}`, ...SEEN },
  { route: `POST ${in_convention}/versions`, body: terms, ...SEEN, operator: 201, structure: 201 },
  // proposed, and thereby approved, by the operator
  { route: `POST ${in_convention}/versions/:version_id/approve`, ...SEEN, operator: 409 },
  { route: `GET ${in_convention}/surplus-decisions`, ...SEEN },
  {
    route: `POST ${in_convention}/surplus-decisions`,
    body: surplus,
    ...SEEN,
    operator: 201,
    structure: 201,
  },
  // proposed by the structure, and more than the surplus holds
  {
    route: `POST ${in_convention}/surplus-decisions/:decision_id/approve`,
    ...SEEN,
    operator: 409,
    structure: 409,
  },
  { route: `GET ${in_convention}/balances`, ...SEEN },
  { route: `GET ${in_convention}/entries`, ...SEEN },
  { route: `GET ${in_convention}/figures`, ...SEEN },
  { route: 'GET /v1/figures', operator: 200, ...OPERATOR },
  { route: 'GET /v1/differences', operator: 200, ...OPERATOR },
  { route: 'GET /v1/gifts', ...LIST },
  { route: 'GET /v1/gifts?convention_id=:convention_id', ...SEEN },
  { route: 'GET /v1/gifts/:gift_id', ...SEEN },
  { route: 'GET /v1/webhooks', ...LIST },
  // once the structure has replayed it, it waits for nobody any more
  { route: 'POST /v1/webhooks/:hook_id/replay', ...SEEN, operator: 404 },
]

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const filled = (text: string) => text.replaceAll(/:([a-z_]+_id)\b/g, (_all, name: string) => ids[name]!)
async function asked(who: Parameters<typeof houses.ask>[0], { route, body }: Row) {
  const [method, path] = filled(route).split(' ') as [Method, string]
  return houses.ask(who, method, path, body === undefined ? undefined : filled(JSON.stringify(body)))
}

describe.each(TABLE)('$route', (row) => {
  test.each([
    ['no key', () => null],
    ['a key that nobody gave', () => 'fauteuil_key_0000'],
    ['a revoked key', () => revoked],
  ])('%s opens nothing', async (_name, key) => {
    const refused = await asked(key(), row)
    expect(refused.status).toBe(401)
    expect(refused.body.error.code).toBe('unauthenticated')
    expect(refused.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('each role may do what is its own, and no more', async () => {
    const { world, neighbour } = houses
    const { operator, structure, relay, neighbour: stranger } = row
    const theirs = await asked(neighbour, row)
    expect(theirs.status).toBe(stranger === 'none' ? 200 : stranger)
    for (const id of Object.values(ids).filter((one) => one !== ids['season_id'])) {
      expect(theirs.text).not.toContain(id)
    }
    expect((await asked(world.relay, row)).status).toBe(relay)
    const own = await asked(world.structure, row)
    expect(own.status).toBe(structure)
    const all = await asked(world.operator, row)
    expect(all.status).toBe(operator)
    expect(own.text + all.text + theirs.text).not.toContain(SECRET)
  })
})

test('the table holds every route of these rooms', () => {
  const mounted = newRoutes()
  const rooms = [peopleRoutes, conventionRoutes, ledgerRoutes, giftRoutes, setAsideRoutes]
  for (const room of rooms) mounted.route('/', room)
  const routes = mounted.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route'
      ? [`${one.route.method.toUpperCase()} ${one.route.path.replaceAll(/\{\w+\}/g, ':')}`]
      : [],
  )
  const known = TABLE.map(({ route }) => route.replaceAll(/:[a-z_]+/g, ':').replace(/\?.*/, ''))
  expect(routes.filter((route) => !known.includes(route))).toEqual([])
  expect(routes.length).toBeGreaterThan(30)
})

test('what is another’s is answered like what does not exist', async () => {
  const nothing = '01997a4e-6f8e-7cc0-9d4b-2f1f4a7c8d10'
  for (const kind of ['connections', 'conventions', 'gifts']) {
    const id = ids[`${kind.slice(0, -1)}_id`]!
    const [others, none] = [
      await houses.ask(houses.neighbour, 'GET', `/v1/${kind}/${id}`),
      await houses.ask(houses.neighbour, 'GET', `/v1/${kind}/${nothing}`),
    ]
    const { request_id: _one, ...said } = others.body.error
    expect(none.body.error).toMatchObject(said)
  }
})
