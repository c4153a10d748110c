-- What the door saw, seat by seat. A scan after the evening was closed corrects an unused seat; one that was undone is undone.
-- p: {connection_id, scans: [{order, position, scanned_at}], now}. Answers {used, undone}.
create or replace function record_scans(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  change record;
  used integer := 0;
  undone integer := 0;
begin
  for change in
    select s.id, s.convention_id, s.state, s.scans, s.due_cents, k.price_cents, f.closed_at, scan.scanned_at
      from jsonb_to_recordset(p->'scans') as scan("order" text, position text, scanned_at timestamptz)
      join reservation r on r.partner_order = scan."order"
      join invitation i on i.id = r.invitation_id
      join performance f on f.id = i.performance_id and f.connection_id = (p->>'connection_id')::uuid
      join seat s on s.reservation_id = r.id and s.position = scan.position
      join credit k on k.convention_id = s.convention_id and k.number = s.credit_number
     where case when scan.scanned_at is null then s.state = 'used' else s.state in ('issued', 'unused', 'returning') end
     order by s.id for update of s
  loop
    if change.scanned_at is not null then
      perform mark_used(change.id, change.convention_id, change.state, change.scans, change.due_cents, change.price_cents, change.scanned_at, at);
      used := used + 1;
    else
      perform mark_not_used(change.id, change.convention_id, change.closed_at is not null, change.scans, change.due_cents, at);
      undone := undone + 1;
    end if;
  end loop;
  return jsonb_build_object('used', used, 'undone', undone);
end $$;

create or replace function mark_used(s uuid, convention uuid, was seat_state, scans_before integer, due_before bigint, price bigint,
  seen timestamptz, at timestamptz) returns void language plpgsql as $$
begin
  -- whoever was scanned came in: a return still under way has lost
  update seat set state = 'used', scanned_at = seen, scans = scans_before + 1, due_cents = price where id = s;
  perform post(convention, 'scan', s || ':' || scans_before + 1, at, jsonb_build_array(
    line(case when was = 'unused' then 'unused' else 'issued' end::account, 'used', 1),
    line('reserve', 'due_to_structure', price - due_before)));
end $$;

create or replace function mark_not_used(s uuid, convention uuid, closed boolean, scans_before integer, due_before bigint, at timestamptz)
returns void language plpgsql as $$
declare
  due due_on;
begin
  select due_on into due from convention_version where convention_id = convention and in_force_at <= at order by number desc limit 1;
  update seat set state = case when closed then 'unused' else 'issued' end::seat_state, scanned_at = null,
    scans = scans_before + 1, due_cents = case when due = 'used' then 0 else due_before end where id = s;
  perform post(convention, 'scan', s || ':' || scans_before + 1, at, jsonb_build_array(
    line('used', case when closed then 'unused' else 'issued' end::account, 1),
    line('due_to_structure', 'reserve', case when due = 'used' then due_before else 0 end)));
end $$;
