-- Credits of gifts that do not have exactly their price of the line of cents.
create or replace function audit_credits(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select 'credit_cents', coalesce(k.convention_id, o.convention_id), coalesce(k.number, o.credit_number)::text,
      coalesce(o.cents, 0)::text, coalesce(k.price_cents, 0)::text
    from (select * from credit k where k.origin = 'gifts' and (which is null or k.convention_id = which)) k
    full join (select o.convention_id, o.credit_number, sum(o.span_to - o.span_from) as cents, count(*) as spans
                 from outflow o where o.use = 'credit' and (which is null or o.convention_id = which) group by 1, 2) o
      on o.convention_id = k.convention_id and o.credit_number = k.number
   where o.spans is distinct from 1 or o.cents is distinct from k.price_cents
$$;
