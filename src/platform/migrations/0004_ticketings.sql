-- A ticketing is one connection's, of whatever structure: two would both learn of its gifts, and each would book them.
create table ticketing (
  platform text not null,
  -- what names it, in the adapter's words (adapters/registry.ts)
  place text not null,
  connection_id uuid not null references connection(id),
  primary key (platform, place)
);
--> statement-breakpoint
insert into ticketing (platform, place, connection_id)
select platform, concat_ws(' ', rtrim(settings->>'address', '/'), settings->>'organizer', settings->>'subscription_event'), id
  from connection where provision is not null and platform in ('open', 'pretix') order by id on conflict do nothing;
