-- Since when a ticketing is being set up by the connection that has it: until it is, or for two minutes, by no other.
alter table ticketing add column claimed_at timestamptz not null default '-infinity';
