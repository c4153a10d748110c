import { Client } from 'pg'
import { afterAll } from 'vitest'
import { openDatabase, type Database } from '../../src/platform/reading.ts'
import { uuidv7 } from 'uuidv7'
import { newAccessKey, sha256 } from '../../src/platform/secrets.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

const clients: Client[] = []
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()))
})

export const NOW = '2026-11-23T12:00:00.000Z'
export const EVENING = '2026-12-10T19:30:00.000Z'

export interface Actor {
  organisation_id: string
  key: string
  key_hash: string
}

/** A territory in its own database: an operator, a structure with an enabled ticketing, two relays, a convention in force. */
export interface World {
  database: TestDatabase
  /** as the Worker: it may do what `src/worker.sql` grants */
  db: Database
  /** straight to PostgreSQL, as its owner, for what only a test looks at */
  pg: Client
  operator: Actor
  structure: Actor
  relay: Actor
  otherRelay: Actor
  season_id: string
  connection_id: string
  convention_id: string
  version_id: string
  claim(actor: Actor, idempotency_key?: string, request_hash?: string): Claim
}
type Claim = Parameters<Database['once']>[0]

export const terms = {
  seat_price_cents: 800,
  communication: { fr: '', en: '' },
  organisation: { fr: '', en: '' },
  planned_seats: 100,
  offer: { fr: 'Toute la saison', en: 'The whole season' },
  surplus_use: { fr: '', en: '' },
  companions: 'credit',
  due_on: 'issued',
  holder: 'structure',
  receipt: 'none',
  effective_from: '2026-06-01T00:00:00.000Z',
}

export async function freshWorld(changes: Partial<typeof terms> = {}): Promise<World> {
  const database = await freshDatabase()
  const pg = new Client({ connectionString: database.url })
  clients.push(pg)
  await pg.connect()
  const db = openDatabase(database.workerUrl, database.neonEndpoint)

  const actor = async (role: string, name: string): Promise<Actor> => {
    const organisation_id = uuidv7()
    const key = newAccessKey(role)
    const key_hash = await sha256(key)
    await db.call('create_organisation', { id: organisation_id, role, name, language: 'fr', now: NOW })
    await db.call('create_key', { id: uuidv7(), organisation_id, label: 'test', hash: key_hash, now: NOW })
    return { organisation_id, key, key_hash }
  }
  const operator = await actor('operator', 'Les Sorties Solidaires')
  const structure = await actor('structure', 'Théâtre du Port')
  const relay = await actor('relay', 'Relais du Quai')
  const otherRelay = await actor('relay', 'Maison Ouverte')
  const claim = (who: Actor, idempotency_key: string = uuidv7(), request_hash = 'request'): Claim => ({
    key_hash: who.key_hash,
    roles: ['operator', 'structure', 'relay'],
    idempotency_key,
    request_hash,
    now: NOW,
  })

  const season_id = uuidv7()
  const season = {
    id: season_id,
    name: '2026/27',
    starts_at: '2026-10-01T00:00:00Z',
    ends_at: '2027-07-01T00:00:00Z',
  }
  await db.call('create_season', season)
  const connection_id = uuidv7()
  await db.call('create_connection', {
    id: connection_id,
    structure_id: structure.organisation_id,
    platform: 'open',
    settings: { address: 'http://127.0.0.1:1' },
    credentials: 'none',
  })
  await db.call('record_connection', {
    id: connection_id,
    state: 'enabled',
    provision: null,
    checks: [],
    now: NOW,
  })
  const convention_id = uuidv7()
  await db.call('create_convention', {
    id: convention_id,
    structure_id: structure.organisation_id,
    season_id,
    collects_from: '2026-06-01T00:00:00Z',
    collects_until: '2027-06-01T00:00:00Z',
  })
  const version_id = uuidv7()
  await db.once(claim(structure), 'propose_version', { id: version_id, convention_id, ...terms, ...changes })
  await db.once(claim(operator), 'approve', { id: version_id, subject: 'version' })
  return {
    database,
    db,
    pg,
    operator,
    structure,
    relay,
    otherRelay,
    season_id,
    connection_id,
    convention_id,
    version_id,
    claim,
  }
}

/** One observation of a gift, as an adapter reports it. */
export function observed(world: World, reference: string, cents: number, version = 1, given_at = NOW) {
  return {
    id: uuidv7(),
    connection_id: world.connection_id,
    reference,
    cents,
    version,
    given_at,
    evidence: {},
  }
}

export async function give(world: World, ...gifts: ReturnType<typeof observed>[]): Promise<void> {
  await world.db.call('post_gifts', { now: NOW, observations: gifts, done: [] })
  await world.db.call('convert', { convention_id: world.convention_id, now: NOW })
}

/** A performance with an open invitation of so many seats. */
export async function invite(world: World, seats: number, starts_at = EVENING) {
  const performance_id = uuidv7()
  const invitation_id = uuidv7()
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: performance_id, reference: performance_id, title: 'Le Cid', starts_at, status: 'scheduled' },
    ],
  })
  const { db, convention_id } = world
  await db.once(world.claim(world.structure), 'propose_invitation', {
    id: invitation_id,
    convention_id,
    performance_id,
    seats,
    allotment: null,
  })
  await db.once(world.claim(world.operator), 'approve', { id: invitation_id, subject: 'invitation' })
  return { performance_id, invitation_id }
}

export function wish(invitation_id: string, guests: number, companions = 0) {
  const seat_ids = Array.from({ length: guests + companions }, uuidv7)
  return { id: uuidv7(), invitation_id, guests, companions, access_needs: [], seat_ids }
}

/** Takes a held reservation through the partner's answers to issued tickets. */
export async function bookAndIssue(world: World, reservation_id: string, seats: number) {
  const reference = uuidv7()
  const order = `ORDER-${reservation_id}`
  const positions = Array.from({ length: seats }, (_, n) => `${order}-${n + 1}`)
  await world.db.call('begin_attempt', { reservation_id, reference, now: NOW })
  const confirmed = { reservation_id, reference, state: 'confirmed', order, positions, now: NOW }
  await world.db.call('end_attempt', confirmed)
  const tickets = positions.map((position) => ({ position, key: position, media_type: 'application/pdf' }))
  await world.db.call('issue', { reservation_id, tickets, now: NOW })
  return { order, positions }
}

/** Balances as {account: debits - credits, or the other way for what is owed}. */
export async function balancesOf(world: World): Promise<Record<string, number>> {
  const { rows } = await world.pg.query<{ account: string; debits: string; credits: string }>(
    'select * from balances($1)',
    [world.convention_id],
  )
  return Object.fromEntries(rows.map((row) => [row.account, Number(row.credits) - Number(row.debits)]))
}
