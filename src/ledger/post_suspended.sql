-- Posts gifts that came before a convention in force collected them: they waited in suspense, visibly, under the day
-- they were given. To be run when a version comes into force, and by the sweep, until it answers fewer than `limit`.
-- p: {limit, now}. Answers {conventions: those whose fund has news, posted: gifts that left suspense}.
create or replace function post_suspended(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  found_now jsonb;
begin
  -- without locks: a gift that changes meanwhile has a higher version, and its own posting takes it out of suspense
  select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'connection_id', g.connection_id, 'reference', g.reference,
      'cents', g.cents, 'version', g.version, 'given_at', g.given_at, 'evidence', g.evidence)), '[]')
    into found_now
    from (
      select s.* from gift s
       where s.convention_id is null and exists (
         select from connection n
           join convention c on c.structure_id = n.structure_id
            and tstzrange(c.collects_from, c.collects_until) @> s.given_at
           join convention_version v on v.convention_id = c.id and v.in_force_at <= at
          where n.id = s.connection_id)
       order by s.connection_id, s.reference limit (p->>'limit')::integer) g;
  return (post_gifts(jsonb_build_object('now', at, 'observations', found_now, 'done', '[]'::jsonb)) - 'suspended')
    || jsonb_build_object('posted', jsonb_array_length(found_now));
end $$;
