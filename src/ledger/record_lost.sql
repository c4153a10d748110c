-- What the venue's orders say of seats booked for us: one that it cancelled by itself is lost, one that is valid again is not.
-- Until the evening is closed, or called off, their promise stands: the relay is told at once, and a person has to see to it.
-- Afterwards nobody counts on them any more, and they return; once the evening is final, what nobody used stays so.
-- p: {connection_id, seats: [{order, position, valid}], now}. Answers {lost: how many are newly so, resumed: [{id, drive}]},
-- the reservations that wait for tickets again.
create or replace function record_lost(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  theirs uuid := (p->>'connection_id')::uuid;
  touched uuid[];
  r reservation;
  changed record;
  lost integer := 0;
  resumed jsonb := '[]';
begin
  touched := array(select distinct t.reservation_id from told_otherwise(theirs, p->'seats', at) t);
  if touched = '{}' then return jsonb_build_object('lost', 0, 'resumed', '[]'::jsonb); end if;
  perform from performance f where f.id in (
    select i.performance_id from reservation o join invitation i on i.id = o.invitation_id where o.id = any(touched))
   order by f.reference, f.id for share;
  perform from invitation i where i.id in (select o.invitation_id from reservation o where o.id = any(touched))
   order by i.id for no key update;
  perform from reservation o where o.id = any(touched) order by o.id for update;
  for r in select o.* from reservation o join invitation i on i.id = o.invitation_id
            where o.id = any(touched) order by i.convention_id, o.id loop
    with now_so as (
      update seat s set lost_at = case when t.valid then null else at end
        from told_otherwise(theirs, p->'seats', at) t where s.id = t.id and t.reservation_id = r.id
      returning t.valid, s.state
    )
    select count(*) filter (where not valid) as lost, count(*) filter (where valid) as back,
        coalesce(bool_or(valid and state = 'held'), false) as resumed
      into changed from now_so;
    lost := lost + changed.lost;
    if exists (select from invitation i join performance f on f.id = i.performance_id
                where i.id = r.invitation_id and is_over(f)) then
      perform return_lost(r, at);
    elsif changed.lost > 0 then
      perform tell(r.relay_id, 'seats_lost', r.id || ':' || extract(epoch from at), jsonb_build_object('reservation_id', r.id), at);
    elsif changed.back > 0 and r.state = 'issued' then -- of one that is only booked, the tickets are told of when they come
      perform tell(r.relay_id, 'seats_back', r.id || ':' || extract(epoch from at), jsonb_build_object('reservation_id', r.id), at);
    end if;
    perform show_lost(r, at);
    if changed.resumed then
      update reservation set drives = drives + 1, driven_at = at where id = r.id returning * into r;
      resumed := resumed || jsonb_build_object('id', r.id, 'drive', r.drives);
    end if;
  end loop;
  return jsonb_build_object('lost', lost, 'resumed', resumed);
end $$;

-- Seats of which the venue says otherwise than is known here. One that is named twice is valid only if both say so.
create or replace function told_otherwise(theirs uuid, seats jsonb, at timestamptz)
returns table (id uuid, reservation_id uuid, valid boolean) language sql as $$
  select s.id, s.reservation_id, bool_and(t.valid)
    from jsonb_to_recordset(seats) as t("order" text, position text, valid boolean)
    join reservation r on r.partner_order = t."order" and r.state in ('booked', 'issued')
    join invitation i on i.id = r.invitation_id
    join performance f on f.id = i.performance_id and f.connection_id = theirs
    join seat s on s.reservation_id = r.id and s.position = t.position and s.state in ('held', 'issued', 'unused')
     and (s.state <> 'unused' or f.final_at > at)
   group by s.id, s.reservation_id, s.lost_at having bool_and(t.valid) = (s.lost_at is not null)
$$;

-- Of a reservation: neither on their way back, nor was anyone let in on them.
create or replace function lost_seats(what uuid) returns uuid[] language sql as $$
  select coalesce(array_agg(s.id order by s.id), '{}') from seat s
   where s.reservation_id = what and s.lost_at is not null and s.state in ('held', 'issued', 'unused')
$$;

-- Nobody counts on seats of this evening any more.
create or replace function is_over(f performance) returns boolean language sql immutable as $$
  select f.closed_at is not null or f.state = 'cancelled'
$$;

-- The evening is over, and the venue has kept no place: the seats that it cancelled are as if they had been given back. The
-- caller holds the invitation and the reservation.
create or replace function return_lost(r reservation, at timestamptz) returns void language plpgsql as $$
declare
  gone uuid[] := lost_seats(r.id);
begin
  if gone <> '{}' then perform return_seats(r, gone, at); end if;
end $$;

-- The same for a whole evening. The caller holds the performance.
create or replace function return_lost_of(f performance, at timestamptz) returns void language plpgsql as $$
declare
  r reservation;
begin
  for r in select o.* from reservation o join invitation i on i.id = o.invitation_id
            where i.performance_id = f.id and o.state in ('booked', 'issued')
              and exists (select from seat s where s.reservation_id = o.id and s.lost_at is not null)
            order by o.id loop
    r := lock_to_give_back(r.id);
    perform return_lost(r, at);
    perform show_lost(r, at);
  end loop;
end $$;

-- A promise that the venue broke is shown as long as seats of it stand; once all have returned, nothing else is waited for.
create or replace function show_lost(r reservation, at timestamptz) returns void language plpgsql as $$
declare
  about jsonb := jsonb_build_object('subject', r.id, 'now', at);
  standing integer := cardinality(lost_seats(r.id));
begin
  if standing > 0 then
    perform raise_trouble(about || jsonb_build_object('kind', 'promise',
      'message', format('The venue cancelled %s seat(s) of its order %s, which a relay counts on.', standing, r.partner_order),
      'todo', 'Call the venue: it makes the seats valid again, or give them back here so that their credits return. The relay has been told.'));
    return;
  end if;
  perform resolve_trouble(about || '{"kind": "promise"}');
  if exists (select from reservation o where o.id = r.id and o.state = 'returned') then
    perform resolve_trouble(about || jsonb_build_object('kind', kind)) from unnest(array['booking', 'tickets', 'return']) kind;
  end if;
end $$;
