import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import {
  bookAndIssue,
  freshWorld,
  give,
  invite,
  observed,
  wish,
  EVENING,
  NOW,
  type World,
} from '../setup/world.ts'
import { refusal } from './clients.ts'

// What the database refuses by itself: raw SQL, past every verb of ours.

let world: World
let issued: string
let held: string
let invitation_id: string

beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 5_000), observed(world, 'B/1', 900))
  ;({ invitation_id } = await invite(world, 10))
  issued = await reserve(2)
  await bookAndIssue(world, issued, 2)
  held = await reserve(1)
})

async function reserve(guests: number): Promise<string> {
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, guests))
  return answer.id
}

const sql = (query: string, values: unknown[] = []) => refusal(world.pg.query(query, values))
const [CHECK, UNIQUE, EXCLUSION] = ['23514', '23505', '23P01']

describe('only grows', () => {
  const changes = {
    entry: "cause_id = 'another'",
    posting: 'amount = amount + 1',
    outflow: 'span_to = span_to + 1',
    approval: "side = 'operator'",
  }
  for (const [table, change] of Object.entries(changes)) {
    test(`the table ${table}`, async () => {
      const { rows } = await world.pg.query(`select from ${table}`)
      expect(rows.length).toBeGreaterThan(0)
      expect(await sql(`update ${table} set ${change}`)).toBe('only_grows')
      expect(await sql(`delete from ${table}`)).toBe('only_grows')
      expect(await sql(`truncate ${table}`)).toBe('only_grows')
    })
  }

  test('gifts and what came in of them stay', async () => {
    for (const table of ['gift', 'inflow']) {
      expect(await sql(`delete from ${table}`)).toBe('only_grows')
      expect(await sql(`truncate ${table}`)).toBe('only_grows')
    }
  })

  test('cents that have their place on the line keep it, and their amount', async () => {
    expect(await sql('update inflow set span_from = 0, span_to = cents where applied_at is not null')).toBe(
      'only_grows',
    )
    expect(await sql('update inflow set applied_at = null')).toBe('only_grows')
    await world.pg.query('insert into inflow (convention_id, cents) values ($1, 5)', [uuidv7()])
    expect(await sql('update inflow set cents = 6 where applied_at is null')).toBe('only_grows')
  })
})

describe('one entry', () => {
  const post = (...[debit, credit, amount]: [string, string, number]) =>
    sql(
      'insert into posting (entry_id, n, convention_id, debit, credit, amount) values (0, 1, $1, $2, $3, $4)',
      [world.convention_id, debit, credit, amount],
    )

  test('moves more than nothing', async () => {
    expect(await post('receivable', 'fund', 0)).toBe(CHECK)
    expect(await post('receivable', 'fund', -5)).toBe(CHECK)
  })
  test('stays in one unit', async () => {
    expect(await post('receivable', 'available', 5)).toBe(CHECK)
    expect(await post('minted', 'fund', 5)).toBe(CHECK)
  })
  test('moves from one account to another', async () => {
    expect(await post('fund', 'fund', 5)).toBe(CHECK)
  })
  test('is posted once for one cause', async () => {
    const again =
      'insert into entry (convention_id, cause, cause_id, at) select convention_id, cause, cause_id, at from entry'
    expect(await sql(again)).toBe(UNIQUE)
  })
})

describe('what runs out', () => {
  test('credits', async () => {
    const { convention_id } = world
    expect(
      await sql('update credit_stock set available = -1 where convention_id = $1', [convention_id]),
    ).toBe(CHECK)
  })
  test('seats on offer, below none and above the allotment', async () => {
    expect(await sql('update invitation set seats_left = -1')).toBe(CHECK)
    expect(await sql('update invitation set seats_left = seats + 1')).toBe(CHECK)
  })
  test('the line of cents, the surplus, the shortfall', async () => {
    expect(await sql('update fund set line_out = line_in + 1')).toBe(CHECK)
    expect(await sql('update fund set surplus_cents = -1')).toBe(CHECK)
    expect(await sql('update fund set shortfall_cents = -1')).toBe(CHECK)
    expect(await sql('update fund set minted = -1')).toBe(CHECK)
  })
  test('a credit carries one living seat', async () => {
    const second = `insert into seat (id, reservation_id, convention_id, credit_number, kind, state)
      select $2, reservation_id, convention_id, credit_number, kind, 'held' from seat where reservation_id = $1 limit 1`
    expect(await sql(second, [held, uuidv7()])).toBe(UNIQUE)
    expect(await sql("update credit set state = 'available' where state in ('held', 'spent')")).toBe(CHECK)
    expect(await sql("update credit set state = 'held' where state = 'available'")).toBe(CHECK)
  })
  test('two credits and two outflows never have the same place', async () => {
    const again = `insert into outflow select convention_id, span_from, span_to + 1, use, credit_number, gift_id, entry_id from outflow`
    expect(await sql(again)).toBe(UNIQUE)
    const sameNumber = `insert into credit select convention_id, number, price_cents, origin, state, seat_id from credit`
    expect(await sql(sameNumber)).toBe(UNIQUE)
  })
})

