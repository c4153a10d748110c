-- Whose it is: the operator may touch all, an organisation what is its own. The routes ask first; here it is asked again in
-- the same transaction. p: as a verb is given it; one that we call ourselves has no principal.
create or replace function may_touch(p jsonb, owner uuid) returns boolean language sql immutable as $$
  select p->'principal' is null or p->'principal'->>'role' = 'operator' or p->'principal'->>'organisation_id' = owner::text
$$;
