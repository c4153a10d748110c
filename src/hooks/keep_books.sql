-- Compares the partner's own books with ours, line by line; a difference stays shown until it is gone, and is looked at
-- again each time: the partner tells a line once, and ours may have been on its way. Of a gift that is listed twice the last
-- word counts; of several orders under one reference all seats do, since ours are one order's.
-- p: {connection_id, gifts: [{reference, cents}], bookings: [{order, reference, reservation_id, seats}], cursor, now}
-- Answers {differences: open ones}.
create or replace function keep_books(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  c uuid := (p->>'connection_id')::uuid;
begin
  with listed as (
    select 'gift' as kind, t.reference, null::text[] as orders, null::text[] as reservation_ids,
        (array_agg(t.cents order by t.n desc))[1] as theirs
      from rows from (jsonb_to_recordset(p->'gifts') as (reference text, cents bigint)) with ordinality as t(reference, cents, n)
     group by t.reference
    union all
    select 'booking', t.reference, array_agg(t."order"), array_agg(t.reservation_id) filter (where t.reservation_id is not null),
        sum(t.seats)::bigint
      from jsonb_to_recordset(p->'bookings') as t("order" text, reference text, reservation_id text, seats bigint)
     group by t.reference
  ),
  told as (
    select * from listed
    union all
    select d.kind, d.reference, null, null, d.theirs::bigint from difference d
     where d.connection_id = c and d.settled_at is null
       and not exists (select from listed l where l.kind = d.kind and l.reference = d.reference)
  ),
  compared as (
    select t.kind, t.reference, coalesce(g.cents, 0) as ours, t.theirs
      from told t left join gift g on g.connection_id = c and g.reference = t.reference
     where t.kind = 'gift'
    union all
    select t.kind, t.reference, count(s.id), t.theirs
      from told t
      left join attempt a on a.reference = t.reference and a.state = 'confirmed'
        and (t.reservation_ids is null or a.reservation_id::text = any(t.reservation_ids))
      left join reservation r on r.id = a.reservation_id and (t.orders is null or r.partner_order = any(t.orders))
      left join seat s on s.reservation_id = r.id and s.position is not null and s.state <> 'returned'
     where t.kind = 'booking'
     group by t.kind, t.reference, t.theirs
  ),
  gone as (
    update difference d set settled_at = at from compared k
     where d.connection_id = c and d.kind = k.kind and d.reference = k.reference and d.settled_at is null and k.ours = k.theirs
  )
  insert into difference (id, connection_id, kind, reference, ours, theirs, found_at)
  select gen_random_uuid(), c, kind, reference, ours, theirs, at from compared where ours <> theirs
  on conflict (connection_id, kind, reference) where settled_at is null
  do update set ours = excluded.ours, theirs = excluded.theirs;

  update connection set books_cursor = p->'cursor', reconciled_at = at where id = c;
  return jsonb_build_object('differences', (select count(*) from difference where connection_id = c and settled_at is null));
end $$;
