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
  suspect text[];
begin
  select jsonb_object_agg(r.part, coalesce(r.sums, '[]')) into sums from audit_read(which) r;
  suspect := array(select s.part from audit_suspects(sums, which) s);
  return (
    with total as materialized (select * from audit_totals(sums, which, debit_side)),
    found as materialized (
      select t.kind, t.convention_id, t.place, t.ours::text, t.theirs::text from total t
      union all
      -- where what was rolled up is not what is there, a posting may have gone astray
      select r.* from audit_rows(suspect
        || case when exists (select from total where kind = 'rolled_up') then '{entries,gifts}' else '{}' end::text[], which) r
    ),
    first as (select * from found f order by f.convention_id, f.kind, f.place limit (p->>'limit')::integer)
    select jsonb_build_object(
      'checked', jsonb_build_object(
        'conventions', (select count(*) from convention c where which is null or c.id = which),
        'postings', (select coalesce(sum(t.postings), 0) from jsonb_to_recordset(sums->'posted') as t(postings bigint)),
        'gifts', (select coalesce(sum(f.gifts), 0) from fund f where which is null or f.convention_id = which)
          + (select coalesce(sum(w.gifts), 0) from jsonb_to_recordset(sums->'waiting') as w(gifts bigint))),
      'report', audit_report(sums, debit_side),
      'differences', (select coalesce(jsonb_agg(f), '[]') from first f),
      'more', (select count(*) from found) - (select count(*) from first)));
end $$;

-- The rows that do not agree, in these parts of the books; what is on offer and promised are few, so always all of them.
create or replace function audit_rows(parts text[], which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language plpgsql stable as $$
begin
  if 'entries' = any(parts) then return query select r.* from audit_entries(which) r; end if;
  if 'gifts' = any(parts) then return query select r.* from audit_gifts(which) r; end if;
  if 'credits' = any(parts) then return query select r.* from audit_credits(which) r; end if;
  if parts && '{gifts,credits}' then return query select r.* from audit_lines(which) r; end if;
  if 'seats' = any(parts) then return query select r.* from audit_seats(which) r; end if;
  return query select r.* from audit_promises(which) r;
end $$;
