-- The audit of the books, as they stand at one moment: every balance, total and report recomputed from the postings, every
-- row that runs or was rolled up beside them, and rows that belong together. It writes nothing and holds up nobody.
-- p: {convention_id | null for all, debit_side: accounts whose natural balance is debits less credits, limit}
-- Answers {checked: {conventions, postings, gifts}, report: its figures, recomputed, differences: [{kind, convention_id, place,
-- ours, theirs}] up to the limit, more: how many there are beyond it}.
create or replace function audit_books(p jsonb) returns jsonb language plpgsql stable as $$
declare
  which uuid := (p->>'convention_id')::uuid;
  debit_side text[] := array(select jsonb_array_elements_text(p->'debit_side'));
  sums jsonb;
begin
  select jsonb_object_agg(r.part, coalesce(r.sums, '[]')) into sums from audit_read(which) r;
  return (
    with total as materialized (select * from audit_totals(sums, which, debit_side)),
    suspect as (
      select * from audit_suspects(sums, which)
      union select 'gifts', t.convention_id from total t where t.kind in ('given', 'rolled_up')
      union select 'entries', t.convention_id from total t where t.kind = 'rolled_up'
    ),
    found as materialized (
      select t.kind, t.convention_id, t.place, t.ours::text, t.theirs::text from total t
      union all select r.* from suspect s cross join lateral audit_entries(s.convention_id) r where s.part = 'entries'
      union all select r.* from suspect s cross join lateral audit_gifts(s.convention_id) r where s.part = 'gifts'
      union all select r.* from suspect s cross join lateral audit_line_in(s.convention_id) r where s.part = 'gifts'
      union all select r.* from suspect s cross join lateral audit_credits(s.convention_id) r where s.part = 'credits'
      union all select r.* from suspect s cross join lateral audit_seats(s.convention_id) r where s.part = 'seats'
      union all select r.* from audit_promises(which) r
    ),
    first as (select * from found f order by f.convention_id, f.kind, f.place limit (p->>'limit')::integer)
    select jsonb_build_object(
      'checked', jsonb_build_object(
        'conventions', (select count(*) from convention c where which is null or c.id = which),
        'postings', (select coalesce(sum(t.postings), 0) from jsonb_to_recordset(sums->'posted') as t(postings bigint)),
        'gifts', (select coalesce(sum(t.gifts), 0) from jsonb_to_recordset(sums->'given') as t(gifts bigint))),
      'report', audit_report(sums, debit_side),
      'differences', (select coalesce(jsonb_agg(f), '[]') from first f),
      'more', (select count(*) from found) - (select count(*) from first)));
end $$;
