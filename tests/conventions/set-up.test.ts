import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, invite, EVENING, NOW, type Actor, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await freshWorld()
})
const once = <V extends Parameters<World['db']['once']>[1]>(who: Actor, verb: V, arg: object) =>
  world.db.once(world.claim(who), verb, arg)

test('a structure has one convention a season, and its times of collecting never meet', async () => {
  const structure_id = world.structure.organisation_id
  const convention = { id: uuidv7(), structure_id, collects_from: '2027-06-01', collects_until: '2028-06-01' }
  const again = { ...convention, season_id: world.season_id }
  await expect(once(world.operator, 'create_convention', again)).rejects.toMatchObject({
    code: 'convention_exists',
  })
  const season_id = uuidv7()
  const season = { id: season_id, name: '2027/28', starts_at: '2027-10-01', ends_at: '2028-07-01' }
  await once(world.operator, 'create_season', season)
  const overlapping = { ...convention, season_id, collects_from: '2027-05-01' }
  await expect(once(world.operator, 'create_convention', overlapping)).rejects.toMatchObject({
    code: 'collecting_twice',
  })
  await once(world.operator, 'create_convention', { ...convention, season_id })
  const { rows } = await world.pg.query('select line_in::int from fund where convention_id = $1', [
    convention.id,
  ])
  expect(rows).toEqual([{ line_in: 0 }])

  for (const wrong of [{ structure_id: world.relay.organisation_id }, { season_id: uuidv7() }]) {
    const arg = { ...convention, id: uuidv7(), season_id, ...wrong }
    await expect(once(world.operator, 'create_convention', arg)).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('a connection is its structure’s: made as a draft, changed by it, its address renewed', async () => {
  const id = uuidv7()
  const structure_id = world.structure.organisation_id
  const connection = { id, structure_id, platform: 'open', settings: { a: 1 }, credentials: 'sealed' }
  expect((await once(world.structure, 'create_connection', connection)).answer).toMatchObject({
    state: 'draft',
  })
  const relays = { ...connection, id: uuidv7(), structure_id: world.relay.organisation_id }
  await expect(once(world.operator, 'create_connection', relays)).rejects.toMatchObject({ code: 'not_found' })

  await once(world.structure, 'change_connection', { id, structure_id, settings: { a: 2 } })
  const foreign = { id, structure_id: uuidv7(), settings: {} }
  await expect(once(world.operator, 'change_connection', foreign)).rejects.toMatchObject({
    code: 'not_found',
  })
  await once(world.structure, 'rotate_hook', { id, overlap_ends_at: EVENING })
  const { rows } = await world.pg.query(
    'select settings, credentials, hook_generation from connection where id = $1',
    [id],
  )
  expect(rows).toEqual([{ settings: { a: 2 }, credentials: 'sealed', hook_generation: 2 }])
  for (const verb of ['record_connection', 'rotate_hook'] as const) {
    const nobody = { id: uuidv7(), state: 'enabled', provision: null, checks: [], overlap_ends_at: NOW }
    await expect(once(world.operator, verb, nobody)).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('an invitation is put forward once, by its own structure, for what is played', async () => {
  const { performance_id, invitation_id } = await invite(world, 5)
  const { convention_id } = world
  const proposal = { id: uuidv7(), convention_id, performance_id, seats: 5, allotment: null }
  await expect(once(world.structure, 'propose_invitation', proposal)).rejects.toMatchObject({
    code: 'invitation_exists',
  })
  await expect(once(world.relay, 'propose_invitation', proposal)).rejects.toMatchObject({ code: 'not_found' })
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: uuidv7(), reference: 'off', title: 'Phèdre', starts_at: EVENING, status: 'cancelled' },
    ],
  })
  const { rows } = await world.pg.query<{ id: string }>("select id from performance where reference = 'off'")
  const off = { ...proposal, performance_id: rows[0]!.id }
  await expect(once(world.structure, 'propose_invitation', off)).rejects.toMatchObject({
    code: 'performance_cancelled',
  })

  const wish = { guests: 2, companions: 0, access_needs: [], seat_ids: [uuidv7(), uuidv7()] }
  await expect(once(world.relay, 'reserve', { ...wish, id: uuidv7(), invitation_id })).rejects.toMatchObject({
    code: 'not_enough_credits',
  })
  const fewer = { id: invitation_id, seats: 2, allotment: { kept: 2 } }
  expect((await once(world.structure, 'change_allotment', fewer)).answer).toMatchObject({ seats_left: 2 })
})

test('an invitation opens with the second yes', async () => {
  const [id, performance_id] = [uuidv7(), uuidv7()]
  await world.db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [
      { id: performance_id, reference: 'new', title: 'Tartuffe', starts_at: EVENING, status: 'scheduled' },
    ],
  })
  const proposal = { id, convention_id: world.convention_id, performance_id, seats: 5, allotment: null }
  expect((await once(world.operator, 'propose_invitation', proposal)).answer.in_effect).toBe(false)
  const wish = {
    id: uuidv7(),
    invitation_id: id,
    guests: 1,
    companions: 0,
    access_needs: [],
    seat_ids: [uuidv7()],
  }
  await expect(once(world.relay, 'reserve', wish)).rejects.toMatchObject({ code: 'invitation_not_open' })
  const yes = { id, subject: 'invitation' }
  await expect(once(world.operator, 'approve', yes)).rejects.toMatchObject({ code: 'already_approved' })
  expect((await once(world.structure, 'approve', yes)).answer).toMatchObject({
    approvals: ['operator', 'structure'],
    in_effect: true,
  })
})

test('keys: one is revoked at once, none revokes itself', async () => {
  const id = uuidv7()
  const { organisation_id } = world.relay
  const key = { id, organisation_id, label: 'second', hash: 'second' }
  expect((await once(world.operator, 'create_key', key)).answer).toMatchObject({ label: 'second' })
  const second: Actor = { organisation_id, key: '', key_hash: 'second' }
  await expect(once(second, 'revoke_key', { id })).rejects.toMatchObject({ code: 'own_key' })
  await once(world.operator, 'revoke_key', { id })
  await expect(once(second, 'revoke_key', { id })).rejects.toMatchObject({ code: 'unauthenticated' })
  const nobody = { ...key, id: uuidv7(), hash: 'third', organisation_id: uuidv7() }
  await expect(once(world.operator, 'create_key', nobody)).rejects.toMatchObject({ code: 'not_found' })
  await expect(once(world.operator, 'revoke_key', { id: uuidv7() })).rejects.toMatchObject({
    code: 'not_found',
  })
})
