-- The figures of the report, of all conventions that were read, recomputed from the postings and from what they count; but
-- for the number of gifts, of which `audit_suspects` knows only whether it is right.
create or replace function audit_report(sums jsonb, debit_side text[]) returns jsonb language sql stable as $$
  with account as (select a.name, sum(a.balance) as balance from audit_accounts(sums, debit_side) a group by 1),
  posted as (select * from jsonb_to_recordset(sums->'posted') as t(debit text, credit text, amount numeric)),
  opened as (select * from jsonb_to_recordset(sums->'opened') as t(origin text, state text, credits numeric)),
  seated as (select * from jsonb_to_recordset(sums->'seated') as t(seat text, seats numeric)),
  figure as (
    select f.figure as name, a.balance as n from account a join (values ('gift_cents', 'receivable'), ('fund_cents_left', 'fund'),
        ('available', 'available'), ('used', 'used'), ('unused', 'unused'), ('surplus_cents', 'surplus'), ('shortfall_cents', 'shortfall'))
      f(figure, account) on f.account = a.name
    union all select 'credits_opened', o.credits from opened o where o.origin = 'gifts' and o.state <> 'withdrawn'
    union all select 'issued', p.amount from posted p where p.debit = 'held' and p.credit = 'issued'
    union all select 'reserved', s.seats from seated s where s.seat <> 'released'
    union all select 'given_back', s.seats from seated s where s.seat = 'returned'
  )
  select coalesce(jsonb_object_agg(f.name, f.n), '{}') from (select name, sum(n) as n from figure group by 1) f
$$;
