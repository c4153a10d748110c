-- What is to be judged: of each step that is on and shown to a part of carts, the sums of its trial. Steps of which nothing has
-- been counted are left out. p: {}
create or replace function steps_counted(p jsonb) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('structure_id', s.structure_id, 'trial', s.trial, 'shown_percent', s.shown_percent,
      'shown', jsonb_build_object('begun', c.begun, 'finished', c.finished),
      'not_shown', jsonb_build_object('begun', c.begun_without, 'finished', c.finished_without)) order by s.structure_id), '[]')
    from step s
    join lateral (
      select coalesce(sum(n.begun) filter (where n.shown), 0) as begun, coalesce(sum(n.finished) filter (where n.shown), 0) as finished,
          coalesce(sum(n.begun) filter (where not n.shown), 0) as begun_without,
          coalesce(sum(n.finished) filter (where not n.shown), 0) as finished_without
        from step_count n where n.structure_id = s.structure_id and n.trial = s.trial
      having count(*) > 0) c on true
   where s.switched_off_at is null and s.shown_percent between 1 and 99
$$;
