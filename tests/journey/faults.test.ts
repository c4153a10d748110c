import { beforeEach, expect, test } from 'vitest'
import { recordSeats, restartHalted } from '../../src/invitations/index.ts'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { balancesOf } from '../setup/world.ts'

let t: Territory
beforeEach(async () => {
  t = await openTerritory()
  await t.at('POST', '/acs/sandbox/purchases', { cents: 6_000 })
  await t.settle()
})

const faults = (plan: object) => t.at('PUT', '/acs/_test/faults', plan)
const places = (reference: string) => t.at('GET', `/acs/sandbox/performances/${reference}`)
const attempts = async (id: string) =>
  (
    await t.world.pg.query<{ state: string }>(
      'select state from attempt where reservation_id = $1 order by number',
      [id],
    )
  ).rows.map(({ state }) => state)
const troubles = async () =>
  (await t.world.pg.query<{ kind: string }>('select kind from trouble where resolved_at is null')).rows.map(
    ({ kind }) => kind,
  )

/** Cuts the connection after the partner has acted, once, on a call whose path ends like this. */
function loseAnswerOf(end: string): void {
  const { fetch: whole } = t.ctx
  let lost = false
  t.ctx.fetch = async (input, init) => {
    const answer = await whole(input, init)
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (lost || !pathname.endsWith(end) || init?.method !== 'POST') return answer
    lost = true
    throw new TypeError('the connection was reset')
  }
}

test.each([
  ['the hold', '/bookings', ['absent', 'confirmed']],
  ['the confirmation', '/confirm', ['confirmed']],
])(
  'an answer that never came to %s is looked up, and the seats are booked once',
  async (_, end, expected) => {
    const { invitation_id, reference } = await t.offer(4)
    const before = await places(reference)
    const id = await t.reserve(invitation_id, 2)
    loseAnswerOf(end)
    await t.settle()
    expect(await t.stateOf(id)).toBe('issued')
    expect(await attempts(id)).toEqual(expected)
    // two of the four seats kept aside are now sold; nobody else lost a place
    expect(await places(reference)).toEqual({ ...before, sold: Number(before['sold']) + 2 })
  },
)

test('a partner that is down for a while: the same reference is tried until it is back', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  await faults({ answer: { status: 500, times: 3 } })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  expect(await balancesOf(t.world)).toMatchObject({ issued: 2, held: 0, available: 3 })
})

test('a partner that stays down: the seats stay held, a person is told, and the sweep goes on later', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  await faults({ answer: { status: 503, times: 1_000 } })
  await t.drive()
  expect(await t.stateOf(id)).toBe('held')
  expect(await troubles()).toEqual(['booking'])
  await faults({})
  t.pass(HOUR_MS)
  await restartHalted(t.ctx)
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  expect(await troubles()).toEqual([])
})

test('an answer that makes no sense is looked up like one that never came', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 1)
  await faults({ answer: { status: 200, times: 1, body: '{"nonsense": true}' } })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
})

test('tickets that are not ready yet are waited for', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  await faults({ tickets_not_ready: 4 })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
})

test('a run that dies between the call and its answer: the next run finds the booking', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  const dies = t.drive({
    step: async (name, run) => {
      const answer = await run()
      if (name === 'reserve 1') throw new Error('the isolate was evicted')
      return answer
    },
  })
  await expect(dies).rejects.toThrow('evicted')
  expect(await attempts(id)).toEqual(['started'])
  t.pass(HOUR_MS)
  await restartHalted(t.ctx)
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  expect(await attempts(id)).toEqual(['confirmed'])
})

test('the venue is sold out behind our back: the credits are free again and the relay is told', async () => {
  const { invitation_id, reference } = await t.offer(4)
  await t.world.pg.query(
    'update invitation set allotment = null, seats = 400, seats_left = 400 where id = $1',
    [invitation_id],
  )
  await t.at('POST', '/acs/sandbox/sales', { availabilityId: reference })
  const id = await t.reserve(invitation_id, 5)
  await t.settle()
  expect(await t.stateOf(id)).toBe('released')
  expect(await balancesOf(t.world)).toMatchObject({ available: 5, held: 0 })
  const { rows } = await t.world.pg.query(`select template, about->>'reason' as reason from mail`)
  expect(rows).toEqual([{ template: 'booking_refused', reason: 'sold_out' }])
})

