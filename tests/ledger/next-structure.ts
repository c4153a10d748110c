import { uuidv7 } from 'uuidv7'
import { NOW, terms, type World } from '../setup/world.ts'
import { run } from './clients.ts'

/**
 * Another structure of the same territory, with a ticketing and a convention of its own: a test's own books without a
 * database of its own.
 */
export async function nextStructure(world: World, changes: Partial<typeof terms> = {}): Promise<World> {
  const [organisation_id, connection_id, convention_id, version_id] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const structure = { organisation_id, key: '', key_hash: organisation_id }
  const call = async (verb: Parameters<typeof run>[1], arg: object) =>
    run(world.pg, verb, { now: NOW, ...arg })
  await call('create_organisation', {
    id: organisation_id,
    role: 'structure',
    name: 'Théâtre',
    language: 'fr',
  })
  await call('create_key', { id: uuidv7(), organisation_id, label: 'test', hash: structure.key_hash })
  const made = { id: connection_id, structure_id: organisation_id, platform: 'open', settings: {} }
  await call('create_connection', { ...made, credentials: 'none' })
  await call('record_connection', { id: connection_id, state: 'enabled', provision: null, checks: [] })
  await call('create_convention', {
    id: convention_id,
    structure_id: organisation_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T00:00:00Z',
    collects_until: '2027-06-01T00:00:00Z',
  })
  const principal = (role: string, id: string) => ({ role, organisation_id: id, key_id: uuidv7() })
  const version = { ...terms, ...changes, id: version_id, convention_id }
  await call('propose_version', { ...version, principal: principal('structure', organisation_id) })
  await call('approve', {
    id: version_id,
    subject: 'version',
    principal: principal('operator', world.operator.organisation_id),
  })
  return { ...world, structure, connection_id, convention_id, version_id }
}
