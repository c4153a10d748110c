-- The tickets are there: held seats become issued, their credits are spent, and the price falls due to the structure.
-- p: {reservation_id, tickets: [{position, key, media_type}], now}. Answers {state}; a second time changes nothing.
create or replace function issue(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r reservation;
  convention uuid;
  due due_on;
  issued integer;
  due_now bigint;
begin
  select * into r from reservation where id = (p->>'reservation_id')::uuid for update;
  if r.state <> 'booked' then return jsonb_build_object('state', r.state); end if;
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
     where s.reservation_id = r.id and s.position = given.position and s.state = 'held'
       and k.convention_id = s.convention_id and k.number = s.credit_number
    returning s.id, s.due_cents
  )
  select count(*), coalesce(sum(due_cents), 0) into issued, due_now from done;
  if exists (select from seat where reservation_id = r.id and state = 'held') then
    perform refuse('tickets_missing', jsonb_build_object('reservation_id', r.id));
  end if;
  update credit k set state = 'spent' from seat s
   where s.reservation_id = r.id and s.state = 'issued' and k.convention_id = s.convention_id and k.number = s.credit_number;
  update reservation set state = 'issued', changed_at = at where id = r.id;
  perform post(convention, 'issue', r.id::text, at, jsonb_build_array(
    line('held', 'issued', issued), line('reserve', 'due_to_structure', due_now)));
  perform tell(r.relay_id, 'tickets_ready', r.id::text, jsonb_build_object('reservation_id', r.id), at);
  return jsonb_build_object('state', 'issued');
end $$;
