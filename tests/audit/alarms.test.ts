import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, test } from 'vitest'
import type { Alarm } from '../../src/audit/alarms/alarm.ts'
import { held } from '../../src/audit/alarms/held.ts'
import { inboxQueue } from '../../src/audit/alarms/inbox-queue.ts'
import { outboxQueue } from '../../src/audit/alarms/outbox-queue.ts'
import { rollUp } from '../../src/audit/alarms/roll-up.ts'
import { silence } from '../../src/audit/alarms/silence.ts'
import { unbooked } from '../../src/audit/alarms/unbooked.ts'
import { unknown } from '../../src/audit/alarms/unknown.ts'
import { watch } from '../../src/audit/index.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '../../src/platform/clock.ts'
import { bookingsOf } from '../ledger/bookings.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { rollUpAll } from '../setup/rolled-up.ts'
import { freshWorld, give, invite, NOW, observed, type World } from '../setup/world.ts'

let world: World
let app: TestApp
let now = NOW
beforeEach(async () => {
  now = NOW
  world = await freshWorld()
  app = testApp(world, { now: () => now })
})

/** Watches once, then answers what the operator sees. */
async function seen(...alarms: Alarm[]): Promise<{ kind: string; subject: string; message: string }[]> {
  await watch(app.ctx, alarms)
  const { body } = await app.ask(world.operator, 'GET', '/v1/troubles')
  return body.items.map(({ kind, subject, message }: Record<string, string>) => ({ kind, subject, message }))
}
const pass = (ms: number) => {
  now = later(now, ms)
}

test('when nothing is wrong nothing is said, in one round trip for each alarm and one for all', async () => {
  await world.database.resetRoundTrips()
  await watch(app.ctx)
  expect(await world.database.roundTrips()).toBe(8)
  const { body } = await app.ask(world.operator, 'GET', '/v1/troubles')
  expect(body.items).toEqual([])
})

test('collected and not booked: told after an hour, and gone with the difference', async () => {
  const { connection_id } = world
  await world.pg.query(
    `insert into difference (id, connection_id, kind, reference, ours, theirs, found_at)
     select gen_random_uuid(), $1, kind, reference, ours, theirs, $2 from (values
       ('gift', 'B-77/2', '0', '1500'), ('gift', 'B-78/1', '500', '700'), ('gift', 'less', '900', '0'), ('booking', 'x', '0', '2'))
       d(kind, reference, ours, theirs)`,
    [connection_id, NOW],
  )
  expect(await seen(unbooked)).toEqual([])
  pass(HOUR_MS)
  const told = {
    kind: 'unbooked',
    subject: connection_id,
    message: expect.stringContaining('2 gifts, €17.00 in all'),
  }
  expect(await seen(unbooked)).toEqual([told])
  await world.pg.query("update difference set settled_at = $1 where reference = 'B-77/2'", [now])
  expect(await seen(unbooked)).toEqual([
    { ...told, message: expect.stringContaining('1 gift, €2.00 in all') },
  ])
  await world.pg.query('update difference set settled_at = $1 where settled_at is null', [now])
  expect(await seen(unbooked)).toEqual([])
  const { body } = await app.ask(world.operator, 'GET', '/v1/troubles?open=false')
  expect(body.items).toMatchObject([{ kind: 'unbooked', opened_at: later(NOW, HOUR_MS), resolved_at: now }])
})

test('an attempt whose outcome stays unknown, and a reservation held longer than it may be', async () => {
  await give(world, observed(world, 'A/1', 5 * 800))
  const { invitation_id } = await invite(world, 10)
  const bookings = bookingsOf(world)
  const id = await bookings.reserve(invitation_id, 2)
  const reference = await bookings.begin(id)
  pass(HOUR_MS)
  expect(await seen(unknown, held)).toEqual([])
  pass(1)
  const open = { kind: 'unknown', subject: id, message: expect.stringContaining(reference) }
  expect(await seen(unknown, held)).toEqual([open])
  pass(HOUR_MS)
  const kept = { kind: 'hold', subject: id, message: expect.stringContaining(`asked of the venue ${NOW}`) }
  expect(await seen(unknown, held)).toEqual([open, kept])
  await bookings.end(id, reference, 'refused')
  await world.db.call('release', { reservation_id: id, reason: 'sold_out', now })
  expect(await seen(unknown, held)).toEqual([])
})

test('a turn of the waiting list that did not end by itself', async () => {
  await give(world, observed(world, 'A/1', 5 * 800))
  const { invitation_id } = await invite(world, 4)
  await world.db.once(world.claim(world.relay), 'wait_for_seats', { id: uuidv7(), invitation_id, seats: 1 })
  const reservation_id = uuidv7()
  const expires_at = later(NOW, DAY_MS)
  const turn = { invitation_id, reservation_id, seat_ids: [uuidv7()], expires_at, now: NOW }
  await world.db.call('ask_waiting', turn)
  pass(DAY_MS + 10 * MINUTE_MS)
  expect(await seen(held)).toEqual([])
  pass(1)
  expect(await seen(held)).toEqual([
    { kind: 'hold', subject: reservation_id, message: expect.stringContaining(expires_at) },
  ])
  await world.db.call('end_turns', { now })
  expect(await seen(held)).toEqual([])
})

