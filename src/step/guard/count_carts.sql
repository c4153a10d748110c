-- Adds to what is known of carts. Sums of another trial, or for a step that is switched off or not there, are let go.
-- p: {key, trial, shown: {begun, finished}, not_shown: {begun, finished}, now}
create or replace function count_carts(p jsonb) returns void language sql as $$
  insert into step_count (structure_id, trial, day, shown, begun, finished)
  select s.structure_id, s.trial, ((p->>'now')::timestamptz at time zone 'utc')::date, arm = 'shown',
      (p->arm->>'begun')::bigint, (p->arm->>'finished')::bigint
    -- in one order, so that two that add at once wait for each other and no more
    from step s, unnest(array['not_shown', 'shown']) with ordinality as arms (arm, n)
   where s.key = p->>'key' and s.trial = (p->>'trial')::integer and s.switched_off_at is null
     and (p->arm->>'begun')::bigint + (p->arm->>'finished')::bigint > 0
   order by n
  on conflict (structure_id, trial, day, shown) do update set begun = step_count.begun + excluded.begun,
    finished = step_count.finished + excluded.finished
$$;
