-- Gifts that are not booked exactly once as they were last seen: against their inflows, and against their entries.
create or replace function audit_gifts(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  with came as (
    select i.gift_id, sum(i.cents) as cents from inflow i where i.convention_id = which and i.gift_id is not null group by 1
  ),
  entered as (
    select left(e.cause_id, 36)::uuid as gift_id,
      coalesce(sum(case p.debit when 'receivable' then p.amount when 'taken_back' then -p.amount end), 0) as cents
      from entry e left join posting p on p.entry_id = e.id
     where e.convention_id = which and e.cause = 'gift' and e.cause_id ~ '^[0-9a-f-]{36}:' group by 1
  )
  select t.kind, which, coalesce(g.reference, t.id), t.ours, t.theirs
    from (select * from gift g where g.convention_id = which) g
    full join came on came.gift_id = g.id full join entered on entered.gift_id = coalesce(g.id, came.gift_id)
    cross join lateral (values
      ('gift_unposted', g.posted_cents, g.cents, g.id),
      ('gift_inflows', coalesce(came.cents, 0), g.posted_cents, g.id), ('inflow_alone', came.cents, 0, case when g.id is null then came.gift_id end),
      ('gift_entries', coalesce(entered.cents, 0), g.posted_cents, g.id), ('entry_alone', entered.cents, 0, case when g.id is null then entered.gift_id end)
    ) v(kind, ours, theirs, id)
    cross join lateral (select v.kind, v.ours::text, v.theirs::text, v.id::text) t(kind, ours, theirs, id)
   where v.id is not null and v.ours <> v.theirs
$$;

-- Where the line of cents has a gap or an overlap: what came in, and where that ends.
create or replace function audit_line_in(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select 'line_in', which, s.id::text, s.span_from::text, s.before::text
    from (select i.id, i.span_from, lag(i.span_to, 1, 0::bigint) over (order by i.span_from) as before
            from inflow i where i.convention_id = which and i.span_from is not null) s where s.span_from <> s.before
  union all
  select 'line_in', which, 'line_in', f.line_in::text, l.upto::text
    from fund f cross join lateral (select coalesce(max(i.span_to), 0) as upto from inflow i where i.convention_id = which) l
   where f.convention_id = which and f.line_in <> l.upto
$$;