test('the venue cancels: relays are told at once, credits return, and the seats at the venue too', async () => {
  const { invitation_id, reference } = await t.offer(4)
  const id = await t.reserve(invitation_id, 3)
  await t.settle()
  await t.at('PATCH', `/acs/sandbox/performances/${reference}`, { acsStatus: 'CANCELLED' })
  await t.settle()
  expect(await t.stateOf(id)).toBe('returned')
  expect(await balancesOf(t.world)).toMatchObject({
    available: 5,
    issued: 0,
    due_to_structure: 0,
    reserve: 6_000,
  })
  const { rows } = await t.world.pg.query<{ template: string }>(
    'select template from mail order by created_at',
  )
  expect(rows.map(({ template }) => template)).toEqual(['tickets_ready', 'performance_cancelled'])
})

test('the venue moves the evening: the seats stay and the relay is told', async () => {
  const { invitation_id, reference, starts_at } = await t.offer(4)
  const id = await t.reserve(invitation_id, 1)
  await t.settle()
  const moved = new Date(starts_at.getTime() + 48 * HOUR_MS).toISOString()
  await t.at('PATCH', `/acs/sandbox/performances/${reference}`, { localDateTimeStart: moved })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  const { rows } = await t.world.pg.query<{ template: string }>(
    `select template from mail where template = 'performance_moved'`,
  )
  expect(rows).toHaveLength(1)
})

test('one seat of three given back goes to whoever waits', async () => {
  const { invitation_id } = await t.offer(3)
  const id = await t.reserve(invitation_id, 3)
  await t.settle()
  const { world } = t
  await world.db.once(world.claim(world.otherRelay), 'wait_for_seats', {
    id: t.ctx.newId(),
    invitation_id,
    seats: 1,
  })
  const [first] = await t.seatsOf(id)
  const back = { reservation_id: id, seat_ids: [first!.id] }
  const { answer } = await world.db.once(world.claim(world.relay), 'give_back', back)
  await t.ctx.drive([{ id: `${id}-${answer.drive}`, params: { reservation_id: id } }])
  await t.settle()
  expect((await t.seatsOf(id)).map(({ state }) => state).toSorted()).toEqual(['issued', 'issued', 'returned'])
  const { rows } = await world.pg.query<{ id: string }>(`select id from reservation where state = 'asked'`)
  const asked = rows[0]!.id
  await world.db.once(world.claim(world.otherRelay), 'answer_waiting', {
    reservation_id: asked,
    accept: true,
  })
  await t.ctx.drive([{ id: `${asked}-0`, params: { reservation_id: asked } }])
  await t.settle()
  expect(await t.stateOf(asked)).toBe('issued')
})

test('a gift that is reduced, then cancelled at the counter, takes back credits that nobody holds, and never an issued seat', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 4)
  await t.settle()
  const { rows } = await t.world.pg.query<{ reference: string; evidence: object }>(
    'select reference, evidence from gift',
  )
  const order = rows[0]!.reference.split('/')[0]!
  await t.at('PATCH', `/acs/sandbox/purchases/${order}`, { cents: 5_000 })
  await t.settle()
  expect(await balancesOf(t.world)).toMatchObject({ available: 0, issued: 4, fund: 200 })
  await t.at('PATCH', `/acs/sandbox/purchases/${order}`, { cents: 0 })
  await t.settle()
  expect(await balancesOf(t.world)).toMatchObject({
    issued: 4,
    fund: 0,
    shortfall: -4_800,
    receivable: 0,
    taken_back: 0,
  })
  expect(await t.stateOf(id)).toBe('issued')
})

test('an order fetched before the scan and worked on after it does not undo the scan', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 1)
  await t.settle()
  const [seat] = await t.seatsOf(id)
  const { rows } = await t.world.pg.query<{ order: string }>(
    'select partner_order as order from reservation where id = $1',
    [id],
  )
  const order = rows[0]!.order
  const unscanned = { position: seat!.position, status: 'valid', scanned_at: null } as const
  const stale = {
    order,
    gifts: [],
    booking: { order, reference: 'r', reservation_id: id, seats: [unscanned] },
  }
  await t.at('POST', '/acs/sandbox/scans', { unitItemUuid: seat!.position })
  await t.settle()
  await recordSeats(t.ctx, t.world.connection_id, [stale])
  expect((await t.seatsOf(id))[0]).toMatchObject({ state: 'used' })
  t.pass(HOUR_MS)
  await recordSeats(t.ctx, t.world.connection_id, [stale])
  expect((await t.seatsOf(id))[0]).toMatchObject({ state: 'issued' })
})
