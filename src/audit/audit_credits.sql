-- Where what went out of the line of cents has a gap or an overlap, and credits that do not have exactly their price of it.
create or replace function audit_credits(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select 'line_out', which, s.span_from::text, s.span_from::text, s.before::text
    from (select o.span_from, lag(o.span_to, 1, 0::bigint) over (order by o.span_from) as before
            from outflow o where o.convention_id = which) s where s.span_from <> s.before
  union all
  select 'line_out', which, 'line_out', f.line_out::text, l.upto::text
    from fund f cross join lateral (select coalesce(max(o.span_to), 0) as upto from outflow o where o.convention_id = which) l
   where f.convention_id = which and f.line_out <> l.upto
  union all
  select 'credit_cents', which, coalesce(k.number, o.credit_number)::text, coalesce(o.cents, 0)::text, coalesce(k.price_cents, 0)::text
    from (select * from credit k where k.convention_id = which and k.origin = 'gifts') k
    full join (select o.credit_number, sum(o.span_to - o.span_from) as cents, count(*) as spans
                 from outflow o where o.convention_id = which and o.use = 'credit' group by 1) o on o.credit_number = k.number
   where o.spans is distinct from 1 or o.cents is distinct from k.price_cents
$$;