test('webhooks that are due and not worked on; those that wait for their next try are not', async () => {
  const hook = {
    connection_id: world.connection_id,
    generation: 1,
    body: '{}',
    state: 'received',
    reason: null,
  }
  for (const event_id of ['one', 'two'])
    await world.db.call('store_hook', { ...hook, id: uuidv7(), event_id, now })
  pass(HOUR_MS)
  expect(await seen(inboxQueue)).toEqual([])
  pass(5 * MINUTE_MS)
  const message = '2 webhooks wait to be worked on; the next is due for 1 h 5 min.'
  expect(await seen(inboxQueue)).toEqual([{ kind: 'queue', subject: 'inbox', message }])
  await world.pg.query('update inbox set next_try_at = $1', [later(now, DAY_MS)])
  expect(await seen(inboxQueue)).toEqual([])
  await world.pg.query(
    `insert into inbox (id, connection_id, event_id, received_at, state, next_try_at)
     select gen_random_uuid(), $1, n::text, $2, 'received', $2 from generate_series(1, 60000) n`,
    [world.connection_id, now],
  )
  expect(await seen(inboxQueue)).toEqual([
    { kind: 'queue', subject: 'inbox', message: expect.stringMatching(/^More than 60000 webhooks/) },
  ])
  await world.pg.query('delete from inbox')
  expect(await seen(inboxQueue)).toEqual([])
})

test('mails that wait too long, where there is a mail service', async () => {
  await world.pg.query("select tell($1, 'tickets_ready', 'late', '{}', $2)", [
    world.relay.organisation_id,
    NOW,
  ])
  pass(HOUR_MS + MINUTE_MS)
  const without = { ...app.ctx, send: null }
  await watch(without, [outboxQueue])
  expect((await app.ask(world.operator, 'GET', '/v1/troubles')).body.items).toEqual([])
  expect(await seen(outboxQueue)).toEqual([
    { kind: 'outbox', subject: 'outbox', message: '1 mails wait to be sent, the oldest for 1 h 1 min.' },
  ])
  await world.pg.query('update mail set tries = 8')
  expect(await seen(outboxQueue)).toEqual([])
})

test('sums that stand still, behind a transaction that does not end', async () => {
  await rollUpAll(world)
  await world.db.call('post_gifts', { now, observations: [observed(world, 'Z/1', 100)], done: [] })
  pass(HOUR_MS)
  expect(await seen(rollUp)).toEqual([])
  pass(MINUTE_MS)
  expect(await seen(rollUp)).toEqual([
    { kind: 'roll_up', subject: 'rollup', message: 'Postings of 1 h 1 min ago are not rolled up.' },
  ])
  // other tests of this server hold it back too, for a moment
  await expect
    .poll(
      async () => {
        await world.db.call('roll_up', {})
        return seen(rollUp)
      },
      { timeout: 10_000 },
    )
    .toEqual([])
})

test('silence where gifts usually come, while a convention collects; a gift ends it', async () => {
  const came = async (at: string) => {
    const ms = Date.parse(at).toString(16).padStart(12, '0')
    const id = `${ms.slice(0, 8)}-${ms.slice(8)}-7${uuidv7().slice(15)}`
    const gift = { ...observed(world, `S-${uuidv7()}`, 300, 1, at), id }
    await world.db.call('post_gifts', { now: at, observations: [gift], done: [] })
  }
  const begun = '2026-11-25T10:00:00.000Z'
  for (let n = 0; n < 40; n++) await came(later(begun, n * 7 * HOUR_MS))
  const last = later(begun, 39 * 7 * HOUR_MS)
  now = later(last, 2 * DAY_MS)
  expect(await seen(silence)).toEqual([])
  now = later(last, 4 * DAY_MS)
  const told = { kind: 'silence', subject: world.connection_id }
  expect(await seen(silence)).toEqual([
    {
      ...told,
      message: expect.stringMatching(/^Théâtre du Port: no gift for 4 d 0 h, where \d\.\d a day were usual/),
    },
  ])
  await world.pg.query('update convention set collects_until = $1', [later(last, DAY_MS)])
  expect(await seen(silence), 'nobody gives to what does not collect').toEqual([])
  await world.pg.query("update convention set collects_until = '2027-06-01'")
  expect(await seen(silence)).toMatchObject([told])
  await came(now)
  expect(await seen(silence)).toEqual([])
})

test('an alarm that fails is logged, keeps what it had said, and keeps no other', async () => {
  await world.db.call('raise_trouble', { kind: 'queue', subject: 'inbox', message: 'm', todo: 't', now })
  await world.db.call('raise_trouble', { kind: 'outbox', subject: 'outbox', message: 'm', todo: 't', now })
  await watch(app.ctx, [
    { kind: 'queue', find: () => Promise.reject(new Error('the database is away')) },
    { kind: 'outbox', find: async () => [] },
  ])
  const { body } = await app.ask(world.operator, 'GET', '/v1/troubles')
  expect(body.items).toMatchObject([{ kind: 'queue' }])
  expect(app.logged).toContainEqual({
    event: 'alarm_failed',
    about: { kind: 'queue', cause: 'Error: the database is away' },
  })
})
