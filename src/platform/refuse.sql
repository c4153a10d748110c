-- Ends a verb with a refusal that people can act on: nothing of it is kept. `errors.ts` says what each code means.
create or replace function refuse(code text, detail jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'FT000', message = code, detail = detail::text;
end $$;
