-- Conversion, one writer per convention: gives what came in its place on the line of cents, settles the shortfall and
-- what was taken back, then opens as many credits as the fund pays for at the price in force; past the planned seats
-- the rest is surplus. Each step names the cents it uses, so every gift can be followed to its seats.
-- p: {convention_id, now}. Answers {opened, withdrawn, surplus_cents, shortfall_cents, fund_cents, more}.
-- Planned once on each connection, not five times over: its statements are large, and their plans do not depend on what is asked.
create or replace function convert(p jsonb) returns jsonb language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  c uuid := (p->>'convention_id')::uuid;
  at timestamptz := (p->>'now')::timestamptz;
  f fund;
  agreed convention_version;
  opened bigint := 0;
  withdrawn integer := 0;
  rest bigint;
  reductions bigint[];
  change record;
  taken record;
begin
  insert into fund (convention_id) values (c) on conflict do nothing;
  insert into credit_stock (convention_id) values (c) on conflict do nothing;
  select * into f from fund where convention_id = c for update;
  select * into agreed from convention_version
   where convention_id = c and in_force_at <= at order by number desc limit 1;

  with came as (
    select id, sum(cents) over (order by id) as upto, cents from inflow
     where convention_id = c and applied_at is null and cents > 0 order by id limit 10000
  ),
  placed as (
    update inflow i set span_from = f.line_in + came.upto - came.cents, span_to = f.line_in + came.upto, applied_at = at
      from came where i.id = came.id returning i.cents, i.gifts
  )
  -- reductions in the same statement: whoever sees one sees the gift that it reduces. While gifts still wait for their
  -- place so do reductions, since these take first what is not converted
  select f.line_in + coalesce(sum(cents), 0), f.gifts + coalesce(sum(gifts), 0), case when count(*) < 10000 then array(
      select id from inflow where convention_id = c and applied_at is null and cents < 0 order by id limit 1000) end
    into f.line_in, f.gifts, reductions from placed;

  f := fill_shortfall(f, at);

  for change in select id, gift_id, -cents as cents, gifts from inflow where id = any(reductions) order by id loop
    select * into taken from take_back(f, change.id, change.gift_id, change.cents, at);
    f := taken.f;
    f.gifts := f.gifts + change.gifts;
    withdrawn := withdrawn + taken.withdrawn;
    update inflow set applied_at = at where id = change.id;
  end loop;

  if agreed.id is not null then
    opened := greatest(0, least((f.line_in - f.line_out) / agreed.seat_price_cents, agreed.planned_seats - f.minted));
    if opened > 0 then f := open_credits(f, opened, agreed.seat_price_cents, at); end if;
    rest := f.line_in - f.line_out;
    if f.minted >= agreed.planned_seats and rest > 0 then f := set_surplus_aside(f, rest, at); end if;
  end if;

  update fund set line_in = f.line_in, line_out = f.line_out, surplus_cents = f.surplus_cents,
    shortfall_cents = f.shortfall_cents, minted = f.minted, gifts = f.gifts where convention_id = c;
  return jsonb_build_object('opened', opened, 'withdrawn', withdrawn, 'surplus_cents', f.surplus_cents,
    'shortfall_cents', f.shortfall_cents, 'fund_cents', f.line_in - f.line_out,
    'more', exists (select from inflow where convention_id = c and applied_at is null));
end $$;

-- Later gifts make good what a reduction left open, before they open anything.
create or replace function fill_shortfall(f fund, at timestamptz) returns fund language plpgsql as $$
declare
  filled bigint := least(f.shortfall_cents, f.line_in - f.line_out);
begin
  if filled > 0 then
    f := spend_line(f, filled, 'shortfall', null, null, post(f.convention_id, 'conversion',
      f.convention_id || ':' || f.line_out, at, jsonb_build_array(line('fund', 'shortfall', filled))));
    f.shortfall_cents := f.shortfall_cents - filled;
  end if;
  return f;
end $$;

create or replace function open_credits(f fund, opened bigint, price_cents bigint, at timestamptz) returns fund language plpgsql as $$
declare
  first integer;
  posted bigint;
begin
  update credit_stock set available = available + opened, next_number = next_number + opened
   where convention_id = f.convention_id returning next_number - opened into first;
  posted := post(f.convention_id, 'conversion', f.convention_id || ':' || f.line_out, at,
    jsonb_build_array(line('fund', 'reserve', opened * price_cents), line('minted', 'available', opened)));
  insert into credit (convention_id, number, price_cents, origin, state)
  select f.convention_id, first + i, price_cents, 'gifts', 'available' from generate_series(0, opened - 1) i;
  insert into outflow (convention_id, span_from, span_to, use, credit_number, entry_id)
  select f.convention_id, f.line_out + i * price_cents, f.line_out + (i + 1) * price_cents, 'credit', first + i, posted
    from generate_series(0, opened - 1) i;
  f.line_out := f.line_out + opened * price_cents;
  f.minted := f.minted + opened;
  return f;
end $$;

create or replace function set_surplus_aside(f fund, cents bigint, at timestamptz) returns fund language plpgsql as $$
begin
  f := spend_line(f, cents, 'surplus', null, null, post(f.convention_id, 'conversion',
    f.convention_id || ':' || f.line_out, at, jsonb_build_array(line('fund', 'surplus', cents))));
  f.surplus_cents := f.surplus_cents + cents;
  return f;
end $$;

create or replace function spend_line(f fund, cents bigint, use outflow_use, credit_number integer, gift uuid, posted bigint)
returns fund language plpgsql as $$
begin
  insert into outflow (convention_id, span_from, span_to, use, credit_number, gift_id, entry_id)
  values (f.convention_id, f.line_out, f.line_out + cents, use, credit_number, gift, posted);
  f.line_out := f.line_out + cents;
  return f;
end $$;
