-- Posts a batch of observed gifts in one round trip: the difference between what is paid now and what was posted before.
-- No shared row is touched. A version that does not rise changes nothing, so duplicates and disorder cost nothing.
-- p: {now, observations: [{id, connection_id, reference, cents, version, given_at, evidence}], done: [inbox id]}
-- Answers {conventions: [those whose fund has news], suspended: gifts that no convention in force collects}.
-- Planned once on each connection, not five times over: its statements are large, and their plans do not depend on what is asked.
create or replace function post_gifts(p jsonb) returns jsonb language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  news uuid[];
  suspended integer;
begin
  with told as (
    select o.* from rows from (jsonb_to_recordset(p->'observations') as (id uuid, connection_id uuid, reference text,
             cents bigint, version bigint, given_at timestamptz, evidence jsonb))
           with ordinality as o(id, connection_id, reference, cents, version, given_at, evidence, n)
  ),
  -- looked up once for each connection, not for each gift
  terms as (
    select n.id as connection_id, c.id as convention_id, c.collects_from, c.collects_until, v.number, v.in_force_at
      from (select distinct connection_id from told) few
      join connection n on n.id = few.connection_id
      join convention c on c.structure_id = n.structure_id
      join convention_version v on v.convention_id = c.id and v.in_force_at <= at
  ),
  placed as (
    -- the newest of each, in one order for all writers, so that two batches never wait for each other in a ring; with the
    -- version that was shown, or where none was in force yet, the first that came
    select distinct on (o.connection_id, o.reference) o.*, t.convention_id, t.number as convention_version
      from told o
      left join terms t on t.connection_id = o.connection_id and t.collects_from <= o.given_at and o.given_at < t.collects_until
     order by o.connection_id, o.reference, o.version desc, o.n, t.in_force_at <= o.given_at desc,
       case when t.in_force_at <= o.given_at then -t.number else t.number end
  ),
  kept as (
    insert into gift as g (id, connection_id, reference, cents, version, convention_id, convention_version,
      posted_cents, given_at, observed_at, evidence)
    select id, connection_id, reference, cents, version, convention_id, convention_version,
      case when convention_id is null then 0 else cents end, given_at, at, evidence
      from placed order by connection_id, reference
    on conflict (connection_id, reference) do update set
      cents = excluded.cents, version = excluded.version, observed_at = excluded.observed_at,
      convention_id = coalesce(g.convention_id, excluded.convention_id),
      convention_version = coalesce(g.convention_version, excluded.convention_version),
      posted_before_cents = g.posted_cents,
      posted_cents = case when coalesce(g.convention_id, excluded.convention_id) is null then 0 else excluded.cents end
      where g.version < excluded.version
         or (g.convention_id is null and excluded.convention_id is not null and g.version <= excluded.version)
    returning g.id, g.convention_id, g.version, g.posted_cents - g.posted_before_cents as gained,
      (g.posted_cents > 0)::integer - (g.posted_before_cents > 0)::integer as begins
  ),
  entered as (
    insert into entry (convention_id, cause, cause_id, at)
    select convention_id, 'gift', id || ':' || version, at from kept where gained <> 0
    returning id, convention_id, cause_id
  ),
  posted as (
    insert into posting (entry_id, n, convention_id, debit, credit, amount)
    select e.id, 1, e.convention_id,
      case when k.gained > 0 then 'receivable' else 'taken_back' end::account,
      case when k.gained > 0 then 'fund' else 'receivable' end::account, abs(k.gained)
      from entered e join kept k on k.id || ':' || k.version = e.cause_id
  ),
  came as (
    insert into inflow (convention_id, gift_id, cents, gifts)
    select convention_id, id, gained, begins from kept where gained <> 0
    returning convention_id
  )
  select array(select distinct convention_id from came), count(*) filter (where convention_id is null)
    into news, suspended from kept;

  with hooks as (
    select id from inbox
     where id = any(array(select jsonb_array_elements_text(p->'done')::uuid)) and state <> 'done' order by id for update
  )
  update inbox set state = 'done', reason = null from hooks where inbox.id = hooks.id;
  return jsonb_build_object('conventions', to_jsonb(news), 'suspended', suspended);
end $$;
