-- Every verb takes its locks in one order, so that none waits for another in a ring: convention, performance (several: by
-- reference), invitation, reservation (several: by id), fund, credit stock (several: by convention), credits, seats, waiting
-- list. Seats and the credits behind them change only under their reservation's lock.

-- A reservation whose seats may go back to its invitation: the invitation first.
create or replace function lock_to_give_back(what uuid) returns reservation language plpgsql as $$
declare
  r reservation;
begin
  perform from invitation where id = (select invitation_id from reservation where id = what) for no key update;
  select * into r from reservation where id = what for update;
  if not found then perform refuse('not_found', '{"what": "reservation"}'); end if;
  return r;
end $$;

-- The performance of a reservation, kept as it is meanwhile: whether its evening was closed decides what a seat becomes.
create or replace function keep_performance_of(what uuid) returns performance language plpgsql as $$
declare
  f performance;
begin
  select pf.* into f from performance pf
   where pf.id = (select i.performance_id from reservation r join invitation i on i.id = r.invitation_id where r.id = what)
     for share;
  if not found then perform refuse('not_found', '{"what": "reservation"}'); end if;
  return f;
end $$;
