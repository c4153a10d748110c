import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { syncPerformances } from '../../src/invitations/index.ts'
import { drive, freshHouse, withBoxOffice, type House } from './house.ts'

type Box = Awaited<ReturnType<typeof withBoxOffice>>
let house: House
let box: Box
const allowed: string[] = []
beforeAll(async () => {
  house = await freshHouse({ private_addresses_allowed: allowed })
  box = await withBoxOffice(house)
  allowed.push(...box.allowed)
  await house.credits(20)
  // all at once: reading a programme takes as many calls as there are shows, each paced
  fresh.unshift(await box.venue.newPerformance({ seats: 40 }))
  for (let n = 0; n < 10; n++) fresh.push(await box.venue.newPerformance({ seats: 10 }))
  read = await sync()
})
let read: Awaited<ReturnType<typeof sync>>
const fresh: string[] = []

const sync = () =>
  house.ask(house.world.structure, 'POST', `/v1/connections/${house.world.connection_id}/performances/sync`)
/** A performance with 10 seats that nothing was done with yet. */
async function performance(big = false) {
  const reference = big ? fresh.shift() : fresh.pop()
  const { rows } = await house.world.pg.query<{ id: string }>(
    'select id from performance where reference = $1',
    [reference],
  )
  return { reference: reference!, performance_id: rows[0]!.id }
}
const propose = (performance_id: string, seats: number, key = uuidv7()) =>
  house.ask(
    house.world.structure,
    'POST',
    '/v1/invitations',
    { convention_id: house.world.convention_id, performance_id, seats },
    { 'idempotency-key': key },
  )
const change = (id: string, seats: number, key = uuidv7()) =>
  house.ask(house.world.operator, 'PATCH', `/v1/invitations/${id}`, { seats }, { 'idempotency-key': key })
const approve = (id: string) => house.ask(house.world.operator, 'POST', `/v1/invitations/${id}/approve`)
const seen = async (id: string) =>
  (await house.ask(house.world.operator, 'GET', `/v1/invitations/${id}`)).body

describe('the programme', () => {
  test('is read from the ticketing and listed in the order of its evenings', async () => {
    expect(read.status).toBe(200)
    expect(read.body.performances).toBeGreaterThan(3)
    const list = await house.ask(house.world.structure, 'GET', '/v1/performances?upcoming=true&limit=3')
    const hours = list.body.items.map(({ starts_at }: { starts_at: string }) => starts_at)
    expect(hours).toEqual(hours.toSorted())
    const next = await house.ask(
      house.world.structure,
      'GET',
      `/v1/performances?upcoming=true&after=${list.body.next}`,
    )
    expect(next.body.items[0].starts_at >= hours.at(-1)!).toBe(true)
  })

  test('a performance that the venue cancels takes its reservations back', async () => {
    const { reference, performance_id } = await performance()
    const { body } = await propose(performance_id, 2)
    await approve(body.id)
    const booked = await house.ask(house.world.relay, 'POST', '/v1/reservations', {
      invitation_id: body.id,
      guests: 1,
    })
    await drive(house.ctx, booked.body.id)
    await box.venue.cancelPerformance(reference)
    const synced = await syncPerformances(house.ctx, house.world.connection_id)
    expect(synced.called_off).toEqual([booked.body.id])
    expect(house.driven.at(-1)).toMatchObject({ params: { reservation_id: booked.body.id } })
    await drive(house.ctx, booked.body.id)
    const one = await house.ask(house.world.relay, 'GET', `/v1/reservations/${booked.body.id}`)
    expect(one.body).toMatchObject({ state: 'returned', seats: { returned: 1 } })
  })

  test('a connection that is not enabled is not called', async () => {
    await house.world.pg.query("update connection set state = 'disabled'")
    const refused = await sync()
    await house.world.pg.query("update connection set state = 'enabled'")
    expect([refused.status, refused.body.error.code]).toEqual([409, 'connection_not_enabled'])
  })

  test('a venue that is away is said so, and nothing changes', async () => {
    allowed.length = 0
    const refused = await sync()
    allowed.push(...box.allowed)
    expect(refused.status).toBe(400)
    expect(refused.body.error.code).toBe('address_not_allowed')
  })
})