describe('gifts', () => {
  test('one row for one reference, never below zero, nothing posted in suspense', async () => {
    const columns =
      'id, connection_id, reference, cents, version, posted_cents, given_at, observed_at, evidence'
    const insert = (reference: string, cents: number, posted: number) =>
      sql(`insert into gift (${columns}) values ($1, $2, $3, $4, 1, $5, now(), now(), '{}')`, [
        uuidv7(),
        world.connection_id,
        reference,
        cents,
        posted,
      ])
    expect(await insert('A/1', 5, 0)).toBe(UNIQUE)
    expect(await insert('C/1', -5, 0)).toBe(CHECK)
    expect(await insert('C/1', 100_000_001, 0)).toBe(CHECK)
    expect(await insert('C/1', 5, 5)).toBe(CHECK)
  })
})

describe('bookings', () => {
  test('a second attempt while one is under way', async () => {
    const start = (number: number) =>
      sql(
        `insert into attempt (reservation_id, number, reference, state, started_at) values ($1, $2, $3, 'started', now())`,
        [held, number, `${held}-${number}`],
      )
    expect(await start(1)).toBeNull()
    expect(await start(2)).toBe(UNIQUE)
    await world.pg.query("update attempt set state = 'absent' where reservation_id = $1", [held])
    expect(await start(2)).toBeNull()
  })
  test('booked without the partner’s order, issued without a place at the partner', async () => {
    expect(await sql("update reservation set state = 'booked' where id = $1", [held])).toBe(CHECK)
    expect(await sql("update seat set state = 'issued' where reservation_id = $1", [held])).toBe(CHECK)
  })
})

describe('conventions', () => {
  test('two conventions of a structure never collect at one time', async () => {
    const season = uuidv7()
    await world.pg.query("insert into season values ($1, 'next', now(), now() + interval '1 year')", [season])
    const insert = (from: string, until: string) =>
      sql(
        'insert into convention (id, structure_id, season_id, collects_from, collects_until) values ($1, $2, $3, $4, $5)',
        [uuidv7(), world.structure.organisation_id, season, from, until],
      )
    expect(await insert('2027-05-31', '2028-06-01')).toBe(EXCLUSION)
    expect(await insert('2026-01-01', '2026-06-02')).toBe(EXCLUSION)
    expect(await insert('2027-06-01T00:00:00Z', '2028-06-01'), 'the day after').toBeNull()
  })

  const side = (subject: string, who: string) =>
    sql('insert into approval (subject_id, side, key_id, at) values ($1, $2, $3, now())', [
      subject,
      who,
      uuidv7(),
    ])

  test('the same side twice, and a relay', async () => {
    const subject = uuidv7()
    expect(await side(subject, 'structure')).toBeNull()
    expect(await side(subject, 'structure')).toBe(UNIQUE)
    expect(await side(subject, 'relay')).toBe(CHECK)
  })

  test('an invitation opened without both approvals', async () => {
    const [performance, invitation] = [uuidv7(), uuidv7()]
    await world.pg.query(
      "insert into performance (id, connection_id, reference, title, starts_at, state) values ($1, $2, 'raw', 'Le Cid', $3, 'scheduled')",
      [performance, world.connection_id, EVENING],
    )
    const insert = (state: string, opened: string | null) =>
      sql(
        `insert into invitation (id, convention_id, performance_id, seats, seats_left, state, proposed_at, opened_at)
         values ($1, $2, $3, 5, 5, $4, now(), $5)`,
        [invitation, world.convention_id, performance, state, opened],
      )
    const open = () =>
      sql("update invitation set state = 'open', opened_at = now() where id = $1", [invitation])
    expect(await insert('open', NOW)).toBe('only_grows')
    expect(await insert('proposed', null)).toBeNull()
    expect(await open()).toBe('approvals_missing')
    expect(await side(invitation, 'operator')).toBeNull()
    expect(await open(), 'one approval').toBe('approvals_missing')
    expect(await sql("update invitation set state = 'open' where id = $1", [invitation])).toBe(CHECK)
    expect(await side(invitation, 'structure')).toBeNull()
    expect(await open()).toBeNull()
  })

  test('surplus used without both approvals, and a decision changed after', async () => {
    const decision = uuidv7()
    const insert = (taken_at: string | null, id: string = decision) =>
      sql(
        `insert into surplus_decision (id, convention_id, use, cents, reason, proposed_at, taken_at)
         values ($1, $2, 'management', 100, 'bus', now(), $3)`,
        [id, world.convention_id, taken_at],
      )
    const take = () => sql('update surplus_decision set taken_at = now() where id = $1', [decision])
    expect(await insert(NOW)).toBe('only_grows')
    expect(await insert(null)).toBeNull()
    expect(await take()).toBe('approvals_missing')
    await side(decision, 'structure')
    expect(await take(), 'one approval').toBe('approvals_missing')
    await side(decision, 'operator')
    expect(await sql('update surplus_decision set cents = 999 where id = $1', [decision])).toBe('only_grows')
    expect(await take()).toBeNull()
    expect(await take(), 'a second time').toBe('only_grows')
    expect(await sql('delete from surplus_decision where id = $1', [decision])).toBe('only_grows')
  })
})
