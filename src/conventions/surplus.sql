-- What should become of surplus cents. p: {id, convention_id, use, cents, seats, seat_price_cents, reason, now, principal}
create or replace function propose_surplus(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from convention where id = (p->>'convention_id')::uuid
      and (p->'principal'->>'role' = 'operator' or structure_id = (p->'principal'->>'organisation_id')::uuid)) then
    perform refuse('not_found', '{"what": "convention"}');
  end if;
  insert into surplus_decision (id, convention_id, use, cents, seats, seat_price_cents, reason, proposed_at)
  values ((p->>'id')::uuid, (p->>'convention_id')::uuid, (p->>'use')::surplus_use, (p->>'cents')::bigint,
    (p->>'seats')::integer, (p->>'seat_price_cents')::bigint, p->>'reason', (p->>'now')::timestamptz);
  return approve(p || jsonb_build_object('subject', 'surplus'));
end $$;

-- Carries out what both decided: seats bought at their real price, or money for managing invitations.
create or replace function take_surplus_decision(what uuid, at timestamptz) returns boolean language plpgsql as $$
declare
  d surplus_decision;
  first integer;
begin
  if not approved_by_both(what) then return false; end if;
  select * into d from surplus_decision where id = what for update;
  if d.taken_at is not null then return true; end if;
  update fund set surplus_cents = surplus_cents - d.cents where convention_id = d.convention_id and surplus_cents >= d.cents;
  if not found then
    perform refuse('not_enough_surplus', jsonb_build_object('asked_cents', d.cents, 'surplus_cents',
      (select surplus_cents from fund where convention_id = d.convention_id)));
  end if;
  update surplus_decision set taken_at = at where id = d.id;
  if d.use = 'management' then
    perform post(d.convention_id, 'decision', d.id::text, at, jsonb_build_array(line('surplus', 'management', d.cents)));
  else
    update credit_stock set available = available + d.seats, next_number = next_number + d.seats
     where convention_id = d.convention_id returning next_number - d.seats into first;
    insert into credit (convention_id, number, price_cents, origin, state)
    select d.convention_id, first + i, d.seat_price_cents, 'surplus', 'available' from generate_series(0, d.seats - 1) i;
    perform post(d.convention_id, 'decision', d.id::text, at, jsonb_build_array(
      line('surplus', 'reserve', d.cents), line('minted', 'available', d.seats)));
  end if;
  return true;
end $$;
