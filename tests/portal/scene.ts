import { uuidv7 } from 'uuidv7'
import { freshHouse, type House } from '../invitations-api/house.ts'
import { NOW, observed, terms, wish } from '../setup/world.ts'

const SHOWS = [
  { name: 'cid', title: 'Le Cid', venue: 'Théâtre du Port, grande salle', starts_at: '2026-12-10T19:30:00Z' },
  {
    name: 'nuits',
    title: 'Les Nuits blanches',
    venue: 'Théâtre du Port, petite salle',
    starts_at: '2026-12-17T19:00:00Z',
  },
  {
    name: 'cirque',
    title: 'Cirque d’hiver : les funambules',
    venue: 'Sous le chapiteau, place du Marché',
    starts_at: '2027-01-09T14:00:00Z',
  },
  {
    name: 'requiem',
    title: 'Requiem allemand',
    venue: 'Théâtre du Port, grande salle',
    starts_at: '2027-01-23T19:30:00Z',
  },
  { name: 'conte', title: 'Un conte d’hiver', venue: null, starts_at: '2027-02-04T18:00:00Z' },
] as const
type Name = (typeof SHOWS)[number]['name']

/** The rooms that pages need, on a world of their own. */
export const freshPortal = () => freshHouse({ development: true })

/** Five evenings on offer, of which `conte` has two seats. Answers their invitations. */
export async function programme(
  house: House,
): Promise<Record<Name, { invitation_id: string; performance_id: string }>> {
  const { world } = house
  const { connection_id, convention_id, db } = world
  const performances = SHOWS.map((show) => ({
    ...show,
    id: uuidv7(),
    reference: show.name,
    status: 'scheduled',
  }))
  await db.call('sync_performances', { connection_id, now: NOW, performances })
  const made: [Name, { invitation_id: string; performance_id: string }][] = []
  for (const { name, id: performance_id } of performances) {
    const invitation_id = uuidv7()
    const seats = name === 'conte' ? 2 : 12
    const proposal = { id: invitation_id, convention_id, performance_id, seats, allotment: null }
    await db.once(world.claim(world.structure), 'propose_invitation', proposal)
    await db.once(world.claim(world.operator), 'approve', { id: invitation_id, subject: 'invitation' })
    made.push([name, { invitation_id, performance_id }])
  }
  return Object.fromEntries(made) as Record<Name, { invitation_id: string; performance_id: string }>
}

/** A relay in the middle of its season: tickets ready, one being booked, one called off, a turn to answer, a list to wait on. */
export async function midSeason(house: House) {
  const { world } = house
  const { relay, otherRelay, db } = world
  await house.credits(28)
  const shows = await programme(house)
  const issued = await house.issued(relay, shows.cid.invitation_id, 3)
  const held = await reserved(house, shows.cirque.invitation_id, 2)
  const off = await house.issued(relay, shows.nuits.invitation_id, 2)
  const { rows } = await world.pg.query<{ title: string }>('select title from performance where id = $1', [
    shows.nuits.performance_id,
  ])
  const cancelled = {
    reference: 'nuits',
    title: rows[0]!.title,
    starts_at: '2026-12-17T19:00:00Z',
    status: 'cancelled',
    venue: 'Théâtre du Port, petite salle',
  }
  await db.call('sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [{ ...cancelled, id: uuidv7() }],
  })
  await house.issued(otherRelay, shows.conte.invitation_id, 2)
  const turn = await freeSeats(house, shows.requiem.invitation_id)
  return { shows, issued, held, off, turn }
}

async function reserved(house: House, invitation_id: string, guests: number): Promise<string> {
  const { answer } = await house.world.db.once(
    house.world.claim(house.world.relay),
    'reserve',
    wish(invitation_id, guests),
  )
  return answer.id
}

/** A turn of the waiting list for the relay: two seats are kept for it. Answers the reservation. */
export async function freeSeats(house: House, invitation_id: string): Promise<string> {
  const { world } = house
  await world.db.once(world.claim(world.relay), 'wait_for_seats', { id: uuidv7(), invitation_id, seats: 2 })
  const reservation_id = uuidv7()
  await world.db.call('ask_waiting', {
    invitation_id,
    reservation_id,
    seat_ids: [uuidv7(), uuidv7()],
    expires_at: '2026-11-24T12:00:00Z',
    now: NOW,
  })
  return reservation_id
}

/** Two of three seats that the venue has cancelled by itself. Answers the reservation. */
export async function brokenPromise(house: House): Promise<string> {
  const { world } = house
  await house.credits(3)
  const id = await house.issued(world.relay, (await house.invite(3)).invitation_id, 3)
  const { rows } = await world.pg.query<{ order: string; position: string }>(
    `select r.partner_order as "order", s.position from seat s join reservation r on r.id = s.reservation_id
      where r.id = $1 order by s.position limit 2`,
    [id],
  )
  const seats = rows.map((row) => ({ ...row, valid: false }))
  await world.db.call('record_lost', { connection_id: world.connection_id, seats, now: house.ctx.now() })
  return id
}

/** What needs the operator: a halted reservation, a webhook set aside, books that differ, an evening to close, a version to approve. */
export async function troubled(house: House) {
  const { world } = house
  const { db, connection_id, convention_id } = world
  const { invitation_id, performance_id } = await house.invite(6)
  const halted = await reserved(house, invitation_id, 2)
  await db.call('raise_trouble', {
    kind: 'booking',
    subject: halted,
    message: 'POST bookings answered 403: the token was revoked.',
    todo: 'Ask the venue for a new token and enter it in the connection.',
    now: NOW,
  })
  const hook = uuidv7()
  await db.call('store_hook', {
    id: hook,
    connection_id,
    generation: 1,
    event_id: 'evt_42',
    body: '{}',
    state: 'set_aside',
    reason: 'gift A/1: currency: expected EUR',
    now: NOW,
  })
  await world.pg.query(
    `insert into difference (id, connection_id, kind, reference, ours, theirs, found_at)
     values ($1, $2, 'gift', 'B-77/2', '0', '1500', $3)`,
    [uuidv7(), connection_id, NOW],
  )
  const evening = await house.invite(6)
  const gone = await house.issued(world.relay, evening.invitation_id, 2)
  await world.pg.query("update performance set starts_at = '2026-11-20T19:30Z' where id = $1", [
    evening.performance_id,
  ])
  const version_id = uuidv7()
  const changed = { ...terms, id: version_id, convention_id, planned_seats: 140, effective_from: NOW }
  await db.once(world.claim(world.structure), 'propose_version', changed)
  await house.world.db.call('post_gifts', { now: NOW, observations: [observed(world, 'odd', 350)], done: [] })
  await db.call('convert', { convention_id, now: NOW })
  return { halted, hook, evening, gone, version_id, invitation_id, performance_id }
}
