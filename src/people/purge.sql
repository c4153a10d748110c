-- Forgets writes that nobody repeats any more, some at a time so that nobody waits. p: {before, limit}. Answers {purged}.
create or replace function purge_idempotency(p jsonb) returns jsonb language plpgsql as $$
declare
  purged integer;
begin
  delete from idempotency i using (
    select organisation_id, key from idempotency where at < (p->>'before')::timestamptz
     order by at limit (p->>'limit')::integer for update skip locked) old
   where i.organisation_id = old.organisation_id and i.key = old.key;
  get diagnostics purged = row_count;
  return jsonb_build_object('purged', purged);
end $$;
