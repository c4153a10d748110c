-- Every write of the API in one round trip and one transaction: who asks, may they, was it asked before, do it, remember
-- the answer. `verb` is one of the SQL verbs beside the code; it receives who asks as `principal`.
create or replace function once(claim jsonb, verb text, arg jsonb) returns jsonb language plpgsql as $$
declare
  who record;
  before record;
  answer_now jsonb;
begin
  select k.id as key_id, o.id as organisation_id, o.role into who
    from api_key k join organisation o on o.id = k.organisation_id
   where k.hash = claim->>'key_hash' and k.revoked_at is null;
  if not found then perform refuse('unauthenticated'); end if;
  if not claim->'roles' ? who.role::text then
    perform refuse('forbidden', jsonb_build_object('role', who.role, 'roles', claim->'roles'));
  end if;

  insert into idempotency (organisation_id, key, request_hash, at)
  values (who.organisation_id, claim->>'idempotency_key', claim->>'request_hash', (claim->>'now')::timestamptz)
  on conflict do nothing;
  if not found then
    select * into before from idempotency
     where organisation_id = who.organisation_id and key = claim->>'idempotency_key';
    if before.request_hash <> claim->>'request_hash' then perform refuse('idempotency_key_reused'); end if;
    return jsonb_build_object('replayed', true, 'answer', before.answer);
  end if;

  execute format('select %I($1)', verb) into answer_now
    using arg || jsonb_build_object('now', claim->>'now', 'principal', to_jsonb(who));
  update idempotency set answer = answer_now
   where organisation_id = who.organisation_id and key = claim->>'idempotency_key';
  return jsonb_build_object('replayed', false, 'answer', answer_now);
end $$;
