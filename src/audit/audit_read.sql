-- Reads the books once, whole or of one convention, into the sums that `audit_totals` and `audit_suspects` compare.
-- Balances, credits and seats are summed by convention. Rows that belong together (an entry and its postings, a gift and its
-- inflows, a credit and its cents) are summed once for all, each weighed with a hash of its name and its convention: where
-- the sums of both sides are the same so are the rows, but for one chance in four thousand million; where they are not,
-- rows are looked for. So no row is joined while all is well, and none is sorted.
-- Cents lie on a line without gap or overlap when the squares of where spans end, less those of where they begin, add up
-- to the square of where the line ends.
-- Each is a part of one `union all`: several processors share in it, as they do in a query that is returned.
create or replace function audit_read(which uuid) returns table (part text, sums jsonb) language plpgsql stable as $$
begin
  return query
  select 'posted', jsonb_agg(x) from (
    select convention_id, debit, credit, sum(amount) as amount, sum(hashint8(entry_id) # uuid_hash(convention_id)) as ids,
      sum(hashint8(amount)) as amounts, count(*) as postings
      from posting where which is null or convention_id = which group by 1, 2, 3) x
  union all
  -- entries of several postings, each entry once; those of gifts have one
  select 'told', jsonb_agg(x) from (
    select coalesce(sum(hashint8(entry_id) # uuid_hash(convention_id)), 0) as ids
      from (select distinct convention_id, entry_id from posting where (which is null or convention_id = which)
              and (debit, credit) not in (('receivable', 'fund'), ('taken_back', 'receivable'))) several) x
  union all
  select 'entered', jsonb_agg(x) from (
    select coalesce(sum(hashint8(id) # uuid_hash(convention_id)), 0) as ids,
      coalesce(sum(hashint8(id) # uuid_hash(convention_id)) filter (where cause <> 'gift'), 0) as of_others
      from entry where which is null or convention_id = which) x
  union all
  select 'given', jsonb_agg(x) from (
    select coalesce(sum(uuid_hash(convention_id)) filter (where posted_cents > 0), 0) as counted,
      coalesce(sum((cents + cents - posted_cents) * (uuid_hash(id) # uuid_hash(convention_id))), 0) as line
      from gift where which is null or convention_id = which) x
  union all
  select 'came', jsonb_agg(x) from (
    select coalesce(sum(hashint8(abs(cents))) filter (where gift_id is not null), 0) as amounts,
      coalesce(sum(cents * (coalesce(uuid_hash(gift_id) # uuid_hash(convention_id), 0) + coalesce(span_from + span_to, 0))), 0) as line
      from inflow where which is null or convention_id = which) x
  union all
  select 'waiting', jsonb_agg(x) from (
    select convention_id, coalesce(sum(cents) filter (where cents > 0), 0) as in_cents,
      coalesce(-sum(cents) filter (where cents < 0), 0) as back_cents, sum(gifts) as gifts,
      coalesce(sum(abs(cents)) filter (where id < (select none_waits_before from rollup_horizon)), 0) as passed_cents
      from inflow where applied_at is null and (which is null or convention_id = which) group by 1) x
  union all
  select 'went', jsonb_agg(x) from (
    select coalesce(sum((span_to - span_from)
        * (span_from + span_to + coalesce(hashint4(credit_number) # uuid_hash(convention_id), 0))), 0) as line
      from outflow where which is null or convention_id = which) x
  union all
  select 'opened', jsonb_agg(x) from (
    -- there are few prices: what is weighed by them is multiplied once for all credits of one price
    select c.convention_id, c.origin, c.state, sum(c.credits) as credits, sum(c.credits * c.price_cents) as cents, max(c.last) as last,
      sum(c.price_cents * c.ids) as line
      from (select convention_id, origin, state, price_cents, count(*) as credits, max(number) as last,
              sum(hashint4(number) # uuid_hash(convention_id)) as ids
              from credit where which is null or convention_id = which group by 1, 2, 3, 4) c group by 1, 2, 3) x
  union all
  select 'seated', jsonb_agg(x) from (
    select i.convention_id, r.state as reservation, s.state as seat, k.state as credit, s.convention_id = i.convention_id as at_home,
      coalesce(k.seat_id = s.id, false) as known, s.ticket_type is not null as ticketed, count(*) as seats, sum(s.due_cents) as due_cents
      from seat s join reservation r on r.id = s.reservation_id join invitation i on i.id = r.invitation_id
      left join credit k on k.convention_id = s.convention_id and k.number = s.credit_number
     where which is null or i.convention_id = which group by 1, 2, 3, 4, 5, 6, 7) x;
end $$;
