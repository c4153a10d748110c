import { beforeAll, beforeEach, expect, test } from 'vitest'
import { reconcile } from '../../src/hooks/index.ts'
import { recordLost, restartHalted } from '../../src/invitations/index.ts'
import type { Venue } from './venue.ts'

/** A promise that the venue breaks: it cancels by itself what it has booked for us. */
export function lost(venue: () => Venue): void {
  let v: Venue
  let invitation_id: string
  beforeAll(async () => {
    ;({ invitation_id } = await venue().t.offer(12))
  })
  beforeEach(async () => {
    v = venue()
    await v.faults({})
  })
  const seats = async (id: string) => (await v.t.seatsOf(id)).map(({ state }) => state).toSorted()
  const one = async <T extends object>(query: string, id: string) =>
    (await v.t.world.pg.query<T>(query, [id])).rows[0]!
  const orderOf = async (id: string) =>
    (await one<{ order: string }>('select partner_order as "order" from reservation where id = $1', id)).order
  const available = async () =>
    (
      await one<{ n: number }>(
        'select available as n from credit_stock where convention_id = $1',
        v.t.world.convention_id,
      )
    ).n
  const breakAtVenue = async (id: string, positions?: string[]) =>
    v.t.at('POST', `/bookings/${await orderOf(id)}/cancel`, positions ? { acsUnitItemUuids: positions } : {})
  /** booked, and its tickets not handed out yet */
  async function booked(guests: number): Promise<string> {
    const id = await v.t.reserve(invitation_id, guests)
    await v.faults({ tickets_not_ready: 1_000 })
    await v.run(id)
    await v.faults({})
    return id
  }
  /** Closes the evening, looks, and undoes it: other tests have it still to come. */
  async function afterTheEvening(look: () => Promise<void>): Promise<void> {
    const { id, over } = await one<{ id: string; over: Date }>(
      `select f.id, f.starts_at + interval '7 hours' as over from performance f join invitation i on i.performance_id = f.id
        where i.id = $1`,
      invitation_id,
    )
    await v.t.world.pg.query('begin')
    try {
      const closing = { performance_id: id, now: over, final_at: over }
      await v.t.world.pg.query('select close_evening($1)', [JSON.stringify(closing)])
      await look()
    } finally {
      await v.t.world.pg.query('rollback')
    }
  }

  test('before the tickets came: the relay and a person are told, nothing is waited for, and it goes back', async () => {
    const before = await available()
    const id = await booked(2)
    await breakAtVenue(id)
    await v.t.settle()
    expect(await seats(id)).toEqual(['held', 'held'])
    expect(await v.troubles(id)).toMatchObject([
      { kind: 'promise', message: expect.stringMatching(/cancelled 2 seat/) },
    ])
    expect(await v.mails(id)).toEqual(['seats_lost'])

    v.called()
    await v.run(id)
    expect(v.called()).toEqual([])
    expect(await v.troubles(id)).toMatchObject([{ kind: 'promise' }])

    await v.giveBack(id, null)
    await v.run(id)
    expect([await v.t.stateOf(id), await v.troubles(id), await available()]).toEqual(['returned', [], before])
  })

  test('some of the seats: the others get their tickets, and only what was lost goes back', async () => {
    const id = await booked(2)
    const [first] = await v.t.seatsOf(id)
    await breakAtVenue(id, [first!.position])
    await v.t.settle()
    await v.run(id)
    expect([await v.t.stateOf(id), await seats(id)]).toEqual(['issued', ['held', 'issued']])
    await v.giveBack(id, [first!.id])
    await v.run(id)
    expect([await seats(id), await v.troubles(id)]).toEqual([['issued', 'returned'], []])
  })

  test('and makes them valid again: nothing is shown any more, and the tickets come', async () => {
    const id = await booked(1)
    const [seat] = await v.t.seatsOf(id)
    const told = (status: 'valid' | 'cancelled') => async (order: string) =>
      recordLost(v.t.ctx, v.t.world.connection_id, [
        {
          order,
          reference: 'any',
          reservation_id: id,
          seats: [{ position: seat!.position, status, scanned_at: null }],
        },
      ])
    const order = await orderOf(id)
    await told('cancelled')(order)
    await told('cancelled')(order)
    await v.run(id)
    expect((await v.troubles(id)).map(({ kind }) => kind)).toEqual(['promise'])
    await told('valid')(order)
    await v.t.settle()
    expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
    expect(await v.mails(id)).toEqual(['seats_lost', 'tickets_ready'])
  })

  test('of some that are issued, and makes it valid again: its ticket comes, though the first run is lost', async () => {
    const id = await booked(2)
    const [first] = await v.t.seatsOf(id)
    const order = await orderOf(id)
    const driven: string[] = []
    const lost_runs: typeof v.t.ctx = {
      ...v.t.ctx,
      drive: async (runs) => void driven.push(...runs.map(({ params }) => params.reservation_id)),
    }
    const told = async (status: 'valid' | 'cancelled') =>
      recordLost(lost_runs, v.t.world.connection_id, [
        {
          order,
          reference: 'any',
          reservation_id: id,
          seats: [{ position: first!.position, status, scanned_at: null }],
        },
      ])
    const halted = async () => {
      driven.length = 0
      await v.t.world.pg.query("update reservation set driven_at = '2026-01-01' where id = $1", [id])
      await restartHalted(lost_runs)
      return driven.includes(id)
    }
    await told('cancelled')
    await v.run(id)
    expect([await v.t.stateOf(id), await seats(id)]).toEqual(['issued', ['held', 'issued']])
    expect(await halted(), 'nothing is waited for').toBe(false)
    await told('valid')
    expect(await halted()).toBe(true)
    await v.run(id)
    expect([await seats(id), await v.troubles(id)]).toEqual([['issued', 'issued'], []])
  })

  test('and nobody saw to it: after the evening nobody counts on them, and nothing is due for them', async () => {
    const before = await available()
    const id = await v.t.reserve(invitation_id, 2)
    await v.run(id)
    const waiting = await booked(1)
    for (const each of [id, waiting]) await breakAtVenue(each)
    await v.t.settle()
    expect(await v.troubles(id)).toMatchObject([{ kind: 'promise' }])
    await afterTheEvening(async () => {
      expect([await seats(id), await v.troubles(id)]).toEqual([['returned', 'returned'], []])
      expect([await v.t.stateOf(waiting), await v.troubles(waiting)]).toEqual(['returned', []])
      expect(await available()).toBe(before)
      expect(await one('select sum(due_cents)::int as due from seat where reservation_id = $1', id)).toEqual({
        due: 0,
      })
    })
  })

  test('and no webhook tells it: the night finds it', async () => {
    const id = await v.t.reserve(invitation_id, 1)
    await v.run(id)
    await v.t.settle()
    await reconcile(v.t.ctx, v.t.world.connection_id)
    await breakAtVenue(id)
    expect(await v.troubles(id)).toEqual([])
    await reconcile(v.t.ctx, v.t.world.connection_id)
    expect(await v.troubles(id)).toMatchObject([{ kind: 'promise' }])
  })
}
