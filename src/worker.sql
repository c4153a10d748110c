-- What the Worker may do in the database, and nothing else: applied anew after every migration, so that what was granted
-- by hand does not stay. It connects as a login of its own in this group (`npm run migrate -- --worker`), never as the owner.
-- tests/security/grants.test.ts compares each line with what the verbs do.
do $$ begin
  create role fauteuil_worker nologin;
exception when duplicate_object or unique_violation then null; -- it belongs to the server: another database may have made it
end $$;
do $$ begin
  execute format('revoke create, temporary on database %I from public, fauteuil_worker', current_database());
end $$;
revoke create on schema public from public, fauteuil_worker;
revoke all on all tables in schema public from public, fauteuil_worker;
revoke all on all sequences in schema public from public, fauteuil_worker;

-- The verbs and what they call; what an extension brought stays as it is, and triggers fire without being granted.
do $$ declare
  verb regprocedure;
begin
  for verb in select oid from pg_proc p where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype
      and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e') loop
    execute format('revoke all on function %s from public', verb);
    execute format('grant execute on function %s to fauteuil_worker', verb);
  end loop;
end $$;
grant usage on schema public to fauteuil_worker;
grant select on all tables in schema public to fauteuil_worker;

-- These only grow: nothing in them is ever changed or erased.
grant insert on entry, posting, outflow, approval to fauteuil_worker;

grant insert, update (revoked_at) on api_key to fauteuil_worker;
grant insert, update (state, ended_at, detail) on attempt to fauteuil_worker;
grant insert, update (settings, credentials, state, provision, checks, checked_at, hook_generation, hook_overlap_ends_at,
  books_cursor, reconciled_at) on connection to fauteuil_worker;
-- only so that it can be locked; no verb changes it
grant insert, update (id) on convention to fauteuil_worker;
grant insert, update (in_force_at) on convention_version to fauteuil_worker;
grant insert, update (state, seat_id) on credit to fauteuil_worker;
grant insert, update (available, next_number) on credit_stock to fauteuil_worker;
grant insert, update (ours, theirs, settled_at) on difference to fauteuil_worker;
grant insert, update (line_in, line_out, surplus_cents, shortfall_cents, minted, gifts) on fund to fauteuil_worker;
grant insert, update (cents, version, observed_at, convention_id, convention_version, posted_before_cents, posted_cents)
  on gift to fauteuil_worker;
grant insert, update (answer), delete on idempotency to fauteuil_worker;
grant insert, update (state, reason, tries, next_try_at, body) on inbox to fauteuil_worker;
grant insert, update (span_from, span_to, applied_at) on inflow to fauteuil_worker;
grant insert, update (state, seats, seats_left, allotment, opened_at) on invitation to fauteuil_worker;
grant insert, update (tries, failure, sent_at) on mail to fauteuil_worker;
grant insert on audit, organisation, season to fauteuil_worker;
grant insert, update (gift_cents, payout_reference, convention_id) on payment_movement to fauteuil_worker;
grant insert, update (state, arrives_at, seen_at) on payout to fauteuil_worker;
grant insert, update (title, series, venue, starts_at, state, seats_free, public_price_cents, attendance_cursor, closed_at,
  final_at) on performance to fauteuil_worker;
grant insert, update (state, partner_order, reason, changed_at, drives, driven_at) on reservation to fauteuil_worker;
grant insert, update (debits, credits) on rollup to fauteuil_worker;
grant update (written_before, none_waits_before, inflows_taken, taken_by) on rollup_horizon to fauteuil_worker;
grant insert, update (state, position, ticket_key, ticket_type, scanned_at, lost_at, due_cents, scans) on seat to fauteuil_worker;
grant insert, update (taken_at) on surplus_decision to fauteuil_worker;
grant insert, update (connection_id, claimed_at), delete on ticketing to fauteuil_worker;
grant insert, update (origins, max_cents, shown_percent, texts, changed_at, trial, switched_off_at, edge_generation) on step to fauteuil_worker;
grant insert, update (begun, finished) on step_count to fauteuil_worker;
grant insert on step_version to fauteuil_worker;
grant insert, update (cart, "order"), delete on consent to fauteuil_worker;
grant insert, update (message, todo, resolved_at) on trouble to fauteuil_worker;
grant insert, update (state, reservation_id) on waiting to fauteuil_worker;
