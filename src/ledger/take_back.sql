-- A gift was reduced, refunded or disputed: its cents are found, in this order, among those not yet converted, in the
-- surplus, in credits that nobody holds (withdrawn, the youngest first), and else a shortfall shows what is missing.
-- Held and issued seats are never touched.
create or replace function take_back(inout f fund, change_id bigint, gift uuid, cents bigint, at timestamptz,
  out withdrawn integer) language plpgsql as $$
declare
  need bigint := cents;
  taken bigint;
  from_fund bigint := 0;
  from_surplus bigint := 0;
  reopened bigint := 0;
  posted bigint;
  gone record;
begin
  withdrawn := 0;
  insert into entry (convention_id, cause, cause_id, at) values (f.convention_id, 'conversion', 'inflow:' || change_id, at)
  returning id into posted;

  taken := least(need, f.line_in - f.line_out);
  if taken > 0 then f := spend_line(f, taken, 'reduction', null, gift, posted); end if;
  need := need - taken;
  from_fund := taken;

  from_surplus := least(need, f.surplus_cents);
  f.surplus_cents := f.surplus_cents - from_surplus;
  need := need - from_surplus;

  while need > 0 loop
    perform from credit_stock where convention_id = f.convention_id and available > 0 for update;
    exit when not found;
    update credit set state = 'withdrawn'
     where (convention_id, number) = (select convention_id, number from credit
        where convention_id = f.convention_id and state = 'available' and price_cents > 0
        order by number desc limit 1)
    returning number, price_cents, origin into gone;
    exit when not found;
    update credit_stock set available = available - 1 where convention_id = f.convention_id;
    insert into inflow (convention_id, cents, span_from, span_to, applied_at)
    values (f.convention_id, gone.price_cents, f.line_in, f.line_in + gone.price_cents, at);
    f.line_in := f.line_in + gone.price_cents;
    if gone.origin = 'gifts' then f.minted := f.minted - 1; end if;
    withdrawn := withdrawn + 1;
    reopened := reopened + gone.price_cents;
    taken := least(need, f.line_in - f.line_out);
    f := spend_line(f, taken, 'reduction', null, gift, posted);
    need := need - taken;
    from_fund := from_fund + taken;
  end loop;
  f.shortfall_cents := f.shortfall_cents + need;

  insert into posting (entry_id, n, convention_id, debit, credit, amount)
  select posted, n, f.convention_id, debit::account, credit::account, amount
    from (values (1, 'available', 'minted', withdrawn::bigint), (2, 'reserve', 'fund', reopened),
                 (3, 'fund', 'taken_back', from_fund), (4, 'surplus', 'taken_back', from_surplus),
                 (5, 'shortfall', 'taken_back', need)) as l(n, debit, credit, amount)
   where amount > 0;
end $$;
