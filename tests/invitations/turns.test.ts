import { beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { driveReservation, endTurns, offerFreeSeats } from '../../src/invitations/index.ts'
import { HOUR_MS, later } from '../../src/platform/clock.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { NOW, type Actor } from '../setup/world.ts'

let t: Territory
beforeEach(async () => {
  t = await openTerritory()
  await t.at('POST', '/acs/sandbox/purchases', { cents: 2_400 })
  await t.settle()
})

const wait = (who: Actor, invitation_id: string, seats: number) =>
  t.world.db.once(t.world.claim(who), 'wait_for_seats', { id: uuidv7(), invitation_id, seats })
const giveBack = async (reservation_id: string) => {
  const { answer } = await t.world.db.once(t.world.claim(t.world.relay), 'give_back', {
    reservation_id,
    seat_ids: null,
  })
  await t.ctx.drive([{ id: `${reservation_id}-${answer.drive}`, params: { reservation_id } }])
}
const asked = async () =>
  (
    await t.world.pg.query<{ invitation_id: string; id: string; expires_at: Date }>(
      `select id, invitation_id, expires_at from reservation where state = 'asked'`,
    )
  ).rows

test('a credit that comes back serves whoever waits for another evening of the convention', async () => {
  const here = await t.offer(2)
  const there = await t.offer(2)
  const id = await t.reserve(here.invitation_id, 2)
  await t.settle()
  await wait(t.world.otherRelay, there.invitation_id, 2)
  await giveBack(id)
  await t.settle()
  await endTurns(t.ctx)
  expect(await asked()).toMatchObject([{ invitation_id: there.invitation_id }])
})

test('seats whose return was settled by a run that then died are offered by the sweep', async () => {
  const { invitation_id } = await t.offer(2)
  const id = await t.reserve(invitation_id, 2)
  await t.settle()
  await wait(t.world.otherRelay, invitation_id, 2)
  const whole = t.ctx.db
  await giveBack(id)
  t.ctx.db = {
    ...whole,
    call: async (verb, arg) => {
      if (verb === 'ask_waiting') throw new Error('the isolate was evicted')
      return whole.call(verb, arg)
    },
  }
  await expect(t.drive()).rejects.toThrow('evicted')
  t.ctx.db = whole
  await driveReservation(t.ctx, { step: (_, run) => run(), sleep: async () => {} }, { reservation_id: id })
  await endTurns(t.ctx)
  expect(await asked()).toHaveLength(1)
})

test('a turn ends when its evening begins, however long it would have lasted', async () => {
  const { invitation_id, performance_id } = await t.offer(2)
  await wait(t.world.otherRelay, invitation_id, 1)
  const starts_at = later(NOW, 2 * HOUR_MS)
  await t.world.pg.query('update performance set starts_at = $1 where id = $2', [starts_at, performance_id])
  await offerFreeSeats(t.ctx, { invitation_id })
  const [turn] = await asked()
  expect(turn?.expires_at.toISOString()).toBe(starts_at)
})

test('a yes comes too late when the venue has moved the evening and it has begun', async () => {
  const { invitation_id, performance_id } = await t.offer(2)
  await wait(t.world.otherRelay, invitation_id, 1)
  await offerFreeSeats(t.ctx, { invitation_id })
  const [turn] = await asked()
  await t.world.pg.query('update performance set starts_at = $1 where id = $2', [NOW, performance_id])
  const yes = t.world.db.once(t.world.claim(t.world.otherRelay), 'answer_waiting', {
    reservation_id: turn!.id,
    accept: true,
  })
  await expect(yes).rejects.toMatchObject({ code: 'turn_is_over' })
})
