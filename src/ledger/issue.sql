-- The tickets are there: held seats become issued, their credits are spent, and the price falls due to the structure.
-- Seats on their way back are left out; should the venue keep them, they are issued by another call. So are those that the venue
-- has cancelled by itself.
-- p: {reservation_id, tickets: [{position, key, media_type}], now}. Answers {state}; a second time changes nothing.
create or replace function issue(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  f performance := keep_performance_of((p->>'reservation_id')::uuid);
  r reservation;
  convention uuid;
  due due_on;
  first_seat text;
  issued integer;
  due_now bigint;
begin
  select * into r from reservation where id = (p->>'reservation_id')::uuid for update;
  if r.state not in ('booked', 'issued') or not exists (
    select from seat where reservation_id = r.id and state = 'held' and lost_at is null) then
    return jsonb_build_object('state', r.state);
  end if;
  select s.convention_id, v.due_on into convention, due
    from seat s join convention_version v on v.convention_id = s.convention_id and v.in_force_at <= at
   where s.reservation_id = r.id order by v.number desc limit 1;

  with given as (
    select * from jsonb_to_recordset(p->'tickets') as t(position text, key text, media_type text)
  ),
  done as (
    update seat s set state = 'issued', ticket_key = given.key, ticket_type = given.media_type,
      due_cents = case when due = 'issued' then k.price_cents else 0 end
      from given, credit k
     where s.reservation_id = r.id and s.position = given.position and s.state = 'held' and s.lost_at is null
       and k.convention_id = s.convention_id and k.number = s.credit_number
    returning s.id, s.due_cents
  )
  select min(id::text), count(*), coalesce(sum(due_cents), 0) into first_seat, issued, due_now from done;
  if exists (select from seat where reservation_id = r.id and state = 'held' and lost_at is null) then
    perform refuse('tickets_missing', jsonb_build_object('reservation_id', r.id));
  end if;
  update credit k set state = 'spent' from seat s
   where s.reservation_id = r.id and s.state = 'issued' and k.convention_id = s.convention_id and k.number = s.credit_number
     and k.state = 'held';
  perform post(convention, 'issue', r.id || case r.state when 'booked' then '' else ':' || first_seat end, at,
    jsonb_build_array(line('held', 'issued', issued), line('reserve', 'due_to_structure', due_now)));
  update reservation set state = 'issued', changed_at = at where id = r.id;
  if f.closed_at is not null then
    perform mark_unused(array[r.id], f, at); -- too late for anyone to come
  else
    perform tell(r.relay_id, 'tickets_ready', r.id::text, jsonb_build_object('reservation_id', r.id), at);
  end if;
  return jsonb_build_object('state', 'issued');
end $$;
