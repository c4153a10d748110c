import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCode } from '../../src/platform/problems.ts'
import type { OnceVerb } from '../../src/platform/verbs.ts'
import { join, setAside } from '../api/two-houses.ts'
import {
  freshWorld,
  give,
  invite,
  NOW,
  observed,
  terms,
  wish,
  type Actor,
  type World,
} from '../setup/world.ts'

/** What another organisation of the same role asks of a verb, straight in the database, past the routes. */
interface Attempt {
  by: 'structure' | 'relay'
  arg: () => object
  refused: ProblemCode
}
/** Only the operator's routes call it; there is nothing in it that is anyone's own. */
type OfOperator = 'of the operator alone'

let world: World
const others = {} as Record<'structure' | 'relay', Actor>
const ids: Record<string, string> = {}
const id = (name: string) => ids[name]!

beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A-1', 8_000))
  const offer = await invite(world, 6)
  const held = wish(offer.invitation_id, 2)
  await world.db.once(world.claim(world.relay), 'reserve', held)
  const [waiting, turn] = [uuidv7(), uuidv7()]
  const { invitation_id } = offer
  await world.db.once(world.claim(world.relay), 'wait_for_seats', { id: waiting, invitation_id, seats: 1 })
  const asked = {
    invitation_id,
    reservation_id: turn,
    seat_ids: [uuidv7()],
    expires_at: '2026-11-24T12:00:00Z',
  }
  await world.db.call('ask_waiting', { ...asked, now: NOW })
  const version = uuidv7()
  const proposed = { id: version, convention_id: world.convention_id, ...terms }
  await world.db.once(world.claim(world.structure), 'propose_version', proposed)
  others.structure = await join(world, 'structure', 'Opéra du Port')
  others.relay = world.otherRelay
  const { rows } = await world.pg.query<{ id: string }>('select id from api_key where organisation_id = $1', [
    world.structure.organisation_id,
  ])
  const hook = await setAside(world, world.connection_id)
  Object.assign(ids, { ...offer, reservation: held.id, waiting, turn, version, key: rows[0]!.id, hook })
})

const terms_of = () => ({ id: uuidv7(), convention_id: world.convention_id })
const connection = () => ({ id: world.connection_id, structure_id: world.structure.organisation_id })
const of = (by: Attempt['by'], arg: () => object, refused: Attempt['refused'] = 'not_found') => ({
  by,
  arg,
  refused,
})

const VERBS: Record<OnceVerb, Attempt | OfOperator> = {
  create_organisation: 'of the operator alone',
  create_key: 'of the operator alone',
  create_season: 'of the operator alone',
  create_convention: 'of the operator alone',
  close_evening: 'of the operator alone',
  revoke_key: of('structure', () => ({ id: id('key') })),
  create_connection: of('structure', () => ({
    ...connection(),
    id: uuidv7(),
    platform: 'open',
    settings: {},
    credentials: 'none',
  })),
  open_payment: of('structure', () => ({ structure_id: world.structure.organisation_id, payment: 'cs_1' })),
  change_connection: of('structure', () => ({ ...connection(), settings: {} })),
  record_connection: of('structure', () => ({
    ...connection(),
    state: 'disabled',
    provision: null,
    checks: [],
  })),
  rotate_hook: of('structure', () => ({ ...connection(), overlap_ends_at: NOW })),
  propose_version: of('structure', () => ({ ...terms_of(), ...terms })),
  approve: of('structure', () => ({ id: id('version'), subject: 'version' })),
  propose_surplus: of('structure', () => ({ ...terms_of(), use: 'management', cents: 1, reason: 'x' })),
  propose_invitation: of('structure', () => ({
    ...terms_of(),
    performance_id: id('performance_id'),
    seats: 1,
    allotment: null,
  })),
  change_allotment: of('structure', () => ({ id: id('invitation_id'), seats: 9, allotment: null })),
  sync_performances: of('structure', () => ({ connection_id: world.connection_id, performances: [] })),
  set_step: of('structure', () => ({ structure_id: world.structure.organisation_id, key: 'pk_of_another' })),
  replay_hook: of('structure', () => ({ id: id('hook') })),
  give_back: of('relay', () => ({ reservation_id: id('reservation'), seat_ids: null })),
  answer_waiting: of('relay', () => ({ reservation_id: id('turn'), accept: true })),
  leave_waiting: of('relay', () => ({ id: id('waiting') })),
  // what is on offer is on offer to every relay, and each asks for itself
  reserve: of('relay', () => wish(uuidv7(), 1)),
  wait_for_seats: of(
    'relay',
    () => ({ id: uuidv7(), invitation_id: uuidv7(), seats: 1 }),
    'invitation_not_open',
  ),
}

const attempts = Object.entries(VERBS).flatMap(([verb, attempt]) =>
  typeof attempt === 'string' ? [] : [{ verb: verb as OnceVerb, ...attempt }],
)
describe('a verb touches nothing of another organisation, whatever its route has let through', () => {
  test.each(attempts)('$verb by another $by', async ({ verb, by, arg, refused }) => {
    const before = await snapshot()
    const asked = world.db.once(world.claim(others[by]), verb, arg())
    await expect(asked).rejects.toMatchObject({ name: 'Problem', code: refused })
    expect(await snapshot()).toEqual(before)
  })
})

/** Everything of the first houses, row by row. */
async function snapshot(): Promise<unknown> {
  const tables = ['api_key', 'connection', 'convention_version', 'approval', 'surplus_decision', 'invitation']
  tables.push('step', 'performance', 'reservation', 'seat', 'waiting', 'inbox', 'idempotency')
  const rows: unknown[] = []
  for (const table of tables) {
    rows.push((await world.pg.query(`select to_jsonb(t) as row from ${table} t order by t::text`)).rows)
  }
  return rows
}

test('of the operator’s verbs, none may be asked for by others', async () => {
  for (const [verb, attempt] of Object.entries(VERBS)) {
    if (typeof attempt !== 'string') continue
    const claim = { ...world.claim(others.structure), roles: ['operator'] }
    await expect(world.db.once(claim, verb as OnceVerb, {})).rejects.toMatchObject({ code: 'forbidden' })
  }
})
