-- Gifts that are not booked exactly once as they were last seen: against their inflows, and against their entries; and
-- conventions in which they are not as many as were counted.
create or replace function audit_gifts(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  with given as (
    select g.id, g.convention_id, g.reference, g.cents, g.posted_cents from gift g
     where g.convention_id is not null and (which is null or g.convention_id = which)
  ),
  came as (
    select i.convention_id, i.gift_id, sum(i.cents) as cents from inflow i
     where i.gift_id is not null and (which is null or i.convention_id = which) group by 1, 2
  ),
  entered as (
    select e.convention_id, left(e.cause_id, 36)::uuid as gift_id,
      coalesce(sum(case p.debit when 'receivable' then p.amount when 'taken_back' then -p.amount end), 0) as cents
      from entry e left join posting p on p.entry_id = e.id
     where e.cause = 'gift' and e.cause_id ~ '^[0-9a-f-]{36}:' and (which is null or e.convention_id = which) group by 1, 2
  ),
  counted as (
    select f.convention_id, f.gifts + coalesce((select sum(i.gifts) from inflow i
        where i.convention_id = f.convention_id and i.applied_at is null), 0) as kept,
      (select count(*) from given g where g.convention_id = f.convention_id and g.posted_cents > 0) as gifts
      from fund f where which is null or f.convention_id = which
  )
  select 'gift_unposted', g.convention_id, g.reference, g.posted_cents::text, g.cents::text from given g where g.posted_cents <> g.cents
  union all
  select case when g.id is null then 'inflow_alone' else 'gift_inflows' end, coalesce(g.convention_id, c.convention_id),
      coalesce(g.reference, c.gift_id::text), coalesce(c.cents, 0)::text, coalesce(g.posted_cents, 0)::text
    from given g full join came c on c.gift_id = g.id and c.convention_id = g.convention_id
   where coalesce(g.posted_cents, 0) <> coalesce(c.cents, 0)
  union all
  select case when g.id is null then 'entry_alone' else 'gift_entries' end, coalesce(g.convention_id, e.convention_id),
      coalesce(g.reference, e.gift_id::text), coalesce(e.cents, 0)::text, coalesce(g.posted_cents, 0)::text
    from given g full join entered e on e.gift_id = g.id and e.convention_id = g.convention_id
   where coalesce(g.posted_cents, 0) <> coalesce(e.cents, 0)
  union all
  select 'counted', c.convention_id, 'gifts', c.kept::text, c.gifts::text from counted c where c.kept <> c.gifts
$$;
