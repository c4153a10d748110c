-- Entries without a posting, and postings without their entry or in another convention than it.
create or replace function audit_entries(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select 'entry_empty', e.convention_id, e.id::text, e.cause || ' ' || e.cause_id, null
    from entry e where (which is null or e.convention_id = which) and not exists (select from posting p where p.entry_id = e.id)
  union all
  select case when e.id is null then 'posting_alone' else 'posting_elsewhere' end, p.convention_id,
      p.entry_id || '/' || p.n, p.debit || ' → ' || p.credit || ' ' || p.amount, e.convention_id::text
    from posting p left join entry e on e.id = p.entry_id
   where (which is null or p.convention_id = which) and e.convention_id is distinct from p.convention_id
$$;
