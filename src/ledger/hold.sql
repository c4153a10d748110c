-- Holds N seats of an invitation and the credits behind them, all or nothing: two conditional updates that the database
-- decides, so that however many ask at once no seat and no credit is promised twice.
-- p: {id, invitation_id, relay_id, guests, companions, access_needs, seat_ids, state, expires_at, now}
create or replace function hold(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  guests integer := (p->>'guests')::integer;
  companions integer := (p->>'companions')::integer;
  offered integer := 0;
  total integer := guests + companions;
  r uuid := (p->>'id')::uuid;
  offer record;
  first_offered integer;
begin
  if guests < 0 or companions < 0 or total < 1 then
    perform refuse('invalid_request', jsonb_build_object('guests', guests, 'companions', companions));
  end if;
  update invitation i set seats_left = seats_left - total
    from performance f
   where i.id = (p->>'invitation_id')::uuid and f.id = i.performance_id and i.state = 'open' and i.seats_left >= total
     and f.state = 'scheduled' and f.starts_at > at
  returning i.convention_id into offer;
  if not found then perform refuse_hold(p, total, at); end if;

  if (select v.companions from convention_version v where v.convention_id = offer.convention_id and v.in_force_at <= at
       order by number desc limit 1) = 'offered' then
    offered := companions;
  end if;
  update credit_stock set available = available - (total - offered), next_number = next_number + offered
   where convention_id = offer.convention_id and available >= total - offered
  returning next_number - offered into first_offered;
  if not found then
    perform refuse('not_enough_credits', jsonb_build_object('asked', total - offered, 'available',
      coalesce((select available from credit_stock where convention_id = offer.convention_id), 0)));
  end if;

  insert into reservation (id, invitation_id, relay_id, state, access_needs, created_at, changed_at, expires_at, driven_at)
  values (r, (p->>'invitation_id')::uuid, (p->>'relay_id')::uuid, (p->>'state')::reservation_state,
    p->'access_needs', at, at, (p->>'expires_at')::timestamptz, at);

  insert into credit (convention_id, number, price_cents, origin, state, seat_id)
  select offer.convention_id, first_offered + i, 0, 'structure', 'held', (p->'seat_ids'->>(total - offered + i))::uuid
    from generate_series(0, offered - 1) i;
  with lowest as (
    select number, row_number() over (order by number) - 1 as n
      from (select number from credit where convention_id = offer.convention_id and state = 'available'
             order by number limit total - offered for update) c
  )
  update credit k set state = 'held', seat_id = (p->'seat_ids'->>lowest.n::integer)::uuid
    from lowest where k.convention_id = offer.convention_id and k.number = lowest.number;
  insert into seat (id, reservation_id, convention_id, credit_number, kind, state)
  select (wanted.seat_id)::uuid, r, offer.convention_id, k.number,
    case when wanted.n <= guests then 'guest' else 'companion' end::seat_kind, 'held'
    from jsonb_array_elements_text(p->'seat_ids') with ordinality as wanted(seat_id, n)
    join credit k on k.convention_id = offer.convention_id and k.seat_id = wanted.seat_id::uuid
   where wanted.n <= total;

  perform post(offer.convention_id, 'reservation', r::text, at, jsonb_build_array(
    line('available', 'held', total - offered), line('minted', 'held', offered)));
  return jsonb_build_object('id', r, 'state', p->>'state', 'seats', total, 'convention_id', offer.convention_id);
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
