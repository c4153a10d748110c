import type { Client } from 'pg'
import type { Account } from '../../src/ledger/accounts.ts'

/** One account's balance, from the very function that the API reads. */
const of = (account: Account, balance: 'debits - credits' | 'credits - debits') =>
  `coalesce((select ${balance} from balances($1) where account = '${account}'), 0)`

/**
 * What is true of a convention's books at every moment, asked from outside: each query finds what breaks it, so none
 * may find anything. $1 is the convention.
 */
export const INVARIANTS: Record<string, string> = {
  'every entry has its postings, of its convention, and balances in each unit': `
    select e.id from entry e left join posting p on p.entry_id = e.id
     where e.convention_id = $1 group by e.id, e.convention_id
    having count(p.n) = 0 or bool_or(p.convention_id <> e.convention_id)
        or (select bool_or(debits <> credits) from (
              select sum(amount) filter (where side = 'debit') as debits, sum(amount) filter (where side = 'credit') as credits
                from (select debit as account, 'debit' as side, amount from posting where entry_id = e.id
                      union all select credit, 'credit', amount from posting where entry_id = e.id) l
               group by account in ('minted', 'available', 'held', 'issued', 'used', 'unused')) u)
    union all
    select p.entry_id from posting p where p.convention_id = $1 and not exists (select from entry e where e.id = p.entry_id)`,

  'no account stands below zero on its own side': `
    select account, debits, credits from balances($1)
     where case when account in ('receivable', 'fees', 'shortfall', 'taken_back', 'minted')
                then debits - credits else credits - debits end < 0`,

  'rolled up and younger = recomputed from the postings': `
    select * from (
      select account, sum(debits)::bigint as debits, sum(credits)::bigint as credits from (
        select debit as account, amount as debits, 0 as credits from posting where convention_id = $1
        union all select credit, 0, amount from posting where convention_id = $1) l group by account) recomputed
      full join (select * from balances($1)) kept using (account)
     where (recomputed.debits, recomputed.credits) is distinct from (kept.debits, kept.credits)`,

  'the running row of the fund = its accounts': `
    select * from fund f where convention_id = $1 and (
      f.surplus_cents <> ${of('surplus', 'credits - debits')} or f.shortfall_cents <> ${of('shortfall', 'debits - credits')}
      or f.line_in - f.line_out + (select coalesce(sum(cents), 0) from inflow
           where convention_id = $1 and applied_at is null and cents > 0) <> ${of('fund', 'credits - debits')}
      or f.minted <> (select count(*) from credit where convention_id = $1 and origin = 'gifts' and state <> 'withdrawn'))`,

  'what came in fills the line without gap or overlap': `
    select * from (
      select span_from, span_to, lag(span_to, 1, 0::bigint) over (order by span_from) as before
        from inflow where convention_id = $1 and span_from is not null) s where span_from <> before
    union all
    select 0, line_in, coalesce((select max(span_to) from inflow where convention_id = $1), 0)
      from fund where convention_id = $1
       and line_in <> coalesce((select max(span_to) from inflow where convention_id = $1), 0)`,

  'what went out follows it without gap or overlap': `
    select * from (
      select span_from, span_to, lag(span_to, 1, 0::bigint) over (order by span_from) as before
        from outflow where convention_id = $1) s where span_from <> before
    union all
    select 0, line_out, coalesce((select max(span_to) from outflow where convention_id = $1), 0)
      from fund where convention_id = $1
       and line_out <> coalesce((select max(span_to) from outflow where convention_id = $1), 0)`,

  'each credit of gifts has its cents, and exactly its price': `
    select k.number from credit k left join outflow o
        on o.convention_id = k.convention_id and o.credit_number = k.number and o.use = 'credit'
     where k.convention_id = $1 group by k.number, k.origin, k.price_cents
    having (k.origin = 'gifts') <> (count(o.span_from) = 1)
        or (k.origin = 'gifts' and sum(o.span_to - o.span_from) <> k.price_cents)
    union all
    select credit_number from outflow o where convention_id = $1 and use = 'credit' and not exists (
      select from credit k where k.convention_id = $1 and k.number = o.credit_number)`,

  'each gift is booked exactly once, as it was last seen': `
    select g.reference from gift g left join inflow i on i.gift_id = g.id
     where g.convention_id = $1 group by g.id
    having g.posted_cents <> g.cents or coalesce(sum(i.cents), 0) <> g.posted_cents`,

  'holders owe what the gifts are': `
    select ${of('receivable', 'debits - credits')} as owed, sum(posted_cents) as given from gift where convention_id = $1
    having ${of('receivable', 'debits - credits')} <> coalesce(sum(posted_cents), 0)`,

  'the gifts that count, as counted while they were booked': `
    select counted.gifts from (select f.gifts + (select coalesce(sum(i.gifts), 0) from inflow i
             where i.convention_id = $1 and i.applied_at is null) as gifts from fund f where f.convention_id = $1) counted
     where counted.gifts <> (select count(*) from gift g where g.convention_id = $1 and g.posted_cents > 0)`,

  'each fee is booked exactly once': `
    select ${of('fees', 'debits - credits')} as fees, sum(fee_cents) as kept from payment_movement where convention_id = $1
    having ${of('fees', 'debits - credits')} <> coalesce(sum(fee_cents), 0)
        or ${of('withheld', 'credits - debits')} < ${of('fees', 'debits - credits')}`,

  'what is taken back and not worked on yet is what waits for conversion': `
    select ${of('taken_back', 'debits - credits')} as open where ${of('taken_back', 'debits - credits')} <> (
      select coalesce(sum(-cents), 0) from inflow where convention_id = $1 and applied_at is null and cents < 0)`,

  'the reserve and what is due = the prices of all seats standing': `
    select ${of('reserve', 'credits - debits')} as reserve, ${of('due_to_structure', 'credits - debits')} as due
     where ${of('due_to_structure', 'credits - debits')} <> (select coalesce(sum(due_cents), 0) from seat where convention_id = $1)
        or ${of('reserve', 'credits - debits')} + ${of('due_to_structure', 'credits - debits')} <>
           (select coalesce(sum(price_cents), 0) from credit where convention_id = $1 and state <> 'withdrawn')`,

  'seats by state = the accounts in seats': `
    select * from (
      select case when s.state in ('held', 'returning') then case k.state when 'held' then 'held' else 'issued' end
             else s.state::text end as account, count(*) as seats
        from seat s join credit k on k.convention_id = s.convention_id and k.number = s.credit_number
       where s.convention_id = $1 and s.state not in ('released', 'returned') group by 1
      union all select 'available', count(*) from credit where convention_id = $1 and state = 'available'
      union all select 'minted', -count(*) from credit where convention_id = $1 and state <> 'withdrawn') counted
      full join (select account::text, credits - debits as seats from balances($1)
        where account in ('minted', 'available', 'held', 'issued', 'used', 'unused')) kept using (account)
     where coalesce(counted.seats, 0) <> coalesce(kept.seats, 0)`,

  'the stock of credits = the credits': `
    select * from credit_stock where convention_id = $1 and (
      available <> (select count(*) from credit where convention_id = $1 and state = 'available')
      or next_number <> 1 + (select count(*) from credit where convention_id = $1)
      or next_number <> 1 + coalesce((select max(number) from credit where convention_id = $1), 0))`,

  'a credit and the living seat on it know each other': `
    select k.number, k.state, s.id, s.state from credit k full join (
        select * from seat where convention_id = $1 and state not in ('released', 'returned')) s
        on s.convention_id = k.convention_id and s.credit_number = k.number
     where coalesce(k.convention_id, s.convention_id) = $1 and (k.seat_id is distinct from s.id
        or (k.state in ('available', 'withdrawn')) <> (s.id is null)
        or (k.state = 'held' and s.state not in ('held', 'returning'))
        or (k.state = 'spent' and s.state = 'held'))`,

  'seats left on offer = the allotment less the living seats': `
    select i.id from invitation i left join reservation r on r.invitation_id = i.id
      left join seat s on s.reservation_id = r.id and s.state not in ('released', 'returned')
     where i.convention_id = $1 group by i.id having i.seats_left <> i.seats - count(s.id)`,

  'a reservation and its seats agree': `
    select r.id, r.state, s.state from reservation r join invitation i on i.id = r.invitation_id
      join seat s on s.reservation_id = r.id
     where i.convention_id = $1 and (
       (r.state in ('asked', 'held') and s.state <> 'held') or (r.state = 'released' and s.state <> 'released')
       or (r.state = 'returned' and s.state <> 'returned') or (s.state = 'released' and r.state <> 'released')
       or (r.state = 'booked' and s.state not in ('held', 'returning', 'returned')))`,
}

/** What is broken, by name, with the rows that show it. */
export async function violations(client: Client, convention_id: string): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [name, query] of Object.entries(INVARIANTS)) {
    const { rows } = await client.query(query, [convention_id])
    if (rows.length > 0) found[name] = rows
  }
  return found
}
