-- Holds N seats of an invitation and the credits behind them, all or nothing: two conditional updates that the database
-- decides, so that however many ask at once no seat and no credit is promised twice.
-- p: {id, invitation_id, relay_id, guests, companions, access_needs, seat_ids, state, expires_at, now}
-- One plan for all: each statement does a handful of rows by their keys, and to plan it takes longer than to run it.
create or replace function hold(p jsonb) returns jsonb language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  guests integer := (p->>'guests')::integer;
  companions integer := (p->>'companions')::integer;
  total integer := guests + companions;
  r uuid := (p->>'id')::uuid;
  what uuid := (p->>'invitation_id')::uuid;
  won record;
  offered integer;
  first_offered integer;
begin
  if guests < 0 or companions < 0 or total < 1 then
    perform refuse('invalid_request', jsonb_build_object('guests', guests, 'companions', companions));
  end if;
  update invitation i set seats_left = seats_left - total
    from performance f
   where i.id = what and f.id = i.performance_id and i.state = 'open' and i.seats_left >= total
     and f.state = 'scheduled' and f.starts_at > at
  returning i.convention_id as convention, case (select v.companions from convention_version v
      where v.convention_id = i.convention_id and v.in_force_at <= at order by v.number desc limit 1)
    when 'offered' then total - guests else 0 end as offered into won;
  if not found then perform refuse_hold(p, total, at); end if;

  offered := won.offered;
  update credit_stock set available = available - (total - offered), next_number = next_number + offered
   where convention_id = won.convention and available >= total - offered
  returning next_number - offered into first_offered;
  if not found then
    perform refuse('not_enough_credits', jsonb_build_object('asked', total - offered, 'available',
      coalesce((select available from credit_stock where convention_id = won.convention), 0)));
  end if;

  -- begun with the stock locked: only so does it see which credits are the lowest
  with reserved as (
    insert into reservation (id, invitation_id, relay_id, state, access_needs, created_at, changed_at, expires_at, driven_at)
    values (r, what, (p->>'relay_id')::uuid, (p->>'state')::reservation_state,
      p->'access_needs', at, at, (p->>'expires_at')::timestamptz, at)
  ),
  -- an array: the planner takes it for a few, where it would take what a limit leaves for a tenth of the convention
  lowest as materialized (
    select array(select number from credit where convention_id = won.convention and state = 'available'
                  order by number limit total - offered) as numbers
  ),
  taken as (
    update credit k set state = 'held', seat_id = (p->'seat_ids'->>(array_position(numbers, number) - 1))::uuid
      from lowest where k.convention_id = won.convention and k.number = any(numbers)
    returning number, array_position(numbers, number) as n, seat_id
  ),
  given as (
    insert into credit (convention_id, number, price_cents, origin, state, seat_id)
    select won.convention, first_offered + i, 0, 'structure', 'held', (p->'seat_ids'->>(total - offered + i))::uuid
      from generate_series(0, offered - 1) i
    returning number, total - offered + 1 + number - first_offered, seat_id
  ),
  seated as (
    insert into seat (id, reservation_id, convention_id, credit_number, kind, state)
    select seat_id, r, won.convention, number, case when n <= guests then 'guest' else 'companion' end::seat_kind, 'held'
      from (select * from taken union all select * from given) behind
  ),
  entered as (
    insert into entry (convention_id, cause, cause_id, at) values (won.convention, 'reservation', r::text, at) returning id
  )
  insert into posting (entry_id, n, convention_id, debit, credit, amount)
  select id, n, won.convention, debit::account, 'held', amount
    from entered, (values (1, 'available', total - offered), (2, 'minted', offered)) as line(n, debit, amount)
   where amount > 0;
  return jsonb_build_object('id', r, 'state', p->>'state', 'seats', total, 'convention_id', won.convention);
end $$;

-- Says why nothing could be held.
create or replace function refuse_hold(p jsonb, total integer, at timestamptz) returns void language plpgsql as $$
declare
  found_one record;
begin
  select i.state, i.seats_left, f.state as performance, f.starts_at into found_one
    from invitation i join performance f on f.id = i.performance_id where i.id = (p->>'invitation_id')::uuid;
  if not found then perform refuse('not_found', '{"what": "invitation"}'); end if;
  if found_one.performance = 'cancelled' then perform refuse('performance_cancelled'); end if;
  if found_one.state <> 'open' or found_one.starts_at <= at then perform refuse('invitation_not_open'); end if;
  perform refuse('not_enough_seats', jsonb_build_object('asked', total, 'left', found_one.seats_left));
end $$;
