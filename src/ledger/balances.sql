-- Balances, exact at any moment and at a flat cost: what was rolled up, plus the postings that are younger.
create or replace function balances(convention uuid) returns table (account account, debits bigint, credits bigint)
language sql stable as $$
  select account, sum(debits)::bigint, sum(credits)::bigint from (
    select r.account, r.debits, r.credits from rollup r where r.convention_id = convention
    union all
    select p.debit, p.amount, 0 from posting p, rollup_horizon h
     where p.written_by >= h.written_before and p.convention_id = convention
    union all
    select p.credit, 0, p.amount from posting p, rollup_horizon h
     where p.written_by >= h.written_before and p.convention_id = convention
  ) all_of_it group by account order by account
$$;

-- Moves the horizon up to the oldest transaction still running: everything before it is committed or gone for ever.
create or replace function roll_up(p jsonb) returns jsonb language plpgsql as $$
declare
  from_here xid8;
  to_here xid8 := pg_snapshot_xmin(pg_current_snapshot());
begin
  select written_before into from_here from rollup_horizon for update;
  if to_here <= from_here then return jsonb_build_object('moved', false); end if;
  insert into rollup as r (convention_id, account, debits, credits)
  select convention_id, account, sum(debits), sum(credits) from (
    select convention_id, debit as account, amount as debits, 0 as credits from posting
     where written_by >= from_here and written_by < to_here
    union all
    select convention_id, credit, 0, amount from posting where written_by >= from_here and written_by < to_here
  ) moved group by convention_id, account
  on conflict (convention_id, account) do update set debits = r.debits + excluded.debits, credits = r.credits + excluded.credits;
  update rollup_horizon set written_before = to_here;
  return jsonb_build_object('moved', true);
end $$;
