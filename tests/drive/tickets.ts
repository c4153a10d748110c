import { beforeEach, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { restartHalted } from '../../src/invitations/index.ts'
import { before, type Venue } from './venue.ts'

/** From a booking to its tickets. */
export function tickets(venue: () => Venue): void {
  let v: Venue
  beforeEach(async () => {
    v = venue()
    await v.faults({})
  })
  const ask = (seats: number) => v.t.reserve(v.invitation_id, seats)
  const seats = async (id: string) => (await v.t.seatsOf(id)).map(({ state }) => state).toSorted()

  test('that lack one: nothing is handed out by halves, a person is told, and it goes on by itself', async () => {
    const id = await ask(3)
    let tries = 0
    await v.run(id, {
      step: async (name, run) => {
        if (name === 'tickets 0') await v.faults({ broken: ['one_unit_too_few'] })
        if (name.startsWith('tickets')) tries += 1
        return run()
      },
    })
    expect([await v.t.stateOf(id), await seats(id), tries]).toEqual(['booked', ['held', 'held', 'held'], 20])
    expect(await v.troubles(id)).toMatchObject([
      { kind: 'tickets', message: expect.stringMatching(/a ticket for every seat/) },
    ])
    expect(await v.mails(id)).toEqual([])

    await v.faults({})
    v.t.pass(HOUR_MS)
    await restartHalted(v.t.ctx)
    await v.t.settle()
    expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
    expect(await v.mails(id)).toEqual(['tickets_ready'])
  })

  test('that are no tickets are not given to anyone', async () => {
    const id = await ask(1)
    await v.faults({ broken: ['ticket_is_no_pdf'] })
    // seldomer and seldomer, for as long as it may still be drawing them
    const often = [1_000, 2_000, 5_000, 10_000]
    expect(await v.run(id)).toEqual([...often, ...Array.from({ length: 16 }, () => 30_000)])
    expect(await v.troubles(id)).toMatchObject([{ kind: 'tickets', message: expect.stringContaining('PDF') }])
    await v.faults({})
    await v.run(id)
    expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
  })

  test('that are refused: a person is told at once, for asking again changes nothing', async () => {
    const id = await ask(1)
    for (const status of [401, 410]) {
      await v.run(
        id,
        before('tickets 0', () => v.faults({ answer: { status, times: 1 } })),
      )
      expect(await v.troubles(id)).toMatchObject([
        { kind: 'tickets', message: expect.stringContaining(String(status)) },
      ])
    }
    expect(await v.run(id)).toEqual([])
    expect([await v.t.stateOf(id), await v.troubles(id)]).toEqual(['issued', []])
  })

  test('that come later: they are asked for again when the venue says', async () => {
    const id = await ask(1)
    const busy = { status: 429, times: 1, retry_after_s: 90 }
    expect(
      await v.run(
        id,
        before('tickets 0', () => v.faults({ answer: busy })),
      ),
    ).toEqual([90_000])
    expect(await v.t.stateOf(id)).toBe('issued')
  })

  test('that never come, for the venue is silent: nothing need be done, and it is said so', async () => {
    const id = await ask(1)
    await v.run(
      id,
      before('tickets 0', () => v.faults({ answer: { status: 503, times: 1_000 } })),
    )
    expect(await v.troubles(id)).toMatchObject([
      { kind: 'tickets', todo: expect.stringMatching(/^Nothing need/) },
    ])
  })
}
