-- The files of these seats are gone: forgets where they lay, not that there was a ticket. A second time changes nothing.
-- p: {seat_ids}. Answers {erased}.
create or replace function erase_tickets(p jsonb) returns jsonb language plpgsql as $$
declare
  seats uuid[] := array(select id::uuid from jsonb_array_elements_text(p->'seat_ids') id);
  erased integer;
begin
  perform from reservation where id in (select reservation_id from seat where id = any(seats)) order by id for update;
  update seat set ticket_key = null where id = any(seats) and ticket_key is not null;
  get diagnostics erased = row_count;
  return jsonb_build_object('erased', erased);
end $$;
