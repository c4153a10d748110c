-- The venue moves or cancels an evening that was closed and is not final yet: nobody was absent. Unused seats are issued
-- again, and the invitation is as it was before the closing. The caller holds the performance, its invitation and reservations.
create or replace function reopen_evening(what uuid, at timestamptz) returns void language plpgsql as $$
declare
  f performance;
  back record;
begin
  select * into f from performance where id = what;
  for back in
    with again as (
      update seat s set state = 'issued' from reservation r join invitation i on i.id = r.invitation_id
       where s.reservation_id = r.id and i.performance_id = f.id and s.state = 'unused' returning s.convention_id
    )
    select convention_id, count(*) as seats from again group by convention_id
  loop
    perform post(back.convention_id, 'evening', closing_of(f) || ':reopened', at,
      jsonb_build_array(line('unused', 'issued', back.seats)));
  end loop;
  update performance set closed_at = null, final_at = null where id = f.id;
  update invitation set state = 'open' where performance_id = f.id and state = 'closed';
end $$;
