import type { Client } from 'pg'
import { beforeAll, beforeEach } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, wish, EVENING, NOW, type World } from '../setup/world.ts'
import { connect, refusal, run, untilBlocked } from './clients.ts'

export let world: World
let first: Client
let second: Client
export let invitation_id: string
export let performance_id: string

beforeAll(async () => {
  world = await freshWorld()
  first = await connect(world)
  second = await connect(world)
})
beforeEach(async () => {
  await give(world, observed(world, `${uuidv7()}/1`, 8 * 800))
  await nextEvening()
})

/** The evening that holds, locks and syncs are about from now on. */
export async function nextEvening(): Promise<void> {
  ;({ invitation_id, performance_id } = await invite(world, 20))
}

export async function reserved(guests = 2, invitation = invitation_id): Promise<string> {
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation, guests))
  return answer.id
}

export async function seatsOf(reservation_id: string): Promise<string[]> {
  const { rows } = await world.pg.query<{ id: string }>(
    'select id from seat where reservation_id = $1 order by credit_number',
    [reservation_id],
  )
  return rows.map(({ id }) => id)
}

export type Lock = readonly [query: string, id: string]
/** `locks` are what `ours` takes first; `theirs` begins in between. Answers how both ended. */
export async function interleaved(
  locks: readonly Lock[],
  theirs: (client: Client) => Promise<unknown>,
  ours: (client: Client) => Promise<unknown>,
): Promise<(string | null)[]> {
  await first.query('begin')
  for (const [query, id] of locks) await first.query(query, [id])
  const theirsDone = refusal(theirs(second))
  await untilBlocked(world, second, theirsDone)
  const oursDone = await refusal(ours(first))
  await first.query(oursDone === null ? 'commit' : 'rollback')
  return [oursDone, await theirsDone]
}

export const onInvitation = (): Lock => [
  'select from invitation where id = $1 for no key update',
  invitation_id,
]
export const onPerformance = (): Lock => [
  'select from performance where id = $1 for no key update',
  performance_id,
]
export const sync = (status: string) => (client: Client) =>
  run(client, 'sync_performances', {
    connection_id: world.connection_id,
    now: NOW,
    performances: [{ id: uuidv7(), reference: performance_id, title: 'Le Cid', starts_at: EVENING, status }],
  })
export const hold = (client: Client) =>
  run(client, 'reserve', {
    ...wish(invitation_id, 1),
    principal: { organisation_id: world.relay.organisation_id },
    now: NOW,
  })

/** Seats that came free, asked of the first on the waiting list. */
export async function asked(): Promise<string> {
  const reservation_id = uuidv7()
  const waiting = { id: uuidv7(), invitation_id, seats: 2 }
  await world.db.once(world.claim(world.otherRelay), 'wait_for_seats', waiting)
  const turn = { invitation_id, reservation_id, seat_ids: [uuidv7(), uuidv7()], now: NOW }
  await run(world.pg, 'ask_waiting', { ...turn, expires_at: '2026-11-24T12:00:00Z' })
  return reservation_id
}