describe('an invitation', () => {
  test('keeps seats aside at the venue first, and opens with the other side’s yes', async () => {
    const { performance_id, reference } = await performance()
    const proposed = await propose(performance_id, 4)
    expect([proposed.status, proposed.body]).toMatchObject([
      201,
      { approvals: ['structure'], in_effect: false },
    ])
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 6 })
    const hidden = await house.ask(house.world.relay, 'GET', `/v1/invitations/${proposed.body.id}`)
    expect(hidden.status).toBe(404)
    expect((await approve(proposed.body.id)).body).toMatchObject({
      approvals: ['structure', 'operator'],
      in_effect: true,
    })
    const open = await house.ask(house.world.relay, 'GET', `/v1/invitations/${proposed.body.id}`)
    expect(open.body).toMatchObject({ state: 'open', bookable: 4, companions: 'credit' })
    expect(open.body).not.toHaveProperty('terms')
    expect((await seen(proposed.body.id)).terms).toMatchObject({ seats: 4, seats_left: 4 })
  })

  test('what a relay can book is the smaller of seats and credits', async () => {
    const { performance_id } = await performance(true)
    const { body } = await propose(performance_id, 30)
    await approve(body.id)
    const { rows } = await house.world.pg.query<{ available: number }>('select available from credit_stock')
    const open = await house.ask(house.world.relay, 'GET', `/v1/invitations/${body.id}`)
    expect(open.body.bookable).toBe(rows[0]!.available)
    expect(open.body.bookable).toBeLessThan(30)
  })

  test('proposed again under its key it is the same; under another it exists already', async () => {
    const { performance_id, reference } = await performance()
    const first = await propose(performance_id, 4, 'one-intention')
    const again = await propose(performance_id, 4, 'one-intention')
    expect(again.body).toEqual(first.body)
    const other = await propose(performance_id, 7)
    expect([other.status, other.body.error.code]).toEqual([409, 'invitation_exists'])
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 6 })
  })

  test('two proposals at once leave one, with as many seats aside as it says', async () => {
    const { performance_id, reference } = await performance()
    const both = await Promise.all([propose(performance_id, 3), propose(performance_id, 5)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
    const kept = (await seen(both.find(({ status }) => status === 201)!.body.id)).terms.seats
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 10 - kept })
  })

  test('is refused when the venue has not enough, and gives back what a refusal of ours leaves', async () => {
    const { performance_id, reference } = await performance()
    const refused = await propose(performance_id, 11)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'not_enough_seats_at_partner'])
    await propose(performance_id, 2, 'a-key-for-one-thing')
    const second = await performance()
    const reused = await propose(second.performance_id, 2, 'a-key-for-one-thing')
    expect(reused.body.error.code).toBe('idempotency_key_reused')
    expect(await box.venue.count(second.reference)).toEqual({ sold: 0, free: 10 })
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 8 })
  })

  test('grows at the venue first, shrinks here first, and never below what is promised', async () => {
    const { performance_id, reference } = await performance()
    const { id } = (await propose(performance_id, 4)).body
    await approve(id)
    expect((await change(id, 6)).body).toEqual({ id, seats: 6, seats_left: 6 })
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 4 })
    expect((await change(id, 11)).body.error.code).toBe('not_enough_seats_at_partner')
    expect((await seen(id)).terms.seats).toBe(6)

    const booked = await house.ask(house.world.relay, 'POST', '/v1/reservations', {
      invitation_id: id,
      guests: 3,
    })
    await drive(house.ctx, booked.body.id)
    expect((await change(id, 3, 'shrink-to-three')).body).toEqual({ id, seats: 3, seats_left: 0 })
    expect(await box.venue.count(reference)).toEqual({ sold: 3, free: 7 })
    const less = await change(id, 2)
    expect([less.status, less.body.error.code]).toEqual([409, 'seats_promised'])

    await change(id, 5)
    await change(id, 3, 'shrink-to-three')
    expect(await box.venue.count(reference)).toEqual({ sold: 3, free: 5 })
  })

  test('a venue that is away when seats are let go is shown to a person, and mended by the next change', async () => {
    const { performance_id, reference } = await performance()
    const { id } = (await propose(performance_id, 6)).body
    const real = house.ctx.fetch
    house.ctx.fetch = () => Promise.reject(new TypeError('network'))
    expect((await change(id, 2)).body).toMatchObject({ seats: 2 })
    house.ctx.fetch = real
    const open = "select * from trouble where kind = 'allotment' and resolved_at is null"
    expect((await house.world.pg.query(open)).rows).toMatchObject([{ subject: performance_id }])
    await change(id, 1)
    expect((await house.world.pg.query(open)).rows).toEqual([])
    expect(await box.venue.count(reference)).toEqual({ sold: 0, free: 9 })
  })

  test('more seats are offered to whoever waits', async () => {
    const { performance_id } = await performance()
    const { id } = (await propose(performance_id, 1)).body
    await approve(id)
    await house.ask(house.world.otherRelay, 'POST', '/v1/waiting', { invitation_id: id, seats: 2 })
    await change(id, 3)
    const list = await house.ask(house.world.otherRelay, 'GET', '/v1/waiting')
    expect(list.body.items).toMatchObject([{ invitation_id: id, state: 'asked' }])
  })
})

describe('an evening', () => {
  test('is closed once it has begun, with what the venue says of who came', async () => {
    const { performance_id, reference } = await performance()
    const { id } = (await propose(performance_id, 3)).body
    await approve(id)
    const wish = { invitation_id: id, guests: 2 }
    const booked = await house.ask(house.world.relay, 'POST', '/v1/reservations', wish)
    await drive(house.ctx, booked.body.id)
    const close = (key = uuidv7()) =>
      house.ask(house.world.operator, 'POST', `/v1/performances/${performance_id}/close`, undefined, {
        'idempotency-key': key,
      })
    const early = await close()
    expect([early.status, early.body.error.code]).toEqual([409, 'evening_not_over'])

    const { rows } = await house.world.pg.query<{ position: string }>(
      'select position from seat where reservation_id = $1',
      [booked.body.id],
    )
    await box.venue.scanAtDoor({ performance: reference, order: '', position: rows[0]!.position })
    await house.world.pg.query('update performance set starts_at = $2 where id = $1', [
      performance_id,
      '2026-11-23T10:00:00Z',
    ])
    const closed = await close('close-this-evening')
    expect([closed.status, closed.body]).toEqual([200, { used: 1, unused: 1 }])
    house.ctx.fetch = () => Promise.reject(new TypeError('the venue is not asked again'))
    expect((await close('close-this-evening')).body).toEqual({ used: 1, unused: 1 })
  })
})
