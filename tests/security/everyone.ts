import { proofOf } from '../../src/step/proof.ts'
import { uuidv7 } from 'uuidv7'
import type { Context } from '../../src/platform/context.ts'
import { join, SECRET, setAside } from '../api/two-houses.ts'
import { freshHouse } from '../invitations-api/house.ts'
import { terms } from '../setup/world.ts'
import { type Actor, NOW, observed } from '../setup/world.ts'

export type Who = 'operator' | 'structure' | 'relay' | 'another_structure' | 'another_relay'

/** A territory in which each has something of everything, and beside each another one who may see none of it. */
export async function everyone(changes: Partial<Context> = {}) {
  const house = await freshHouse(changes)
  const { world, ask } = house
  const { operator, structure, relay, convention_id, connection_id, db } = world
  const sealed = await house.ctx.secrets.encrypt(JSON.stringify({ token: SECRET }), connection_id)
  const about = { id: connection_id, structure_id: structure.organisation_id }
  await db.call('change_connection', { ...about, credentials: sealed })
  await house.credits(60)
  const [offer, second] = [await house.invite(20), await house.invite(20, '2026-12-11T19:30:00.000Z')]
  const reservation_id = await house.issued(relay, offer.invitation_id, 2)
  const second_reservation_id = await house.issued(relay, second.invitation_id, 2)
  const turn = async (invitation_id: string): Promise<string> => {
    await db.once(world.claim(relay), 'wait_for_seats', { id: uuidv7(), invitation_id, seats: 2 })
    const kept = uuidv7()
    const seat_ids = [uuidv7(), uuidv7()]
    const expires_at = '2026-11-24T12:00:00Z'
    await db.call('ask_waiting', { invitation_id, reservation_id: kept, seat_ids, expires_at, now: NOW })
    return kept
  }
  const [third, fourth] = [
    await house.invite(9, '2026-12-12T19:30:00.000Z'),
    await house.invite(9, '2026-12-13T19:30:00.000Z'),
  ]
  const [turn_id, second_turn_id] = [await turn(third.invitation_id), await turn(fourth.invitation_id)]
  const waiting = async () => {
    const { invitation_id } = await house.invite(9, '2026-12-14T19:30:00.000Z')
    const id = uuidv7()
    await db.once(world.claim(relay), 'wait_for_seats', { id, invitation_id, seats: 1 })
    return id
  }
  const [waiting_id, second_waiting_id] = [await waiting(), await waiting()]

  const at = `/v1/conventions/${convention_id}`
  const version = await ask(operator, 'POST', `${at}/versions`, terms)
  const second_version = await ask(operator, 'POST', `${at}/versions`, terms)
  const decision = { use: 'management', cents: 100, reason: 'Mediation' }
  const surplus = await ask(structure, 'POST', `${at}/surplus-decisions`, decision)
  const label = { organisation_id: structure.organisation_id, label: 'lost' }
  const [lost, unused] = [
    await ask(operator, 'POST', '/v1/keys', label),
    await ask(operator, 'POST', '/v1/keys', label),
  ]
  await ask(operator, 'DELETE', `/v1/keys/${lost.body.id}`)
  const spare = await join(world, 'structure', 'Le Petit Lieu')
  await db.call('post_gifts', { now: NOW, observations: [observed(world, 'A/1', 1_200)], done: [] })
  const { rows: gifts } = await world.pg.query<{ id: string }>(`select id from gift where reference = 'A/1'`)
  const { rows: seats } = await world.pg.query<{ id: string }>(
    'select id from seat where reservation_id = $1',
    [reservation_id],
  )

  const another_structure = await join(world, 'structure', 'Opéra du Port')
  const other_convention_id = uuidv7()
  await db.call('create_convention', {
    id: other_convention_id,
    structure_id: another_structure.organisation_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T00:00:00Z',
    collects_until: '2027-06-01T00:00:00Z',
  })
  const theirs = {
    structure_id: another_structure.organisation_id,
    platform: 'open',
    settings: { address: 'https://tickets.opera.example/' },
    credentials: { token: SECRET },
  }
  await ask(operator, 'POST', '/v1/connections', theirs)

  /** of the structure: none of these may another structure see */
  const of_structure = {
    structure_id: structure.organisation_id,
    connection_id,
    convention_id,
    performance_id: offer.performance_id,
    invitation_id: offer.invitation_id,
    version_id: version.body.id as string,
    second_version_id: second_version.body.id as string,
    decision_id: surplus.body.id as string,
    key_id: unused.body.id as string,
    gift_id: gifts[0]!.id,
    hook_id: await setAside(world, connection_id),
    second_hook_id: await setAside(world, connection_id),
  }
  /** of the relay: none of these may another relay see */
  const of_relay = {
    relay_id: relay.organisation_id,
    reservation_id,
    second_reservation_id,
    seat_id: seats[0]!.id,
    turn_id,
    second_turn_id,
    waiting_id,
    second_waiting_id,
  }
  const step = await ask(structure, 'POST', '/v1/steps', {})
  const common = {
    /** of the step: public */
    key: step.body.key as string,
    proof: await proofOf(step.body.edge_token as string, 'ABC12'),
    season_id: world.season_id,
    spare_id: spare.organisation_id,
    second_invitation_id: second.invitation_id,
  }
  const actors: Record<Who, Actor> = {
    operator,
    structure,
    relay,
    another_structure,
    another_relay: world.otherRelay,
  }
  return {
    ...house,
    actors,
    revoked: lost.body.key as string,
    of_structure,
    of_relay,
    ids: { ...common, ...of_structure, ...of_relay } as Record<string, string>,
  }
}
export type Everyone = Awaited<ReturnType<typeof everyone>>
