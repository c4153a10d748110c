-- Compares the partner's own books with ours, line by line; a difference stays shown until it is gone, and is looked at
-- again each time: the partner tells a line once, and ours may have been on its way.
-- p: {connection_id, gifts: [{reference, cents}], bookings: [{order, reference, reservation_id, seats}], cursor, now}
-- Answers {differences: open ones}.
create or replace function keep_books(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  c uuid := (p->>'connection_id')::uuid;
begin
  with listed as (
    select 'gift' as kind, t.reference, null as "order", null as reservation_id, t.cents as theirs
      from jsonb_to_recordset(p->'gifts') as t(reference text, cents bigint)
    union all
    select 'booking', t.reference, t."order", t.reservation_id, t.seats
      from jsonb_to_recordset(p->'bookings') as t("order" text, reference text, reservation_id text, seats bigint)
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
        and a.reservation_id::text = coalesce(t.reservation_id, a.reservation_id::text)
      left join reservation r on r.id = a.reservation_id and r.partner_order = coalesce(t."order", r.partner_order)
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
