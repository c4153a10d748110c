-- Names the one connection whose gifts a ticketing's are. It passes on to another structure only from a connection that is
-- not enabled and never booked a gift, then it was a mistake; nor while that one is being set up, which takes two minutes at
-- the most, so that of two at once one is refused before it calls the ticketing. A structure's own two never both have it.
-- What had come to the one before and was not booked yet is the new one's to book, from the ticketing's own books.
-- p: {id, platform, place, now}
create or replace function claim_ticketing(p jsonb) returns void language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  owner uuid;
  before uuid;
  holder connection;
begin
  -- one at a time: whoever comes second sees what the first one wrote
  perform pg_advisory_xact_lock(hashtext('ticketing'));
  select structure_id into owner from connection where id = (p->>'id')::uuid;
  select t.connection_id into before from ticketing t where t.platform = p->>'platform' and t.place = p->>'place';
  insert into ticketing as t (platform, place, connection_id, claimed_at)
  values (p->>'platform', p->>'place', (p->>'id')::uuid, at)
  on conflict (platform, place) do update set connection_id = excluded.connection_id, claimed_at = excluded.claimed_at
    where t.connection_id = excluded.connection_id or exists (
      select from connection c where c.id = t.connection_id and case when c.structure_id = owner then c.provision is null
        else c.state <> 'enabled' and t.claimed_at <= at - interval '2 minutes'
          and not exists (select from gift g where g.connection_id = c.id) end);
  if found then
    if before <> (p->>'id')::uuid then perform let_go_of_ticketing(before); end if;
    return;
  end if;
  select c.* into holder from ticketing t join connection c on c.id = t.connection_id
   where t.platform = p->>'platform' and t.place = p->>'place';
  perform refuse('ticketing_connected_already',
    case when holder.structure_id = owner then jsonb_build_object('connection_id', holder.id) else '{}' end);
end $$;

-- It is a draft again, whose webhook address answers 410; its webhooks would book the same gifts a second time.
create or replace function let_go_of_ticketing(one uuid) returns void language sql as $$
  update connection set state = 'draft' where id = one and state = 'disabled';
  select from inbox where connection_id = one and state in ('received', 'set_aside') order by id for update;
  update inbox set state = 'ignored', reason = 'its ticketing is another connection’s now'
   where connection_id = one and state in ('received', 'set_aside')
$$;
