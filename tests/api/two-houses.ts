import { uuidv7 } from 'uuidv7'
import type { Context } from '../../src/platform/context.ts'
import { newAccessKey, sha256 } from '../../src/platform/secrets.ts'
import { testApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, terms, type Actor, type World } from '../setup/world.ts'

export { terms }
export const SECRET = 'a-token-that-nobody-may-see'

/** An actor more, with a key of its own. */
export async function join(world: World, role: 'structure' | 'relay', name: string): Promise<Actor> {
  const organisation_id = uuidv7()
  const key = newAccessKey(role)
  const key_hash = await sha256(key)
  await world.db.call('create_organisation', { id: organisation_id, role, name, language: 'fr', now: NOW })
  await world.db.call('create_key', {
    id: uuidv7(),
    organisation_id,
    label: 'test',
    hash: key_hash,
    now: NOW,
  })
  return { organisation_id, key, key_hash }
}

/** A webhook of a connection that was set aside. */
export async function setAside(world: World, connection_id: string): Promise<string> {
  const id = uuidv7()
  const hook = { id, connection_id, generation: 1, event_id: id, body: '{"secret": "body"}', now: NOW }
  await world.db.call('store_hook', { ...hook, state: 'set_aside', reason: 'unreadable' })
  return id
}

/** The world's structure, and a second one with everything of its own: what is one's must not be the other's. */
export async function twoHouses(changes: Partial<Context> = {}) {
  const world = await freshWorld()
  const api = testApp(world, changes)
  const sealed = await api.ctx.secrets.encrypt(JSON.stringify({ token: SECRET }), world.connection_id)
  const about = { id: world.connection_id, structure_id: world.structure.organisation_id }
  await world.db.call('change_connection', { ...about, credentials: sealed })

  const neighbour = await join(world, 'structure', 'Opéra du Port')
  const convention_id = uuidv7()
  await world.db.call('create_convention', {
    id: convention_id,
    structure_id: neighbour.organisation_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T00:00:00Z',
    collects_until: '2027-06-01T00:00:00Z',
  })
  const connection = {
    structure_id: neighbour.organisation_id,
    platform: 'open',
    settings: { address: 'https://tickets.opera.example/' },
    credentials: { token: SECRET },
  }
  const made = await api.ask(world.operator, 'POST', '/v1/connections', connection)

  await give(world, observed(world, 'A/1', 1_200))
  const { rows } = await world.pg.query<{ id: string }>('select id from gift')
  return {
    world,
    ...api,
    neighbour,
    neighbours: { convention_id, connection_id: made.body.id as string },
    gift_id: rows[0]!.id,
    hook_id: await setAside(world, world.connection_id),
  }
}
