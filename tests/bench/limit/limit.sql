-- The least that keeps a ledger of events: each known by its id and kept whole, two postings, two running balances.
create table event (
  id text primary key,
  body text not null,
  received_at timestamptz not null default now()
);
create table posting (
  id bigint generated always as identity primary key,
  event_id text not null,
  account_id integer not null,
  amount bigint not null
);
create table balance (account_id integer primary key, amount bigint not null);
insert into balance select account_id, 1000000000 from generate_series(0, 99999) account_id;
