import type { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { agree, emptyBooks, type Books, type Version } from '../../../src/ledger/model/index.ts'
import { NOW, terms, type World } from '../../setup/world.ts'
import { run } from '../clients.ts'

export const START_MS = Date.parse(NOW)
export const HOUR_MS = 3_600_000
export const iso = (at: number) => new Date(at).toISOString()

/** The model's side of a run: its books, and what time it is. */
export interface Model {
  books: Books
  now: number
  /** versions proposed so far, in force or not: their numbers count up */
  proposed: number
}

/** The database's side: a structure of its own with one convention and its invitations. */
export interface Territory {
  client: Client
  connection_id: string
  convention_id: string
  structure: object
  operator: object
  relay: object
  /** invitation → performance */
  performances: ReadonlyMap<string, string>
}

export type Terms = Omit<Version, 'number' | 'in_force_at'>

/** Opens both sides alike: a version in force, and invitations of the seats given, one evening two days after the other. */
export async function openTerritory(world: World, first: Terms, allotments: readonly number[]) {
  const client = world.pg
  const [structure_id, connection_id, convention_id, version_id] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const principal = (organisation_id: string, role: string) => ({ organisation_id, role, key_id: uuidv7() })
  const structure = principal(structure_id, 'structure')
  const operator = principal(world.operator.organisation_id, 'operator')
  const relay = principal(world.relay.organisation_id, 'relay')
  const organisation = { id: structure_id, role: 'structure', name: 'Théâtre', language: 'fr', now: NOW }
  await run(client, 'create_organisation', organisation)
  await run(client, 'create_connection', {
    id: connection_id,
    structure_id,
    platform: 'open',
    settings: {},
    credentials: 'none',
  })
  await run(client, 'create_convention', {
    id: convention_id,
    structure_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T00:00:00Z',
    collects_until: '2027-06-01T00:00:00Z',
  })
  const version = { ...terms, ...first, id: version_id, convention_id, now: NOW }
  await run(client, 'propose_version', { ...version, principal: structure })
  await run(client, 'approve', { id: version_id, subject: 'version', principal: operator, now: NOW })

  const performances = new Map<string, string>()
  const invitations = new Map<string, Books['invitations'] extends ReadonlyMap<string, infer I> ? I : never>()
  for (const [n, seats] of allotments.entries()) {
    const [performance_id, invitation_id] = [uuidv7(), uuidv7()]
    const starts_at = START_MS + (n + 1) * 48 * HOUR_MS
    const seen = { id: performance_id, reference: performance_id, title: 'Le Cid', status: 'scheduled' }
    await run(client, 'sync_performances', {
      connection_id,
      now: NOW,
      performances: [{ ...seen, starts_at: iso(starts_at) }],
    })
    const proposal = { id: invitation_id, convention_id, performance_id, seats, allotment: null, now: NOW }
    await run(client, 'propose_invitation', { ...proposal, principal: structure })
    const yes = { id: invitation_id, subject: 'invitation', principal: operator, now: NOW }
    await run(client, 'approve', yes)
    performances.set(invitation_id, performance_id)
    const evening = { seats, open: true, cancelled: false, starts_at, closed_at: null, final_at: null }
    invitations.set(invitation_id, evening)
  }
  const books = agree({ ...emptyBooks(), invitations }, { ...first, number: 1, in_force_at: START_MS })
  const territory: Territory = {
    client,
    connection_id,
    convention_id,
    structure,
    operator,
    relay,
    performances,
  }
  const model: Model = { books, now: START_MS, proposed: 1 }
  return { territory, model }
}
