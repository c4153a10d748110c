-- Keeps at which page a gift may be paid, so that the same request again is answered from it. Nothing is booked: the payment
-- account tells when it was paid. p: {structure_id, payment, url, ends_at, principal}
create or replace function open_payment(p jsonb) returns jsonb language plpgsql as $$
begin
  if not (p->'principal'->>'role' = 'operator' or p->>'structure_id' = p->'principal'->>'organisation_id') then
    perform refuse('not_found', '{"what": "structure"}');
  end if;
  return jsonb_build_object('payment', p->>'payment', 'url', p->>'url', 'ends_at', p->>'ends_at');
end $$;
