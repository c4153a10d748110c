import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { restartHalted } from '../../src/invitations/index.ts'
import { lose, type Venue } from './venue.ts'

/** From tickets back to the venue. */
export function returning(venue: () => Venue): void {
  let v: Venue
  beforeEach(async () => {
    v = venue()
    await v.faults({})
  })
  const ask = (seats: number) => v.t.reserve(v.invitation_id, seats)
  const seats = async (id: string) => (await v.t.seatsOf(id)).map(({ state }) => state).toSorted()
  const scan = (position: string) => v.t.at('POST', '/acs/sandbox/scans', { unitItemUuid: position })

  describe('seats that are given back', () => {
    test('the door was faster: the venue refuses, the seats stay, and what was not used may still go back', async () => {
      const id = await ask(2)
      await v.run(id)
      const [first, second] = await v.t.seatsOf(id)
      await v.giveBack(id, null)
      await scan(first!.position)
      await v.run(id)
      expect(await v.troubles(id)).toMatchObject([
        { kind: 'return', message: expect.stringContaining('ALREADY_REDEEMED') },
      ])
      await v.t.settle()
      expect(await seats(id)).toEqual(['issued', 'used'])

      await v.giveBack(id, [second!.id])
      await v.run(id)
      expect([await seats(id), await v.troubles(id)]).toEqual([['returned', 'used'], []])
    })

    test('the door had seen all of them: once it tells so, nobody need see to anything', async () => {
      const id = await ask(2)
      await v.run(id)
      await v.giveBack(id, null)
      for (const { position } of await v.t.seatsOf(id)) await scan(position)
      await v.run(id)
      expect(await v.troubles(id)).toMatchObject([{ kind: 'return', todo: expect.stringContaining('used') }])
      await v.t.settle()
      expect([await seats(id), await v.troubles(id)]).toEqual([['used', 'used'], []])
    })

    test('the door tells first: a return that it has overtaken is no trouble, not even one that waited', async () => {
      const id = await ask(2)
      await v.run(id)
      const [first] = await v.t.seatsOf(id)
      await v.giveBack(id, [first!.id])
      await v.faults({ answer: { status: 503, times: 1_000 } })
      await v.run(id)
      expect(await v.troubles(id)).toMatchObject([{ kind: 'return' }])
      await v.faults({})
      await scan(first!.position)
      await v.t.settle()
      expect([await seats(id), await v.troubles(id)]).toEqual([['issued', 'used'], []])
      expect(await v.run(id)).toEqual([])
      expect(await v.troubles(id)).toEqual([])
    })

    test('the venue keeps what nobody used: after the evening there is nothing to talk over', async () => {
      const id = await ask(1)
      await v.run(id)
      await v.giveBack(id, null)
      const refusal = JSON.stringify({ error: 'UNPROCESSABLE_ENTITY', errorMessage: 'not tonight' })
      await v.faults({ answer: { status: 409, times: 1, body: refusal } })
      await v.run(id)
      expect([await seats(id), (await v.troubles(id)).length]).toEqual([['issued'], 1])
      const { rows } = await v.t.world.pg.query<{ id: string; over: Date }>(
        `select f.id, f.starts_at + interval '7 hours' as over from performance f join invitation i on i.performance_id = f.id
          where i.id = $1`,
        [v.invitation_id],
      )
      const [evening] = rows
      const closing = { performance_id: evening!.id, now: evening!.over, final_at: evening!.over }
      await v.t.world.pg.query('begin')
      try {
        await v.t.world.pg.query('select close_evening($1)', [JSON.stringify(closing)])
        expect([await seats(id), await v.troubles(id)]).toEqual([['unused'], []])
      } finally {
        // the evening is everyone's here
        await v.t.world.pg.query('rollback')
      }
    })

    test('before their tickets came, and the venue keeps them: they get their tickets after all', async () => {
      const id = await ask(2)
      await v.faults({ tickets_not_ready: 1_000 })
      await v.run(id)
      expect(await v.t.stateOf(id)).toBe('booked')
      await v.faults({})
      const [first] = await v.t.seatsOf(id)
      await v.giveBack(id, [first!.id])
      const refusal = JSON.stringify({ error: 'UNPROCESSABLE_ENTITY', errorMessage: 'not tonight' })
      await v.run(id, {
        step: async (name, run) => {
          if (name === 'cancel') await v.faults({ answer: { status: 409, times: 1, body: refusal } })
          return run()
        },
      })
      expect([await v.t.stateOf(id), await seats(id)]).toEqual(['issued', ['issued', 'issued']])
      for (const { ticket_key } of await v.t.seatsOf(id)) expect(v.t.files.has(ticket_key)).toBe(true)
    })

    test('all of them before their tickets came: nobody waits for tickets any more', async () => {
      const id = await ask(2)
      await v.faults({ tickets_not_ready: 1_000 })
      await v.run(id)
      expect(await v.troubles(id)).toMatchObject([{ kind: 'tickets' }])
      await v.giveBack(id, null)
      expect(await v.run(id)).toEqual([])
      expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['returned', []])
    })

    test('an answer that never came is asked for again: what was taken back stays so', async () => {
      const id = await ask(2)
      await v.run(id)
      const { sold } = await v.places(v.reference)
      await v.giveBack(id, null)
      v.after('/cancel', lose)
      expect(await v.run(id)).toEqual([2_000])
      expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['returned', []])
      expect((await v.places(v.reference)).sold).toBe(sold - 2)
    })

    test('a venue that stays silent: the seats stay on their way, a person is told, and the sweep goes on', async () => {
      const id = await ask(1)
      await v.run(id)
      await v.giveBack(id, null)
      await v.faults({ answer: { status: 503, times: 1_000 } })
      await v.run(id)
      expect(await seats(id)).toEqual(['returning'])
      expect(await v.troubles(id)).toMatchObject([
        { kind: 'return', todo: expect.stringMatching(/^Nothing need/) },
      ])
      await v.faults({})
      v.t.pass(HOUR_MS)
      await restartHalted(v.t.ctx)
      await v.t.settle()
      expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['returned', []])
    })
  })
}
