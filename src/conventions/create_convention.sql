-- p: {id, structure_id, season_id, collects_from, collects_until, now}
create or replace function create_convention(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from organisation where id = (p->>'structure_id')::uuid and role = 'structure') then
    perform refuse('not_found', '{"what": "structure"}');
  end if;
  if not exists (select from season where id = (p->>'season_id')::uuid) then perform refuse('not_found', '{"what": "season"}'); end if;
  insert into convention (id, structure_id, season_id, collects_from, collects_until)
  values ((p->>'id')::uuid, (p->>'structure_id')::uuid, (p->>'season_id')::uuid,
    (p->>'collects_from')::timestamptz, (p->>'collects_until')::timestamptz);
  insert into fund (convention_id) values ((p->>'id')::uuid);
  insert into credit_stock (convention_id) values ((p->>'id')::uuid);
  return p - 'principal' - 'now';
exception
  when unique_violation then perform refuse('convention_exists'); return null;
  when exclusion_violation then perform refuse('collecting_twice'); return null;
end $$;
