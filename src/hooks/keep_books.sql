-- Compares the partner's own books with ours, line by line; a difference stays shown until it is gone.
-- p: {connection_id, gifts: [{reference, cents}], bookings: [{order, reference, reservation_id, seats}], cursor, now}
-- Answers {differences: open ones}.
create or replace function keep_books(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  c uuid := (p->>'connection_id')::uuid;
begin
  with compared as (
    select 'gift' as kind, t.reference, coalesce(g.cents, 0) as ours, t.cents as theirs
      from jsonb_to_recordset(p->'gifts') as t(reference text, cents bigint)
      left join gift g on g.connection_id = c and g.reference = t.reference
    union all
    select 'booking', t.reference, count(s.id), t.seats
      from jsonb_to_recordset(p->'bookings') as t("order" text, reference text, reservation_id text, seats bigint)
      left join attempt a on a.reference = t.reference and a.reservation_id::text = t.reservation_id and a.state = 'confirmed'
      left join reservation r on r.id = a.reservation_id and r.partner_order = t."order"
      left join seat s on s.reservation_id = r.id and s.position is not null and s.state <> 'returned'
     group by t.reference, t.seats
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
