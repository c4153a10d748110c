import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'
import { INVARIANTS, violations } from './invariants.ts'

// The alarm is tested too: books are falsified by force, and each invariant must say so.

let world: World
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 5_000), observed(world, 'B/1', 2_000))
  const { invitation_id } = await invite(world, 10)
  const reserve = async (guests: number) =>
    (await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, guests))).answer.id
  await bookAndIssue(world, await reserve(2), 2)
  await reserve(1)
  await world.db.call('roll_up', {})
  await give(world, observed(world, 'A/1', 4_300, 2))
  const waiting = [observed(world, 'C/1', 300), observed(world, 'B/1', 1_900, 2)]
  await world.db.call('post_gifts', { now: NOW, observations: waiting, done: [] })
})

test('true books break nothing', async () => {
  expect(await violations(world.pg, world.convention_id)).toEqual({})
})

/** How to falsify the books so that the invariant of the same name is broken. */
const FALSIFIED: Record<keyof typeof INVARIANTS, string> = {
  'every entry has its postings, of its convention, and balances in each unit':
    "insert into entry (convention_id, cause, cause_id, at) values ($1, 'gift', 'empty', now())",
  'no account stands below zero on its own side': `with e as (
    insert into entry (convention_id, cause, cause_id, at) values ($1, 'gift', 'false', now()) returning id)
    insert into posting (entry_id, n, convention_id, debit, credit, amount) select id, 1, $1, 'used', 'available', 1 from e`,
  'rolled up and younger = recomputed from the postings':
    "update rollup set debits = debits + 1 where account = 'receivable' and convention_id = $1",
  'the running row of the fund = its accounts': 'update fund set surplus_cents = 1 where convention_id = $1',
  'what came in fills the line without gap or overlap': `update inflow set span_from = span_from + 1, span_to = span_to + 1
    where convention_id = $1 and span_from = 0`,
  'what went out follows it without gap or overlap':
    'update outflow set span_from = 1 where span_from = 0 and convention_id = $1',
  'each credit of gifts has its cents, and exactly its price': `update credit set price_cents = price_cents + 1
    where number = 1 and convention_id = $1`,
  'each gift is booked exactly once, as it was last seen': `insert into inflow (convention_id, gift_id, cents)
    select convention_id, id, 7 from gift where reference = 'A/1' and convention_id = $1`,
  'holders owe what the gifts are':
    "update gift set posted_cents = 1 where reference = 'B/1' and convention_id = $1",
  'the gifts that count, as counted while they were booked':
    'update fund set gifts = gifts + 1 where convention_id = $1',
  'each fee is booked exactly once': `insert into payment_movement
    (connection_id, reference, gift_reference, gift_cents, fee_cents, moved_at, convention_id)
    select connection_id, 'kept', reference, 100, 5, now(), convention_id from gift
     where reference = 'A/1' and convention_id = $1`,
  'what is taken back and not worked on yet is what waits for conversion':
    'update inflow set applied_at = now() where cents < 0 and convention_id = $1',
  'the reserve and what is due = the prices of all seats standing':
    'update seat set due_cents = due_cents + 1 where convention_id = $1',
  'seats by state = the accounts in seats':
    "update seat set state = 'used' where state = 'issued' and convention_id = $1",
  'the stock of credits = the credits':
    'update credit_stock set available = available + 1 where convention_id = $1',
  'a credit and the living seat on it know each other': `update credit set state = 'held'
    where state = 'spent' and convention_id = $1`,
  'seats left on offer = the allotment less the living seats':
    'update invitation set seats_left = seats_left - 1 where convention_id = $1',
  'a reservation and its seats agree':
    "update seat set state = 'issued', position = 'x' where state = 'held' and convention_id = $1",
}

for (const name of Object.keys(INVARIANTS)) {
  test(`found when falsified: ${name}`, async () => {
    await world.pg.query('begin')
    try {
      await world.pg.query("set local session_replication_role = 'replica'")
      const { rowCount } = await world.pg.query(FALSIFIED[name]!, [world.convention_id])
      expect(rowCount).toBeGreaterThan(0)
      expect(Object.keys(await violations(world.pg, world.convention_id))).toContain(name)
    } finally {
      await world.pg.query('rollback')
    }
  })
}

test('another convention’s books are no concern of these', async () => {
  expect(await violations(world.pg, uuidv7())).toEqual({})
})
