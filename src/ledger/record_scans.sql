-- What the door saw, seat by seat; of one seat the last word counts. A scan after the evening was closed corrects an unused
-- seat, one that was undone is undone, until the evening is final.
-- With `seen_at` the scans are an order as it was fetched then, where a seat that is not scanned may only be older than its
-- scan: it undoes none of the last two minutes before.
-- p: {connection_id, scans: [{order, position, scanned_at}], seen_at, now}. Answers {used, undone}.
create or replace function record_scans(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  theirs uuid := (p->>'connection_id')::uuid;
  orders text[] := array(select distinct scan->>'order' from jsonb_array_elements(p->'scans') scan);
  change record;
  used integer := 0;
  undone integer := 0;
  scanned uuid[] := '{}';
  overtaken uuid[] := '{}';
  found_again uuid[] := '{}';
begin
  perform from performance f where f.connection_id = theirs and f.id in (
    select i.performance_id from reservation r join invitation i on i.id = r.invitation_id where r.partner_order = any(orders))
   order by f.reference, f.id for share;
  perform from reservation r join invitation i on i.id = r.invitation_id join performance f on f.id = i.performance_id
   where r.partner_order = any(orders) and f.connection_id = theirs order by r.id for update of r;
  for change in
    select * from (
      select distinct on (s.id) s.id, s.reservation_id, s.convention_id, s.state, s.scans, s.due_cents, k.price_cents,
          k.state as credit, s.lost_at, f.closed_at, f.final_at, scan.scanned_at, s.scanned_at as known_at
        from rows from (jsonb_to_recordset(p->'scans') as ("order" text, position text, scanned_at timestamptz))
          with ordinality as scan("order", position, scanned_at, n)
        join reservation r on r.partner_order = scan."order"
        join invitation i on i.id = r.invitation_id
        join performance f on f.id = i.performance_id and f.connection_id = theirs
        join seat s on s.reservation_id = r.id and s.position = scan.position
        join credit k on k.convention_id = s.convention_id and k.number = s.credit_number
       order by s.id, scan.n desc) seen
     where (final_at is null or final_at > at)
       and case when scanned_at is null
             then state = 'used' and coalesce(known_at < (p->>'seen_at')::timestamptz - interval '2 minutes', true)
             else state in ('issued', 'unused', 'returning') and credit = 'spent' end
  loop
    if change.scanned_at is not null then
      perform mark_used(change.id, change.convention_id, change.state, change.scans, change.due_cents, change.price_cents, change.scanned_at, at);
      used := used + 1;
      scanned := scanned || change.reservation_id;
      if change.state = 'returning' then overtaken := overtaken || change.reservation_id; end if;
      if change.lost_at is not null then found_again := found_again || change.reservation_id; end if;
    else
      perform mark_not_used(change.id, change.convention_id, change.closed_at is not null, change.scans, change.due_cents, at);
      undone := undone + 1;
    end if;
  end loop;
  -- a return that the door has overtaken, or of which nothing is left that could go back
  perform end_return_troubles(array(
    select r.id from reservation r where r.id = any(scanned) and (r.id = any(overtaken) or not exists (
      select from seat s where s.reservation_id = r.id and s.state in ('held', 'issued')))), at);
  perform show_lost(r, at) from reservation r where r.id = any(found_again);
  return jsonb_build_object('used', used, 'undone', undone);
end $$;

create or replace function mark_used(s uuid, convention uuid, was seat_state, scans_before integer, due_before bigint, price bigint,
  seen timestamptz, at timestamptz) returns void language plpgsql as $$
begin
  -- whoever was scanned came in: a return still under way has lost, and the venue had not cancelled the seat after all
  update seat set state = 'used', scanned_at = seen, lost_at = null, scans = scans_before + 1, due_cents = price where id = s;
  perform post(convention, 'scan', s || ':' || scans_before + 1, at, jsonb_build_array(
    line(case when was = 'unused' then 'unused' else 'issued' end::account, 'used', 1),
    line('reserve', 'due_to_structure', price - due_before)));
end $$;

-- An undone scan takes back exactly what that scan posted: what fell due by it is not due any more.
create or replace function mark_not_used(s uuid, convention uuid, closed boolean, scans_before integer, due_before bigint, at timestamptz)
returns void language plpgsql as $$
declare
  due_by_scan bigint := coalesce((select p.amount from entry e join posting p on p.entry_id = e.id
    where e.cause = 'scan' and e.cause_id = s || ':' || scans_before and p.credit = 'due_to_structure'), 0);
begin
  update seat set state = case when closed then 'unused' else 'issued' end::seat_state, scanned_at = null,
    scans = scans_before + 1, due_cents = due_before - due_by_scan where id = s;
  perform post(convention, 'scan', s || ':' || scans_before + 1, at, jsonb_build_array(
    line('used', case when closed then 'unused' else 'issued' end::account, 1),
    line('due_to_structure', 'reserve', due_by_scan)));
end $$;
