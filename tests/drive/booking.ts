import { beforeEach, describe, expect, test } from 'vitest'
import { syncPerformances } from '../../src/invitations/index.ts'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { balancesOf } from '../setup/world.ts'
import { before, lose, type Venue } from './venue.ts'

/** From a held reservation to its booking, with all that the partner may do meanwhile. */
export function booking(venue: () => Venue): void {
  let v: Venue
  beforeEach(async () => {
    v = venue()
    await v.faults({})
    v.called()
  })
  const ask = (seats: number) => v.t.reserve(v.invitation_id, seats)

  describe('two runs at once', () => {
    test('book once: the second waits until the calls of the first have surely ended', async () => {
      const sold = (await v.places(v.reference)).sold
      const id = await ask(2)
      const slept: number[] = []
      let second: Promise<unknown> | undefined
      let ended = () => {}
      const first = new Promise<void>((done) => (ended = done))
      await v.run(
        id,
        before('reserve 1', () => {
          second = v.run(id, {
            sleep: async (_, duration_ms) => {
              slept.push(duration_ms)
              await first
            },
          })
        }),
      )
      ended()
      await second
      expect(await v.t.stateOf(id)).toBe('issued')
      expect(await v.attempts(id)).toEqual(['confirmed'])
      expect((await v.places(v.reference)).sold).toBe(sold + 2)
      // two calls of twenty seconds each, at the worst
      expect(slept[0]).toBeGreaterThan(40_000)
    })

    test('a run that is refused leaves the attempt that another has begun meanwhile', async () => {
      const id = await ask(1)
      await v.faults({ answer: { status: 422, times: 1 } })
      const other = before('release', () =>
        v.t.world.db.call('begin_attempt', { reservation_id: id, reference: 'another', now: v.t.ctx.now() }),
      )
      await v.run(id, other)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['held', ['refused', 'started']])
      await v.run(id)
      expect(await v.attempts(id)).toEqual(['refused', 'absent', 'confirmed'])
      expect(await v.t.stateOf(id)).toBe('issued')
    })
  })

  describe('what a partner says', () => {
    test('no, for a reason: the credits are free again, and the relay is told', async () => {
      const { available } = await balancesOf(v.t.world)
      const id = await ask(3)
      await v.faults({ answer: { status: 422, times: 1, body: 'the hall is closed' } })
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['released', ['refused']])
      expect((await balancesOf(v.t.world))['available']).toBe(available)
      expect(await v.mails(id)).toEqual(['booking_refused'])
      const { rows } = await v.t.world.pg.query('select detail from attempt where reservation_id = $1', [id])
      expect(rows).toEqual([{ detail: expect.stringContaining('the hall is closed') }])
    })

    test('no, in words that make no sense: it is looked up, and asked for under a new reference', async () => {
      const id = await ask(1)
      await v.faults({ answer: { status: 400, times: 1, body: '<html>' } })
      // a booking may come late into the venue's books: it is given up when it was missing twice
      expect(await v.run(id)).toEqual([2_000, 10_000])
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['issued', ['absent', 'confirmed']])
    })

    test('another number of seats: nobody is sent away, and it goes on once it is corrected', async () => {
      const id = await ask(2)
      v.after('/confirm', async () => {
        await v.faults({ broken: ['one_unit_too_few'] })
        await lose()
      })
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['held', ['started']])
      expect(await v.troubles(id)).toMatchObject([
        { kind: 'booking', message: expect.stringMatching(/holds 1 seats, and 2 were asked for/) },
      ])
      // as long as it is not known what the venue holds, the seats stay with the reservation
      const release = v.t.world.db.call('release', {
        reservation_id: id,
        reason: 'tired',
        now: v.t.ctx.now(),
      })
      await expect(release).rejects.toMatchObject({ code: 'outcome_unknown' })
      await v.run(id)
      expect(await v.attempts(id)).toEqual(['started'])

      await v.faults({})
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['issued', ['confirmed']])
      expect(await v.troubles(id)).toEqual([])
    })

    test('the access was revoked: a person is told what to do, and nothing was asked for twice after', async () => {
      const id = await ask(2)
      await v.faults({ answer: { status: 401, times: 1_000 } })
      expect(await v.run(id)).toEqual([])
      expect(await v.troubles(id)).toMatchObject([
        { kind: 'booking', todo: expect.stringContaining('token') },
      ])
      await v.run(id)
      expect(await v.t.stateOf(id)).toBe('held')

      await v.faults({})
      v.t.pass(HOUR_MS)
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['issued', ['absent', 'confirmed']])
      expect(await v.troubles(id)).toEqual([])
    })

    test('nothing, and the look-up is refused: the person is told of that, not of the lost answer', async () => {
      const id = await ask(1)
      v.after('/confirm', async () => {
        await v.faults({ answer: { status: 403, times: 1 } })
        await lose()
      })
      await v.run(id)
      expect(await v.troubles(id)).toMatchObject([
        { message: expect.stringContaining('403'), todo: expect.stringContaining('token') },
      ])
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['issued', ['confirmed']])
    })

    test('nothing at all, for as long as it is asked: nothing need be done, and it is said so', async () => {
      const id = await ask(1)
      v.after('/confirm', async () => {
        await v.faults({ answer: { status: 503, times: 1_000 } })
        await lose()
      })
      const slept = await v.run(id)
      expect(slept).toHaveLength(6)
      expect(slept.reduce((sum, ms) => sum + ms)).toBeGreaterThan(400_000)
      expect(await v.troubles(id)).toMatchObject([
        { todo: expect.stringMatching(/^Nothing need be done yet/) },
      ])
      await v.faults({})
      await v.run(id)
      expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
    })
  })

  test('what is no partner’s answer is shown as well, and ends with the reservation', async () => {
    const id = await ask(1)
    const { secrets } = v.t.ctx
    v.t.ctx.secrets = {
      ...secrets,
      decrypt: () => Promise.reject(new Error('The master key v9 is missing.')),
    }
    await expect(v.run(id)).rejects.toThrow('v9')
    expect(await v.troubles(id)).toMatchObject([
      { kind: 'booking', message: expect.stringContaining('v9 is missing'), todo: expect.any(String) },
    ])
    v.t.ctx.secrets = secrets
    await v.run(id)
    expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
  })

  describe('the venue cancels the evening while a booking is under way', () => {
    test.each([
      ['one run takes it through', false],
      ['the run that the cancellation starts meets the first', true],
    ])('%s: the seats go back, no ticket is fetched, the relay is told once', async (_, meeting) => {
      const { invitation_id, reference } = await v.t.offer(4)
      const { available } = await balancesOf(v.t.world)
      const { sold } = await v.places(reference)
      const id = await v.t.reserve(invitation_id, 3)
      v.called()
      v.after('/confirm', async () => {
        await v.t.at('PATCH', `/acs/sandbox/performances/${reference}`, { acsStatus: 'CANCELLED' })
        expect((await syncPerformances(v.t.ctx, v.t.world.connection_id)).called_off).toEqual([id])
        if (meeting) await v.run(id)
      })
      await v.run(id)
      expect([await v.t.stateOf(id), await v.attempts(id)]).toEqual(['returned', ['confirmed']])
      expect(v.called().filter((call) => call.includes('/acs/tickets/'))).toEqual([])
      expect(await v.mails(id)).toEqual(['performance_cancelled'])
      expect(await v.troubles(id)).toEqual([])
      expect((await balancesOf(v.t.world))['available']).toBe(available)
      expect((await v.places(reference)).sold).toBe(sold)
    })
  })
}
