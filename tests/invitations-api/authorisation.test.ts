import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { invitationRoutes } from '../../src/invitations/index.ts'
import { sha256 } from '../../src/platform/secrets.ts'
import { NOW, type Actor } from '../setup/world.ts'
import { freshHouse, type House } from './house.ts'

type Role = 'operator' | 'structure' | 'relay'
interface Row {
  route: string
  body?: unknown
  may: Role[]
  /** what another organisation of the same role is answered */
  stranger: number | 'empty' | 'open'
}

let house: House
const ids: Record<string, string> = {}
let otherStructure: Actor

beforeAll(async () => {
  house = await freshHouse()
  const { world } = house
  await house.credits(20)
  const offer = await house.invite(10)
  Object.assign(ids, offer, { connection_id: world.connection_id, convention_id: world.convention_id })
  ids['reservation_id'] = await house.issued(world.relay, offer.invitation_id, 2)
  const { rows } = await world.pg.query<{ id: string }>('select id from seat limit 1')
  ids['seat_id'] = rows[0]!.id
  const wish = { invitation_id: offer.invitation_id, seats: 2 }
  ids['waiting_id'] = (await house.ask(world.relay, 'POST', '/v1/waiting', wish)).body.id
  const organisation_id = uuidv7()
  const key = `fauteuil_structure_${uuidv7()}`
  const key_hash = await sha256(key)
  const other = { id: organisation_id, role: 'structure', name: 'Scène Voisine', language: 'fr', now: NOW }
  await world.db.call('create_organisation', other)
  await world.db.call('create_key', {
    id: uuidv7(),
    organisation_id,
    label: 'test',
    hash: key_hash,
    now: NOW,
  })
  otherStructure = { organisation_id, key, key_hash }
})

const TABLE: Row[] = [
  { route: 'GET /v1/performances', may: ['operator', 'structure'], stranger: 'empty' },
  {
    route: 'POST /v1/connections/:connection_id/performances/sync',
    may: ['operator', 'structure'],
    stranger: 404,
  },
  { route: 'POST /v1/performances/:performance_id/close', may: ['operator'], stranger: 404 },
  { route: 'GET /v1/invitations', may: ['operator', 'structure', 'relay'], stranger: 'empty' },
  { route: 'GET /v1/invitations/:invitation_id', may: ['operator', 'structure', 'relay'], stranger: 404 },
  {
    route: 'POST /v1/invitations',
    body: { convention_id: ':convention_id', performance_id: ':performance_id', seats: 5 },
    may: ['operator', 'structure'],
    stranger: 404,
  },
  {
    route: 'PATCH /v1/invitations/:invitation_id',
    body: { seats: 10 },
    may: ['operator', 'structure'],
    stranger: 404,
  },
  { route: 'POST /v1/invitations/:invitation_id/approve', may: ['operator', 'structure'], stranger: 404 },
  { route: 'GET /v1/reservations', may: ['operator', 'relay'], stranger: 'empty' },
  { route: 'GET /v1/reservations/:reservation_id', may: ['operator', 'relay'], stranger: 404 },
  {
    route: 'POST /v1/reservations',
    body: { invitation_id: ':invitation_id', guests: 1 },
    may: ['relay'],
    stranger: 'open',
  },
  {
    route: 'POST /v1/reservations/:reservation_id/give-back',
    body: {},
    may: ['operator', 'relay'],
    stranger: 404,
  },
  { route: 'POST /v1/reservations/:reservation_id/accept', may: ['relay'], stranger: 404 },
  { route: 'POST /v1/reservations/:reservation_id/decline', may: ['relay'], stranger: 404 },
  { route: 'GET /v1/reservations/:reservation_id/tickets', may: ['relay'], stranger: 404 },
  { route: 'GET /v1/tickets/:seat_id/file', may: ['relay'], stranger: 404 },
  {
    route: 'POST /v1/waiting',
    body: { invitation_id: ':invitation_id', seats: 2 },
    may: ['relay'],
    stranger: 'open',
  },
  { route: 'GET /v1/waiting', may: ['relay'], stranger: 'empty' },
  { route: 'POST /v1/waiting/:waiting_id/leave', may: ['relay'], stranger: 404 },
]

const filled = (text: string) => text.replaceAll(/:(\w+_id)/g, (_, name: string) => ids[name]!)
function ask(who: Actor | string | null, { route, body }: Row) {
  const [method = '', path = ''] = filled(route).split(' ')
  const sent = body === undefined ? undefined : (JSON.parse(filled(JSON.stringify(body))) as unknown)
  return house.ask(who, method as 'GET' | 'POST' | 'PATCH', path, sent)
}
const owners = () => ({
  operator: house.world.operator,
  structure: house.world.structure,
  relay: house.world.relay,
})

describe.each(TABLE)('$route', (row) => {
  test('asks who it is', async () => {
    expect((await ask(null, row)).status).toBe(401)
    expect((await ask('fauteuil_relay_unknown', row)).status).toBe(401)
  })

  test('says no to roles that may not', async () => {
    for (const role of ['operator', 'structure', 'relay'] as const) {
      if (row.may.includes(role)) continue
      const refused = await ask(owners()[role], row)
      expect({ role, status: refused.status, code: refused.body?.error.code }).toEqual({
        role,
        status: 403,
        code: 'forbidden',
      })
    }
  })

  test('shows nothing of one organisation to another', async () => {
    const strangers: [Role, Actor][] = [
      ['relay', house.world.otherRelay],
      ['structure', otherStructure],
    ]
    for (const [role, stranger] of strangers) {
      if (!row.may.includes(role)) continue
      // what is on offer is on offer to every relay
      if (role === 'relay' && row.route.startsWith('GET /v1/invitations')) continue
      if (row.stranger === 'open') continue
      const answer = await ask(stranger, row)
      const nothing = row.stranger === 'empty' ? [200, []] : [row.stranger, undefined]
      expect([answer.status, answer.body.items]).toEqual(nothing)
    }
  })
})

describe.each(TABLE.filter(({ route }) => route.startsWith('GET')))('$route', (row) => {
  test('answers those who may', async () => {
    for (const role of row.may) expect((await ask(owners()[role], row)).status).toBe(200)
  })
})

test('the table holds every route of the room', () => {
  const { paths = {} } = invitationRoutes.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'invitations', version: '1' },
  })
  const declared = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '*')}`),
  )
  expect(TABLE.map(({ route }) => route.replaceAll(/:\w+/g, '*')).toSorted()).toEqual(declared.toSorted())
})

test('every write asks for an Idempotency-Key', async () => {
  for (const row of TABLE) {
    if (row.route.startsWith('GET')) continue
    const [method = '', path = ''] = filled(row.route).split(' ')
    const body =
      row.body === undefined ? undefined : (JSON.parse(filled(JSON.stringify(row.body))) as unknown)
    const who = owners()[row.may.at(-1)!]
    const refused = await house.ask(who, method as 'POST', path, body, { 'idempotency-key': '' })
    expect({ route: row.route, code: refused.body.error.code }).toEqual({
      route: row.route,
      code: 'idempotency_key_missing',
    })
  }
})

test('a path that is no id is an invalid request, not a fault', async () => {
  const refused = await house.ask(house.world.relay, 'GET', '/v1/reservations/not-an-id')
  expect(refused.status).toBe(400)
  expect(refused.body.error).toMatchObject({ code: 'invalid_request', detail: { issues: [{ field: 'id' }] } })
})
