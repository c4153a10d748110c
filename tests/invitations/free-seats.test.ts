import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { offerFreeSeats } from '../../src/invitations/index.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import type { Context } from '../../src/platform/context.ts'
import { testContext } from '../setup/app.ts'
import { EVENING, freshWorld, give, invite, NOW, observed, type Actor, type World } from '../setup/world.ts'

let world: World
let ctx: Context
/** the invitations that someone was asked about, each time */
let offered: string[] = []
beforeEach(async () => {
  world = await freshWorld()
  offered = []
  const { db } = world
  const call: typeof db.call = async (verb, arg) => {
    if (verb === 'ask_waiting') offered.push((arg as { invitation_id: string }).invitation_id)
    return db.call(verb, arg)
  }
  ;({ ctx } = testContext(world, { db: { ...db, call } }))
})

const credits = async (count: number) => give(world, observed(world, uuidv7(), count * 800))
const wait = async (who: Actor, invitation_id: string, seats: number) =>
  world.db.once(world.claim(who), 'wait_for_seats', { id: uuidv7(), invitation_id, seats })
const asked = async () =>
  (
    await world.pg.query<{ invitation_id: string; guests: number; relay_id: string; expires_at: Date }>(
      `select r.invitation_id, r.relay_id, r.expires_at, count(s.id)::int as guests from reservation r
       join seat s on s.reservation_id = r.id where r.state = 'asked' group by r.id order by guests`,
    )
  ).rows

test('whoever waits is asked, first come first asked, as far as seats and credits go, and has a day to answer', async () => {
  const { invitation_id } = await invite(world, 3)
  await wait(world.otherRelay, invitation_id, 2)
  await wait(world.relay, invitation_id, 1)
  await credits(2)
  await offerFreeSeats(ctx, { invitation_id })
  expect(await asked()).toMatchObject([
    { invitation_id, guests: 2, relay_id: world.otherRelay.organisation_id },
  ])
  await credits(1)
  await offerFreeSeats(ctx, { invitation_id })
  expect(await asked()).toMatchObject([{ guests: 1, relay_id: world.relay.organisation_id }, { guests: 2 }])
  for (const { expires_at } of await asked()) expect(expires_at.toISOString()).toBe(later(NOW, DAY_MS))
})

test('all who wait are asked at once when there is enough for all', async () => {
  const { invitation_id } = await invite(world, 4)
  await wait(world.otherRelay, invitation_id, 2)
  await wait(world.relay, invitation_id, 2)
  await credits(4)
  await offerFreeSeats(ctx, 'all')
  expect(await asked()).toHaveLength(2)
})

test('the largest group that may wait is asked for all its seats', async () => {
  const { invitation_id } = await invite(world, 60)
  await wait(world.relay, invitation_id, 50)
  await credits(60)
  await offerFreeSeats(ctx, 'all')
  expect(await asked()).toMatchObject([{ guests: 50 }])
})

test('only the evening, or the convention, that has news is looked at', async () => {
  const [here, there] = [await invite(world, 2), await invite(world, 2)]
  for (const { invitation_id } of [here, there]) await wait(world.relay, invitation_id, 1)
  await credits(2)
  await offerFreeSeats(ctx, { convention_id: world.season_id })
  expect(offered).toEqual([])
  await offerFreeSeats(ctx, { invitation_id: here.invitation_id })
  expect(new Set(offered)).toEqual(new Set([here.invitation_id]))
  await offerFreeSeats(ctx, { convention_id: world.convention_id })
  expect(await asked()).toHaveLength(2)
})

test('nobody is asked about an evening that is over, closed, or has too few seats or credits', async () => {
  const [over, shut, full, poor] = [
    await invite(world, 1),
    await invite(world, 1),
    await invite(world, 1),
    await invite(world, 5),
  ]
  for (const { invitation_id } of [over, shut, full]) await wait(world.relay, invitation_id, 1)
  await wait(world.relay, poor.invitation_id, 5)
  await credits(4)
  const { pg } = world
  await pg.query('update performance set starts_at = $1 where id = $2', [NOW, over.performance_id])
  await pg.query("update invitation set state = 'closed' where id = $1", [shut.invitation_id])
  await pg.query('update invitation set seats_left = 0 where id = $1', [full.invitation_id])
  await offerFreeSeats(ctx, 'all')
  expect([offered, await asked()]).toEqual([[], []])
  expect(EVENING > NOW).toBe(true)
})
