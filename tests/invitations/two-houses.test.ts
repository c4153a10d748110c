import { beforeAll, expect, test } from 'vitest'
import { recordSeats } from '../../src/invitations/index.ts'
import { join } from '../api/two-houses.ts'
import { connect } from '../hooks/sending.ts'
import { testContext } from '../setup/app.ts'
import { bookAndIssue, freshWorld, give, invite, observed, wish, type World } from '../setup/world.ts'

let world: World
let kept: ReturnType<typeof testContext>
beforeAll(async () => {
  world = await freshWorld()
  kept = testContext(world)
  await give(world, observed(world, 'A/1', 800))
})

test('an order of one house never speaks for the same order of another', async () => {
  const { invitation_id } = await invite(world, 1)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, 1))
  const { order, positions } = await bookAndIssue(world, answer.id, 1)
  const cancelled = positions.map((position) => ({
    position,
    status: 'cancelled' as const,
    scanned_at: null,
  }))
  const booking = { order, reference: 'any', reservation_id: answer.id, seats: cancelled }
  const troubles = async () =>
    (await world.pg.query<{ subject: string }>('select subject from trouble')).rows.map(
      ({ subject }) => subject,
    )

  const opera = await join(world, 'structure', 'Opéra du Port')
  const foreign = await connect(kept, world, 'open', { owner: opera })
  await recordSeats(kept.ctx, foreign, [{ order, gifts: [], booking }])
  expect(await troubles()).toEqual([])
  await recordSeats(kept.ctx, world.connection_id, [{ order, gifts: [], booking }])
  expect(await troubles()).toEqual([answer.id])
})
