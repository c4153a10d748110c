-- A new version of what was agreed, by either side; the one who proposes has thereby said yes.
-- p: {id, convention_id, …the terms, effective_from, now, principal}
create or replace function propose_version(p jsonb) returns jsonb language plpgsql as $$
declare
  c convention;
begin
  select * into c from convention where id = (p->>'convention_id')::uuid
    and (p->'principal'->>'role' = 'operator' or structure_id = (p->'principal'->>'organisation_id')::uuid) for no key update;
  if not found then perform refuse('not_found', '{"what": "convention"}'); end if;
  insert into convention_version (id, convention_id, number, seat_price_cents, communication, organisation, planned_seats,
    offer, surplus_use, companions, due_on, holder, receipt, proposed_at, effective_from)
  values ((p->>'id')::uuid, c.id, 1 + coalesce((select max(number) from convention_version where convention_id = c.id), 0),
    (p->>'seat_price_cents')::bigint, p->'communication', p->'organisation', (p->>'planned_seats')::integer,
    p->'offer', p->'surplus_use', (p->>'companions')::companions, (p->>'due_on')::due_on, (p->>'holder')::holder,
    (p->>'receipt')::receipt, (p->>'now')::timestamptz, (p->>'effective_from')::timestamptz);
  return approve(p || jsonb_build_object('subject', 'version'));
end $$;
