-- A relay asks for seats. p: {id, invitation_id, guests, companions, access_needs, seat_ids, now, principal}
create or replace function reserve(p jsonb) returns jsonb language sql as $$
  select hold(p || jsonb_build_object('relay_id', p->'principal'->>'organisation_id', 'state', 'held'))
$$;
