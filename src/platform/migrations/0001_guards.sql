-- What the database refuses whoever asks: the code above it may be wrong, these may not be passed.

create extension if not exists btree_gist;
--> statement-breakpoint
-- A gift's instant names one convention of its structure, never two.
alter table convention add constraint convention_collects_once
  exclude using gist (structure_id with =, tstzrange(collects_from, collects_until) with &&);
--> statement-breakpoint
create function only_grows() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'FT000', message = 'only_grows',
    detail = jsonb_build_object('table', tg_table_name, 'operation', tg_op)::text;
end $$;
--> statement-breakpoint
create trigger entry_only_grows before update or delete or truncate on entry for each statement execute function only_grows();
--> statement-breakpoint
create trigger posting_only_grows before update or delete or truncate on posting for each statement execute function only_grows();
--> statement-breakpoint
create trigger outflow_only_grows before update or delete or truncate on outflow for each statement execute function only_grows();
--> statement-breakpoint
create trigger inflow_stays before delete or truncate on inflow for each statement execute function only_grows();
--> statement-breakpoint
create trigger gift_stays before delete or truncate on gift for each statement execute function only_grows();
--> statement-breakpoint
create trigger approval_only_grows before update or delete or truncate on approval for each statement execute function only_grows();
--> statement-breakpoint
-- A span is given once: the trace from a gift to its seats is stored, never recomputed.
create function inflow_applied_once() returns trigger language plpgsql as $$
begin
  if old.applied_at is not null or new.cents <> old.cents or new.convention_id <> old.convention_id
     or new.gift_id is distinct from old.gift_id then
    raise exception using errcode = 'FT000', message = 'only_grows', detail = '{"table": "inflow"}';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger inflow_applied_once before update on inflow for each row execute function inflow_applied_once();
--> statement-breakpoint
create function approved_by_both(subject uuid) returns boolean language sql stable as $$
  select count(*) = 2 from approval where subject_id = subject
$$;
--> statement-breakpoint
-- What both decide of a convention.
create function terms_of_both(v convention_version) returns jsonb language sql immutable as $$
  select jsonb_build_array(v.planned_seats, v.offer, v.surplus_use, v.companions, v.due_on, v.holder, v.receipt)
$$;
--> statement-breakpoint
-- The structure alone decides price, communication and organisation: with its yes alone, a version keeps the rest as it
-- is in force then, and as it is already agreed for later.
create function version_guard() returns trigger language plpgsql as $$
declare
  before convention_version;
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'FT000', message = 'only_grows', detail = '{"table": "convention_version"}';
  end if;
  if (to_jsonb(new) - 'in_force_at') <> (to_jsonb(old) - 'in_force_at') or old.in_force_at is not null then
    raise exception using errcode = 'FT000', message = 'version_never_changes', detail = '{}';
  end if;
  select * into before from convention_version
   where convention_id = new.convention_id and in_force_at <= new.in_force_at and number < new.number
   order by number desc limit 1;
  if not exists (select from approval where subject_id = new.id and side = 'structure')
     or not (approved_by_both(new.id) or (before.id is not null and terms_of_both(before) = terms_of_both(new)
       and not exists (select from convention_version later
         where later.convention_id = new.convention_id and later.in_force_at > new.in_force_at and later.number < new.number
           and terms_of_both(later) <> terms_of_both(new)))) then
    raise exception using errcode = 'FT000', message = 'approvals_missing', detail = '{}';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger version_guard before update or delete on convention_version for each row execute function version_guard();
--> statement-breakpoint
create function both_guard() returns trigger language plpgsql as $$
begin
  if not approved_by_both(new.id) then
    raise exception using errcode = 'FT000', message = 'approvals_missing', detail = '{}';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invitation_guard before update on invitation for each row
  when (new.opened_at is not null and old.opened_at is null) execute function both_guard();
--> statement-breakpoint
alter table invitation add constraint invitation_opened check (state <> 'open' or opened_at is not null);
--> statement-breakpoint
create trigger invitation_starts_proposed before insert on invitation for each row
  when (new.opened_at is not null or new.state <> 'proposed') execute function only_grows();
--> statement-breakpoint
create trigger version_starts_proposed before insert on convention_version for each row
  when (new.in_force_at is not null) execute function only_grows();
--> statement-breakpoint
create trigger surplus_starts_proposed before insert on surplus_decision for each row
  when (new.taken_at is not null) execute function only_grows();
--> statement-breakpoint
-- Only taken, only once, and as it was approved.
create function surplus_guard() returns trigger language plpgsql as $$
begin
  if old.taken_at is not null or (to_jsonb(new) - 'taken_at') <> (to_jsonb(old) - 'taken_at') then
    raise exception using errcode = 'FT000', message = 'only_grows', detail = '{"table": "surplus_decision"}';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger surplus_approved before update on surplus_decision for each row execute function both_guard();
--> statement-breakpoint
create trigger surplus_guard before update on surplus_decision for each row execute function surplus_guard();
--> statement-breakpoint
create trigger surplus_stays before delete or truncate on surplus_decision for each statement execute function only_grows();
--> statement-breakpoint
create trigger version_stays before truncate on convention_version for each statement execute function only_grows();
--> statement-breakpoint
alter table convention_version add constraint version_not_early check (in_force_at >= effective_from);
--> statement-breakpoint
insert into rollup_horizon default values;
