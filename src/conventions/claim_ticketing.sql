-- Names the one connection whose gifts a ticketing's are. It passes on to another structure only from a connection that is
-- not enabled and never booked a gift, then it was a mistake; nor while that one is being set up, which takes two minutes at
-- the most, so that of two at once one is refused before it calls the ticketing. A structure's own two never both have it.
-- p: {id, platform, place, now}
create or replace function claim_ticketing(p jsonb) returns void language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  owner uuid;
  holder connection;
begin
  -- one at a time: whoever comes second sees what the first one wrote
  perform pg_advisory_xact_lock(hashtext('ticketing'));
  select structure_id into owner from connection where id = (p->>'id')::uuid;
  insert into ticketing as t (platform, place, connection_id, claimed_at)
  values (p->>'platform', p->>'place', (p->>'id')::uuid, at)
  on conflict (platform, place) do update set connection_id = excluded.connection_id, claimed_at = excluded.claimed_at
    where t.connection_id = excluded.connection_id or exists (
      select from connection c where c.id = t.connection_id and case when c.structure_id = owner then c.provision is null
        else c.state <> 'enabled' and t.claimed_at <= at - interval '2 minutes'
          and not exists (select from gift g where g.connection_id = c.id) end);
  if found then return; end if;
  select c.* into holder from ticketing t join connection c on c.id = t.connection_id
   where t.platform = p->>'platform' and t.place = p->>'place';
  perform refuse('ticketing_connected_already',
    case when holder.structure_id = owner then jsonb_build_object('connection_id', holder.id) else '{}' end);
end $$;
