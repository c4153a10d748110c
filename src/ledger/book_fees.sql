-- Keeps what moved on payment accounts, as far as gifts have a share in it, and books what their provider kept: once for each
-- of its own references, however often and through whomever it is told. A fee whose gift no convention collects yet waits
-- with it; call again without movements for those. What a payment turned out to share may be seen better later; a fee never.
-- p: {now, movements: [{connection_id, reference, gift, gift_cents, fee_cents, at}]}. Answers {booked: fees}.
create or replace function book_fees(p jsonb) returns jsonb language plpgsql as $$
declare
  booked integer;
begin
  insert into payment_movement as m (connection_id, reference, gift_reference, gift_cents, fee_cents, moved_at)
  select distinct on (connection_id, reference) connection_id, reference, gift, gift_cents, fee_cents, t.at
    from jsonb_to_recordset(coalesce(p->'movements', '[]')) as t(connection_id uuid, reference text, gift text,
      gift_cents bigint, fee_cents bigint, at timestamptz)
   -- in one order for all writers, so that two never wait for each other in a ring
   order by connection_id, reference
  on conflict (connection_id, reference) do update set gift_cents = excluded.gift_cents
    where m.gift_cents <> excluded.gift_cents;

  with ready as (
    select m.connection_id, m.reference, g.convention_id
      from payment_movement m
      join gift g on g.connection_id = m.connection_id and g.reference = m.gift_reference
     where m.convention_id is null and g.convention_id is not null
     -- what was given back after what was kept, so that the fees are below zero at no moment
     order by m.fee_cents < 0, m.connection_id, m.reference
     limit 5000 for update of m skip locked
  ),
  placed as (
    update payment_movement m set convention_id = r.convention_id from ready r
     where m.connection_id = r.connection_id and m.reference = r.reference
    returning m.convention_id, m.connection_id || ':' || m.reference as cause_id, m.fee_cents
  ),
  entered as (
    insert into entry (convention_id, cause, cause_id, at)
    select convention_id, 'fee', cause_id, (p->>'now')::timestamptz from placed where fee_cents <> 0
    returning id, convention_id, cause_id
  ),
  posted as (
    insert into posting (entry_id, n, convention_id, debit, credit, amount)
    select e.id, 1, e.convention_id,
      case when f.fee_cents > 0 then 'fees' else 'withheld' end::account,
      case when f.fee_cents > 0 then 'withheld' else 'fees' end::account, abs(f.fee_cents)
      from entered e join placed f on f.cause_id = e.cause_id
    returning 1
  )
  select count(*) into booked from posted;
  return jsonb_build_object('booked', booked);
end $$;

-- What was paid out, and what came with it; told again when the bank sends it back.
-- p: {now, connection_id, payouts: [{id, reference, cents, state, made_at, arrives_at, movements: [reference] or null}]}
create or replace function record_payouts(p jsonb) returns jsonb language plpgsql as $$
declare
  c uuid := (p->>'connection_id')::uuid;
begin
  insert into payout as o (id, connection_id, reference, cents, state, made_at, arrives_at, seen_at)
  select id, c, reference, cents, state::payout_state, made_at, arrives_at, (p->>'now')::timestamptz
    from jsonb_to_recordset(p->'payouts') as t(id uuid, reference text, cents bigint, state text, made_at timestamptz,
      arrives_at timestamptz)
   order by reference
  on conflict (connection_id, reference) do update set state = excluded.state, arrives_at = excluded.arrives_at,
    seen_at = excluded.seen_at where (o.state, o.arrives_at) is distinct from (excluded.state, excluded.arrives_at);

  update payment_movement m set payout_reference = brought.payout
    from (select t.reference as payout, moved.reference
            from jsonb_to_recordset(p->'payouts') as t(reference text, movements jsonb)
            cross join lateral jsonb_array_elements_text(case when jsonb_typeof(t.movements) = 'array'
              then t.movements else '[]' end) as moved(reference)) brought
   where m.connection_id = c and m.reference = brought.reference
     and m.payout_reference is distinct from brought.payout;
  return jsonb_build_object('payouts', jsonb_array_length(p->'payouts'));
end $$;
