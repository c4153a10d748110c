-- Compares what `audit_read` summed with every row that runs or was rolled up beside it. Each total is told from two sides:
-- `ours` is what is kept, `theirs` what its postings (or the rows that it counts) come to. Answers those that differ.
-- sums: {part: [the sums of each convention]}; debit_side: accounts whose natural balance is debits less credits.
create or replace function audit_totals(sums jsonb, which uuid, debit_side text[])
returns table (kind text, convention_id uuid, place text, ours numeric, theirs numeric) language sql stable as $$
  with posted as (
    select * from jsonb_to_recordset(sums->'posted') as t(convention_id uuid, debit text, credit text, amount numeric)
  ),
  account as (select * from audit_accounts(sums, debit_side)),
  waiting as (
    select * from jsonb_to_recordset(sums->'waiting') as t(convention_id uuid, in_cents numeric, back_cents numeric, passed_cents numeric)
  ),
  opened as (
    select * from jsonb_to_recordset(sums->'opened')
      as t(convention_id uuid, origin text, state text, credits numeric, cents numeric, last numeric)
  ),
  seated as (
    select t.*, case when t.seat in ('held', 'returning') then case t.credit when 'held' then 'held' else 'issued' end else t.seat end as at
      from jsonb_to_recordset(sums->'seated')
        as t(convention_id uuid, seat text, credit text, ticketed boolean, seats numeric, due_cents numeric)
  ),
  running as (select f.* from fund f where which is null or f.convention_id = which),
  stock as (select k.* from credit_stock k where which is null or k.convention_id = which),
  whose as (
    select c.id from convention c where which is null or c.id = which
    union select a.convention_id from account a union select f.convention_id from running f
  ),
  side as (
    select 'rolled_up' as kind, b.convention_id, b.account || ' ' || s.side as place, s.amount::numeric as ours, 0 as theirs
      from balances_of(array(select w.id from whose w)) b
      cross join lateral (values ('debits', b.debits), ('credits', b.credits)) s(side, amount)
    union all select 'rolled_up', a.convention_id, a.name || ' debits', 0, a.debits from account a
    union all select 'rolled_up', a.convention_id, a.name || ' credits', 0, a.credits from account a
    union all select 'below_zero', a.convention_id, a.name, a.balance, 0 from account a where a.balance < 0

    union all select 'mixed', p.convention_id, p.debit || ' ' || p.credit, p.amount, 0 from posted p
      where (p.debit in ('minted', 'available', 'held', 'issued', 'used', 'unused')) <> (p.credit in ('minted', 'available', 'held', 'issued', 'used', 'unused'))

    union all select 'running', f.convention_id, 'fund', f.line_in - f.line_out, 0 from running f
    union all select 'running', w.convention_id, 'fund', w.in_cents, 0 from waiting w
    union all select 'running', f.convention_id, 'surplus', f.surplus_cents, 0 from running f
    union all select 'running', f.convention_id, 'shortfall', f.shortfall_cents, 0 from running f
    union all select 'running', w.convention_id, 'taken_back', w.back_cents, 0 from waiting w
    -- those that wait before the mark: whoever counts from there passes them over
    union all select 'running', w.convention_id, 'passed_over', 0, w.passed_cents from waiting w
    union all select 'running', a.convention_id, a.name, 0, a.balance from account a
      where a.name in ('fund', 'surplus', 'shortfall', 'taken_back')

    union all select 'stock', f.convention_id, 'minted', f.minted, 0 from running f
    union all select 'stock', o.convention_id, 'minted', 0, o.credits from opened o where o.origin = 'gifts' and o.state <> 'withdrawn'
    union all select 'stock', k.convention_id, 'available', k.available, 0 from stock k
    union all select 'stock', o.convention_id, 'available', 0, o.credits from opened o where o.state = 'available'
    union all select 'stock', k.convention_id, 'numbers', k.next_number - 1, 0 from stock k
    union all select 'stock', o.convention_id, 'numbers', 0, o.credits from opened o
    union all select 'stock', k.convention_id, 'last number', k.next_number - 1, 0 from stock k
    union all select 'stock', o.convention_id, 'last number', 0, max(o.last) from opened o group by 2

    union all select 'seats', o.convention_id, 'available', o.credits, 0 from opened o where o.state = 'available'
    union all select 'seats', o.convention_id, 'minted', o.credits, 0 from opened o where o.state <> 'withdrawn'
    union all select 'seats', s.convention_id, s.at, s.seats, 0 from seated s where s.at in ('held', 'issued', 'used', 'unused')
    union all select 'seats', a.convention_id, a.name, 0, a.balance from account a
      where a.name in ('minted', 'available', 'held', 'issued', 'used', 'unused')
    union all select 'seats', s.convention_id, 'reserved', s.seats, 0 from seated s
    union all select 'seats', p.convention_id, 'reserved', 0, p.amount from posted p where p.credit = 'held'
    union all select 'seats', s.convention_id, 'back', s.seats, 0 from seated s where s.seat in ('released', 'returned')
    union all select 'seats', p.convention_id, 'back', 0, p.amount from posted p
      where p.debit in ('held', 'issued', 'unused') and p.credit in ('available', 'minted')
    union all select 'seats', s.convention_id, 'ticketed', s.seats, 0 from seated s where s.ticketed
    union all select 'seats', p.convention_id, 'ticketed', 0, p.amount from posted p where p.debit = 'held' and p.credit = 'issued'

    union all select 'prices', o.convention_id, 'reserve', o.cents, 0 from opened o where o.state <> 'withdrawn'
    union all select 'prices', a.convention_id, 'reserve', 0, a.balance from account a where a.name in ('reserve', 'due_to_structure')
    union all select 'due', s.convention_id, 'due_to_structure', s.due_cents, 0 from seated s
    union all select 'due', a.convention_id, 'due_to_structure', 0, a.balance from account a where a.name = 'due_to_structure'

    union all select 'fees', m.convention_id, l.account, sum(m.fee_cents), 0
      from payment_movement m cross join (values ('fees'), ('withheld')) l(account)
     where m.convention_id is not null and (which is null or m.convention_id = which) group by 2, 3
    union all select 'fees', a.convention_id, a.name, 0, a.balance from account a where a.name in ('fees', 'withheld')
  )
  select s.kind, s.convention_id, s.place, sum(s.ours), sum(s.theirs) from side s group by 1, 2, 3 having sum(s.ours) <> sum(s.theirs)
$$;

-- What each account of each convention was debited and credited since the beginning, and its natural balance.
create or replace function audit_accounts(sums jsonb, debit_side text[])
returns table (convention_id uuid, name text, debits numeric, credits numeric, balance numeric) language sql stable as $$
  with posted as (
    select * from jsonb_to_recordset(sums->'posted') as t(convention_id uuid, debit text, credit text, amount numeric)
  )
  select l.convention_id, l.name, sum(l.debits), sum(l.credits),
      case when l.name = any(debit_side) then sum(l.debits) - sum(l.credits) else sum(l.credits) - sum(l.debits) end
    from (select p.convention_id, p.debit as name, p.amount as debits, 0 as credits from posted p
          union all select p.convention_id, p.credit, 0, p.amount from posted p) l group by 1, 2
$$;
