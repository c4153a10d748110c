-- Posts one entry. The same cause a second time is refused by the index `entry_once`, and with it all that its verb did:
-- a verb looks at the state first, so that what arrives again does not come this far.
-- lines: [{debit, credit, amount}, …]; lines of zero are left out.
create or replace function post(convention uuid, why cause, why_id text, at timestamptz, lines jsonb)
returns bigint language plpgsql as $$
declare
  posted bigint;
begin
  with entered as (
    insert into entry (convention_id, cause, cause_id, at) values (convention, why, why_id, at) returning id
  ),
  moved as (
    insert into posting (entry_id, n, convention_id, debit, credit, amount)
    select id, n, convention, (line->>'debit')::account, (line->>'credit')::account, (line->>'amount')::bigint
      from entered, jsonb_array_elements(lines) with ordinality as given(line, n)
     where (line->>'amount')::bigint > 0
  )
  select id into posted from entered;
  return posted;
end $$;

-- `stable`, as what it calls is: else PostgreSQL does not inline it, and runs it as a query of its own
create or replace function line(debit account, credit account, amount bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('debit', debit, 'credit', credit, 'amount', amount)
$$;
