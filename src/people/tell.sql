-- Writes a mail in the same transaction as what it tells; the mailer sends it afterwards. One mail for one cause.
create or replace function tell(who uuid, template text, cause text, about jsonb, at timestamptz) returns void language sql as $$
  insert into mail (id, organisation_id, template, about, cause, created_at)
  values (gen_random_uuid(), who, template, about, template || ':' || cause, at) on conflict (cause) do nothing
$$;
