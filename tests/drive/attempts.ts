import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { syncPerformances } from '../../src/invitations/index.ts'
import { Problem } from '../../src/platform/problems.ts'
import { showTrouble } from '../../src/people/index.ts'
import { before, lose, type Venue } from './venue.ts'

/** How each attempt ends, and what is done then. */
export function attempts(venue: () => Venue): void {
  let v: Venue
  let evening: { invitation_id: string; reference: string }
  beforeAll(async () => {
    evening = await venue().t.offer(16)
  })
  beforeEach(async () => {
    v = venue()
    await v.faults({})
  })
  const ask = (seats: number) => v.t.reserve(evening.invitation_id, seats)
  const standing = async (id: string) => [await v.t.stateOf(id), await v.attempts(id)]
  const refusal = JSON.stringify({ error: 'UNPROCESSABLE_ENTITY', errorMessage: 'not tonight' })

  test('no answer that makes sense, three times: it is given up, and the relay is told', async () => {
    const id = await ask(1)
    const asked: string[] = []
    await v.run(id, {
      step: async (name, run) => {
        if (['reserve 1', 'reserve 2', 'reserve 3'].includes(name))
          await v.faults({ answer: { status: 400, times: 1, body: '<html>' } })
        if (name.startsWith('reserve')) asked.push(name)
        return run()
      },
    })
    expect(asked).toEqual(['reserve 1', 'reserve 2', 'reserve 3'])
    expect(await standing(id)).toEqual(['released', ['absent', 'absent', 'absent']])
    expect(await v.mails(id)).toEqual(['booking_refused'])
  })

  test('not now: it is asked again when the venue says, under the same reference', async () => {
    const id = await ask(1)
    await v.faults({ answer: { status: 429, times: 1, retry_after_s: 30 } })
    v.called()
    expect(await v.run(id)).toEqual([30_000])
    expect(v.called()).not.toContain('GET /bookings')
    expect(await standing(id)).toEqual(['issued', ['confirmed']])
  })

  test('no, after a trouble: what was shown ends with the reservation', async () => {
    const id = await ask(1)
    await v.faults({ answer: { status: 401, times: 1 } })
    await v.run(id)
    expect(await v.troubles(id)).toMatchObject([{ kind: 'booking' }])
    await v.run(
      id,
      before('reserve 2', () => v.faults({ answer: { status: 422, times: 1 } })),
    )
    expect(await standing(id)).toEqual(['released', ['absent', 'refused']])
    expect(await v.troubles(id)).toEqual([])
  })

  test('no, while another run has booked: what is shown of that stays', async () => {
    const id = await ask(1)
    await v.faults({ answer: { status: 422, times: 1 } })
    const other = before('release', async () => {
      await v.run(id)
      await showTrouble(v.t.ctx, 'booking', id, 'The venue has made an order too many.', 'Cancel it there.')
    })
    await v.run(id, other)
    expect(await standing(id)).toEqual(['issued', ['refused', 'confirmed']])
    expect(await v.troubles(id)).toMatchObject([{ kind: 'booking', todo: 'Cancel it there.' }])
  })

  test('yes, and a seat is cancelled before we know: the rest is not booked twice, a person is told', async () => {
    const id = await ask(2)
    const { sold } = await v.places(evening.reference)
    let order = ''
    v.after('/confirm', async () => {
      const { rows } = await v.t.world.pg.query<{ reference: string }>(
        'select reference from attempt where reservation_id = $1',
        [id],
      )
      const found = await v.t.at('GET', `/bookings?resellerReference=${rows[0]!.reference}`)
      const [booking] = Object.values(found) as { uuid: string; unitItems: { uuid: string }[] }[]
      order = booking!.uuid
      await v.t.at('POST', `/bookings/${order}/cancel`, { acsUnitItemUuids: [booking!.unitItems[0]!.uuid] })
      await lose()
    })
    await v.run(id)
    expect(await standing(id)).toEqual(['held', ['started']])
    expect(await v.troubles(id)).toMatchObject([
      { kind: 'booking', message: expect.stringMatching(/holds 1 seats, and 2 were asked for/) },
    ])
    // the person does as was said
    await v.t.at('POST', `/bookings/${order}/cancel`, {})
    await v.run(id)
    expect([await standing(id), await v.troubles(id)]).toEqual([['issued', ['absent', 'confirmed']], []])
    expect((await v.places(evening.reference)).sold).toBe(sold + 2)
  })

  test.each([
    ['refuses to take it back', { status: 409, times: 1, body: refusal }, 'not tonight'],
    ['does not let us take it back', { status: 403, times: 1 }, '403'],
  ])('yes, too late, and the venue %s: a person is told which order nobody needs', async (_, answer, why) => {
    const id = await ask(1)
    let meanwhile = false
    await v.run(id, {
      step: async (name, run) => {
        if (name === 'reserve 1' && !meanwhile) {
          meanwhile = true
          // another run finds nothing, and books under a reference of its own
          await v.run(id)
        }
        if (name === 'undo 1') await v.faults({ answer })
        return run()
      },
    })
    expect(await standing(id)).toEqual(['issued', ['absent', 'confirmed']])
    expect(await v.troubles(id)).toMatchObject([
      {
        kind: 'booking',
        message: expect.stringContaining(why),
        todo: expect.stringMatching(/^Cancel the order \S+ at the venue\.$/),
      },
    ])
  })

  test('none yet when the venue cancels the evening: nothing is asked for, the relay is told of that alone', async () => {
    const { invitation_id, reference } = await v.t.offer(2)
    const id = await v.t.reserve(invitation_id, 2)
    await v.t.at('PATCH', `/acs/sandbox/performances/${reference}`, { acsStatus: 'CANCELLED' })
    await syncPerformances(v.t.ctx, v.t.world.connection_id)
    v.called()
    await v.run(id)
    expect(v.called()).toEqual([])
    expect(await standing(id)).toEqual(['released', []])
    expect(await v.mails(id)).toEqual(['performance_cancelled'])
  })

  test('none more of what is issued: another run only looks whether seats go back', async () => {
    const id = await ask(1)
    await v.run(id)
    const steps: string[] = []
    await v.run(id, {
      step: async (name, run) => {
        steps.push(name)
        return run()
      },
    })
    expect(steps).toEqual(['begin attempt 1', 'seats going back'])
  })

  describe('a fault of ours is thrown on, for the engine to try again, and shown', () => {
    test.each([
      ['release', { status: 422, times: 1 }],
      ['issue', null],
    ])('in %s', async (failing, answer) => {
      const id = await ask(1)
      await v.faults({ answer })
      const { db } = v.t.ctx
      const call: typeof db.call = async (verb, arg) => {
        if (verb === failing) throw new Problem('database_unavailable')
        return db.call(verb, arg)
      }
      v.t.ctx.db = { ...db, call }
      await expect(v.run(id)).rejects.toMatchObject({ code: 'database_unavailable' })
      v.t.ctx.db = db
      expect(await v.troubles(id)).toMatchObject([{ kind: 'booking' }])
    })
  })
}
