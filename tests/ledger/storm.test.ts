import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'
import { connectMany, deadlocks, refusal, run, runOnce } from './clients.ts'
import { violations } from './invariants.ts'

const CLIENTS = 16
const STEPS = 60
const TOMORROW = '2026-11-24T12:00:00.000Z'

/** Refusals that people meet when others were faster; anything else is a fault. */
const EXPECTED = new Set([
  'not_enough_credits',
  'not_enough_seats',
  'booking_under_way',
  'nothing_to_give_back',
  'outcome_unknown',
  'invitation_not_open',
  'performance_cancelled',
  'already_waiting',
  'turn_is_over',
  'not_found', // another relay’s turn or reservation
])

/** A small generator of chance that a seed repeats, so that a storm that breaks something can be had again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('all that relays, gifts, venues and doors do at once: no deadlock, no credit lost', async () => {
  const world = await freshWorld({ planned_seats: 10_000 })
  await give(world, ...Array.from({ length: 20 }, (_, n) => observed(world, `G${n}/1`, 1_600)))
  const { invitation_id } = await invite(world, 40)
  const { invitation_id: cancelled, performance_id } = await invite(world, 40)
  const reservations: string[] = []
  const clients = await connectMany(world, CLIENTS)

  const ends = await Promise.all(
    clients.map(async (client, n) => {
      const below = chance(946 + n)
      const faults: string[] = []
      for (let step = 0; step < STEPS; step++) {
        const acts = actsOf(world, client, [invitation_id, cancelled], reservations, below)
        const end = await refusal(acts[below(acts.length)]!())
        if (end !== null && !EXPECTED.has(end)) faults.push(end)
        if (n === 0 && step === STEPS / 2) await callOff(world, client, performance_id)
      }
      return faults
    }),
  )
  expect(ends.flat()).toEqual([])
  expect(await deadlocks(world)).toBe(0)
  await run(world.pg, 'convert', { convention_id: world.convention_id, now: NOW })
  expect(await violations(world.pg, world.convention_id)).toEqual({})
  expect(reservations.length, 'the storm was one').toBeGreaterThan(30)
})

function actsOf(
  world: World,
  client: Client,
  invitations: string[],
  reservations: string[],
  below: (n: number) => number,
): (() => Promise<unknown>)[] {
  const { convention_id, connection_id } = world
  const any = () => reservations[below(reservations.length)]
  const about = (act: (reservation_id: string) => Promise<unknown>) => async () => {
    const reservation_id = any()
    return reservation_id === undefined ? null : act(reservation_id)
  }
  const hold = async () => {
    const wanted = wish(invitations[below(2)]!, 1 + below(3))
    await runOnce(client, world.claim(world.relay), 'reserve', wanted)
    reservations.push(wanted.id)
    if (below(3) > 0) await bookAndIssue({ ...world, db: through(client) }, wanted.id, wanted.guests)
  }
  const observe = async () => {
    const observations = Array.from({ length: 5 }, () =>
      observed(world, `G${below(30)}/1`, below(2) * below(3_000), 2 + below(60)),
    )
    await run(client, 'post_gifts', { now: NOW, observations, done: [] })
  }
  const giveBack = about(async (reservation_id) => {
    const principal = { role: 'relay', organisation_id: world.relay.organisation_id }
    const asked = { reservation_id, seat_ids: null, principal, now: NOW }
    const { returning } = await run(client, 'give_back', asked)
    const outcome = below(4) > 0 ? 'cancelled' : 'refused'
    await run(client, 'settle_return', { reservation_id, seat_ids: returning, outcome, now: NOW })
  })
  const release = about((reservation_id) =>
    run(client, 'release', { reservation_id, reason: 'sold_out', now: NOW }),
  )
  const scan = async () => {
    const scans = [1, 2, 3].flatMap((position) => {
      const order = `ORDER-${any()}`
      return { order, position: `${order}-${position}`, scanned_at: below(3) > 0 ? NOW : null }
    })
    await run(client, 'record_scans', { connection_id, scans, now: NOW })
  }
  const convert = () => run(client, 'convert', { convention_id, now: NOW })
  const rollUp = () => run(client, 'roll_up', {})
  const waiting = async () => {
    const invitation_id = invitations[below(2)]!
    const who = below(2) ? world.relay : world.otherRelay
    const wanted = { id: uuidv7(), invitation_id, seats: 1 + below(2) }
    const principal = { organisation_id: who.organisation_id }
    await run(client, 'wait_for_seats', { ...wanted, principal, now: NOW }).catch(() => undefined)
    const turn = { invitation_id, reservation_id: uuidv7(), seat_ids: [uuidv7(), uuidv7()], now: NOW }
    const { asked } = await run(client, 'ask_waiting', { ...turn, expires_at: TOMORROW })
    if (!asked) return
    reservations.push(asked)
    const accept = below(2) === 0
    if (below(3) > 0)
      await run(client, 'answer_waiting', { reservation_id: asked, accept, principal, now: NOW })
  }
  const endTurns = () => run(client, 'end_turns', { now: TOMORROW })
  const sync = () => listAgain(world, client, below)
  return [hold, hold, hold, observe, convert, giveBack, release, scan, rollUp, waiting, endTurns, sync]
}

/** The ticketing's list once more, in another order, an evening moved by some minutes. */
async function listAgain(world: World, client: Client, below: (n: number) => number): Promise<void> {
  const { rows } = await client.query<{ starts_at: Date }>(
    'select reference, title, starts_at from performance',
  )
  const performances = rows.map((row) => ({
    ...row,
    id: uuidv7(),
    status: 'scheduled',
    starts_at: new Date(row.starts_at.getTime() + below(3) * 60_000).toISOString(),
  }))
  const listed = below(2) ? performances : performances.toReversed()
  await run(client, 'sync_performances', {
    connection_id: world.connection_id,
    performances: listed,
    now: NOW,
  })
}

async function callOff(world: World, client: Client, performance_id: string): Promise<void> {
  const { rows } = await world.pg.query<object>(
    'select reference, title, starts_at from performance where id = $1',
    [performance_id],
  )
  await run(client, 'sync_performances', {
    connection_id: world.connection_id,
    performances: [{ ...rows[0], id: uuidv7(), status: 'cancelled' }],
    now: NOW,
  })
}

/** The fixture's calls, on this connection. */
function through(client: Client): World['db'] {
  const db: Pick<World['db'], 'call'> = { call: (verb, arg) => run(client, verb, arg) }
  return db as World['db']
}
