-- For each enabled connection whose convention collects now: when its last gift came, and on each of the days that end with
-- it or before it how many came (counted up to `most`), the first and the last. Gifts are named by when they came (UUIDv7), so
-- each day is two short readings of the index `gift_of_convention`, however many gifts there are.
-- p: {now, days, most}. Answers [{connection_id, structure, days: [{gifts, first_at, last_at} | null, …]}].
create or replace function giving_days(p jsonb) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('connection_id', n.id, 'structure', o.name, 'days', told.days) order by n.id), '[]')
    from connection n
    join organisation o on o.id = n.structure_id
    join convention c on c.structure_id = n.structure_id and tstzrange(c.collects_from, c.collects_until) @> (p->>'now')::timestamptz
    -- of the newest, whichever way they came: a connection that is not among them is not silent but unused
    cross join lateral (
      select came_at(f.id) as at from (select g.id, g.connection_id from gift g where g.convention_id = c.id order by g.id desc limit 1000) f
       where f.connection_id = n.id order by f.id desc limit 1) last
    cross join lateral (
      select jsonb_agg(case when day.gifts > 0 then jsonb_build_object('gifts', day.gifts,
          'first_at', came_at(day.first), 'last_at', came_at(day.last)) end order by d.n) as days
        from generate_series(0, (p->>'days')::integer - 1) d(n)
        cross join lateral (select came_from(last.at - (d.n + 1) * interval '1 day') as begins, came_from(last.at - d.n * interval '1 day') as ends) span
        cross join lateral (
          select count(*) as gifts, (array_agg(few.id order by few.id))[1] as first, (array_agg(few.id order by few.id desc))[1] as last
            from ((select g.id, g.connection_id from gift g where g.convention_id = c.id and g.id > span.begins and g.id <= span.ends
                    order by g.id limit (p->>'most')::integer)
                  union
                  (select g.id, g.connection_id from gift g where g.convention_id = c.id and g.id > span.begins and g.id <= span.ends
                    order by g.id desc limit (p->>'most')::integer)) few
           where few.connection_id = n.id) day) told
   where n.state = 'enabled' and exists (
     select from convention_version v where v.convention_id = c.id and v.in_force_at <= (p->>'now')::timestamptz)
$$;

-- A UUIDv7 begins with the milliseconds since 1970: when it was made, and the last that can be made at an instant.
create or replace function came_at(id uuid) returns timestamptz language sql immutable as $$
  select to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
$$;
create or replace function came_from(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex(round(extract(epoch from at) * 1000)::bigint), 12, '0') || 'ffffffffffffffffffff')::uuid
$$;
