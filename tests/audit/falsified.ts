import type { DifferenceKind } from '../../src/audit/difference.ts'

/** One way to falsify the books, and what an audit then has to say: each kind as often as it is told. */
export interface Falsified {
  name: string
  /** $1 is the convention */
  sql: string
  told: DifferenceKind[]
}

const gift = (reference: string) =>
  `(select id from gift where reference = '${reference}' and convention_id = $1)`
const entryOf = (reference: string, version = 1) =>
  `(select id from entry where cause = 'gift' and cause_id = ${gift(reference)} || ':${version}')`
const one = (table: string, where: string) =>
  `ctid = (select ctid from ${table} where convention_id = $1 and ${where} limit 1)`
const seat = (state: string) => `id = (select s.id from seat s join reservation r on r.id = s.reservation_id
  join invitation i on i.id = r.invitation_id where i.convention_id = $1 and s.state = '${state}' order by s.id limit 1)`

export const FALSIFIED: Falsified[] = [
  {
    name: 'an entry without a posting',
    sql: `insert into entry (convention_id, cause, cause_id, at) values ($1, 'gift', 'empty', now())`,
    told: ['entry_empty'],
  },
  {
    name: 'an entry of another cause without a posting',
    sql: `insert into entry (convention_id, cause, cause_id, at) values ($1, 'scan', 'empty', now())`,
    told: ['entry_empty'],
  },
  {
    name: 'a posting whose entry is not there',
    sql: `update posting set entry_id = 1000000 where ${one('posting', "debit = 'held' and credit = 'issued'")}`,
    told: ['posting_alone'],
  },
  {
    name: 'a gift’s posting in another convention than its entry',
    sql: `update posting set convention_id = (select id from convention where id <> $1) where entry_id = ${entryOf('B/1')}`,
    told: [
      'below_zero',
      'posting_elsewhere',
      'rolled_up',
      'rolled_up',
      'rolled_up',
      'rolled_up',
      'running',
      'running',
    ],
  },
  {
    name: 'a posting more than was rolled up, and an account below zero',
    sql: `with e as (insert into entry (convention_id, cause, cause_id, at) values ($1, 'scan', 'false', now()) returning id)
      insert into posting (entry_id, n, convention_id, debit, credit, amount) select id, 1, $1, 'used', 'available', 30 from e`,
    told: ['below_zero', 'seats', 'seats'],
  },
  {
    name: 'a rolled-up row that is not the sum of its postings',
    sql: `update rollup set debits = debits + 1 where account = 'receivable' and convention_id = $1`,
    told: ['rolled_up'],
  },
  {
    name: 'a posting lost after it was rolled up',
    sql: `delete from posting where ${one('posting', "debit = 'surplus' and credit = 'management'")}`,
    told: ['decision', 'entry_empty', 'rolled_up', 'rolled_up', 'running'],
  },
  {
    name: 'an inflow that waits where none is looked for any more',
    sql: `update rollup_horizon set none_waits_before = (select max(id) + 1 from inflow where convention_id = $1)`,
    told: ['running'],
  },
  {
    name: 'the surplus of the running row',
    sql: 'update fund set surplus_cents = surplus_cents + 1 where convention_id = $1',
    told: ['running'],
  },
  {
    name: 'the shortfall of the running row',
    sql: 'update fund set shortfall_cents = shortfall_cents + 1 where convention_id = $1',
    told: ['running'],
  },
  {
    name: 'the end of the line in the running row',
    sql: 'update fund set line_in = line_in + 5 where convention_id = $1',
    told: ['line_in', 'running'],
  },
  {
    name: 'what went out of the line in the running row',
    sql: 'update fund set line_out = line_out - 5 where convention_id = $1',
    told: ['line_out', 'running'],
  },
  {
    name: 'credits counted against the planned seats',
    sql: 'update fund set minted = minted + 1 where convention_id = $1',
    told: ['stock'],
  },
  {
    name: 'the gifts counted while they were booked',
    sql: 'update fund set gifts = gifts + 1 where convention_id = $1',
    told: ['counted'],
  },
  {
    name: 'a gap in what came in',
    sql: `update inflow set span_from = span_from + 1, span_to = span_to + 1 where convention_id = $1 and span_from = 0`,
    told: ['line_in', 'line_in'],
  },
  {
    name: 'a gap in what went out',
    sql: 'update outflow set span_from = 1 where span_from = 0 and convention_id = $1',
    told: ['credit_cents', 'line_out'],
  },
  {
    name: 'a credit that has another price than its cents',
    sql: `update credit set price_cents = price_cents + 1 where convention_id = $1 and number = 1`,
    told: ['credit_cents', 'prices'],
  },
  {
    name: 'cents of a credit that is not there',
    sql: `update outflow set credit_number = 4000 where convention_id = $1 and credit_number = 2`,
    told: ['credit_cents', 'credit_cents'],
  },
  {
    name: 'a gift posted otherwise than it was last seen',
    sql: `update gift set cents = cents + 100 where id = ${gift('B/1')}`,
    told: ['gift_unposted'],
  },
  {
    name: 'a gift that came in twice',
    sql: `insert into inflow (convention_id, gift_id, cents, applied_at) select $1, ${gift('B/1')}, 7, now()`,
    told: ['gift_inflows'],
  },
  {
    name: 'cents that are booked of another gift',
    sql: `update inflow set gift_id = ${gift('E/1')} where gift_id = ${gift('F/1')}`,
    told: ['gift_inflows', 'gift_inflows'],
  },
  {
    name: 'cents that came in of no gift',
    sql: `update inflow set gift_id = gen_random_uuid() where gift_id = ${gift('F/1')}`,
    told: ['gift_inflows', 'inflow_alone'],
  },
  {
    name: 'what holders owe is not what was given',
    sql: `update gift set posted_cents = 1 where id = ${gift('B/1')}`,
    told: ['gift_entries', 'gift_inflows', 'gift_unposted'],
  },
  {
    name: 'an entry of a gift that is not there',
    sql: `update gift set id = gen_random_uuid() where id = ${gift('E/1')}`,
    told: ['entry_alone', 'gift_entries', 'gift_inflows', 'inflow_alone'],
  },
  {
    name: 'cents posted for another gift',
    sql: `update posting set amount = amount + case entry_id when ${entryOf('B/1')} then 5 else -5 end
      where entry_id in (${entryOf('B/1')}, ${entryOf('D/1')})`,
    told: ['gift_entries', 'gift_entries'],
  },
  {
    name: 'a reduction that was worked on and is still open',
    sql: 'update inflow set applied_at = now() where cents < 0 and applied_at is null and convention_id = $1',
    told: ['running'],
  },
  {
    name: 'what is due for a seat',
    sql: `update seat set due_cents = due_cents + 1 where ${seat('issued')}`,
    told: ['due'],
  },
  {
    name: 'a fee that was posted and not kept',
    sql: `insert into payment_movement (connection_id, reference, gift_reference, gift_cents, fee_cents, moved_at, convention_id)
      select id, 'txn_1', 'A/1', 1000, 40, now(), $1 from connection limit 1`,
    told: ['fees', 'fees'],
  },
  {
    name: 'a seat that nobody scanned is used',
    sql: `update seat set state = 'used' where ${seat('issued')}`,
    told: ['seats', 'seats'],
  },
  {
    name: 'a seat given back that is still in its reservation’s place',
    sql: `update seat set state = 'returned' where ${seat('issued')}`,
    told: ['credit_seat', 'seat_credit', 'seats', 'seats', 'seats_left'],
  },
  {
    name: 'a seat issued while its reservation is only held',
    sql: `update seat set state = 'issued', position = 'x' where id = (select s.id from seat s join reservation r on r.id = s.reservation_id
      where s.convention_id = $1 and r.state = 'asked' limit 1)`,
    told: ['seat_credit', 'seats', 'seats'],
  },
  {
    name: 'a reservation given back whose seats are not',
    sql: `update reservation set state = 'returned' where id = (select r.id from reservation r join invitation i on i.id = r.invitation_id
      where i.convention_id = $1 and r.state = 'booked' limit 1)`,
    told: ['seat_reservation', 'seat_reservation'],
  },
  {
    name: 'a credit spent behind a seat that is held',
    sql: `update credit set state = 'spent' where ${one('credit', "state = 'held'")}`,
    told: ['seat_credit', 'seats', 'seats'],
  },
  {
    name: 'a credit that names another seat',
    sql: `update credit set seat_id = gen_random_uuid() where ${one('credit', "state = 'spent'")}`,
    told: ['credit_seat', 'seat_credit'],
  },
  {
    name: 'the stock of credits',
    sql: 'update credit_stock set available = available + 1 where convention_id = $1',
    told: ['stock'],
  },
  {
    name: 'the next number of the stock',
    sql: 'update credit_stock set next_number = next_number + 1 where convention_id = $1',
    told: ['stock', 'stock'],
  },
  {
    name: 'a credit that is available once more',
    sql: `update credit set state = 'available' where ${one('credit', "state = 'withdrawn' and origin = 'gifts'")}`,
    told: ['prices', 'seats', 'seats', 'stock', 'stock'],
  },
  {
    name: 'seats left on offer',
    sql: `update invitation set seats_left = seats_left - 1 where id = (select id from invitation where convention_id = $1 and seats_left > 0 limit 1)`,
    told: ['seats_left'],
  },
  {
    name: 'a booking that no attempt confirmed',
    sql: `update attempt set state = 'absent' where state = 'confirmed' and reservation_id = (select r.id from reservation r
      join invitation i on i.id = r.invitation_id where i.convention_id = $1 and r.state = 'issued' limit 1)`,
    told: ['attempt'],
  },
  {
    name: 'a decision that was taken otherwise than it was posted',
    sql: `update surplus_decision set cents = cents + 100 where use = 'management' and convention_id = $1`,
    told: ['decision'],
  },
]
