-- After the evening: issued seats that nobody used become unused, provisionally until `final_at`; those that the venue had
-- cancelled by itself return. A second time changes nothing.
-- p: {performance_id, final_at, now}. Answers {used, unused}.
create or replace function close_evening(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  f performance;
begin
  select * into f from performance where id = (p->>'performance_id')::uuid for no key update;
  if not found then perform refuse('not_found', '{"what": "performance"}'); end if;
  if f.state = 'cancelled' then perform refuse('performance_cancelled'); end if;
  if f.starts_at > at then perform refuse('evening_not_over', jsonb_build_object('starts_at', f.starts_at)); end if;
  if f.closed_at is null then
    update performance set closed_at = at, final_at = (p->>'final_at')::timestamptz where id = f.id returning * into f;
    update invitation set state = 'closed' where performance_id = f.id and state = 'open';
  end if;
  perform return_lost_of(f, at);
  perform mark_unused(array(
    select r.id from reservation r join invitation i on i.id = r.invitation_id
     where i.performance_id = f.id and r.state = 'issued' order by r.id for update of r), f, at);
  perform end_return_troubles(array(
    select r.id from reservation r join invitation i on i.id = r.invitation_id where i.performance_id = f.id), at);
  return (select jsonb_build_object('used', count(*) filter (where s.state = 'used'), 'unused', count(*) filter (where s.state = 'unused'))
            from seat s join reservation r on r.id = s.reservation_id join invitation i on i.id = r.invitation_id
           where i.performance_id = f.id);
end $$;

-- Which closing of which evening; it may be closed again after it was moved.
create or replace function closing_of(f performance) returns text language sql immutable as $$
  select f.id || ':' || extract(epoch from f.closed_at)
$$;

-- Seats still issued after their evening. One seat and how often it was scanned name the cause: from there it comes here
-- once in a closing.
create or replace function mark_unused(reservations uuid[], f performance, at timestamptz) returns void language plpgsql as $$
declare
  closing record;
begin
  for closing in
    with gone as (
      update seat set state = 'unused' where reservation_id = any(reservations) and state = 'issued'
      returning convention_id, id || ':' || scans as name
    )
    select convention_id, count(*) as seats, min(name) as name from gone group by convention_id
  loop
    perform post(closing.convention_id, 'evening', closing_of(f) || ':' || closing.name, at,
      jsonb_build_array(line('issued', 'unused', closing.seats)));
  end loop;
end $$;
