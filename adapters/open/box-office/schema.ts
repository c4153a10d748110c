/**
 * A place is one row: it can have one way in at most, whoever asks at the same time. The journal only grows; its
 * `seq` is the version of what changed, and the cursor of every list.
 */
export const SCHEMA = `
create table if not exists shows (
  id text primary key,
  title_fr text not null, title_en text not null,
  about_fr text not null, about_en text not null
) strict;

create table if not exists performances (
  id text primary key,
  show_id text not null references shows,
  starts_at text not null,
  minutes integer not null check (minutes > 0),
  status text not null default 'scheduled' check (status in ('scheduled', 'cancelled')),
  numbered integer not null check (numbered in (0, 1)),
  price_cents integer not null check (price_cents >= 0)
) strict;

create table if not exists orders (
  id text primary key,
  code text not null unique,
  kind text not null check (kind in ('sale', 'booking')),
  status text not null check (status in ('held', 'confirmed', 'cancelled', 'expired')),
  language text not null check (language in ('fr', 'en')),
  created_at text not null,
  updated_at text not null,
  expires_at text,
  confirmed_at text,
  cancelled_at text,
  performance_id text references performances,
  reseller_reference text unique,
  reservation_id text,
  access_needs text,
  from_allotment integer not null default 0 check (from_allotment in (0, 1)),
  changed_seq integer not null default 0,
  check ((status = 'held') = (expires_at is not null))
) strict;

create table if not exists lines (
  id text primary key,
  order_id text not null references orders,
  kind text not null check (kind in ('subscription', 'gift')),
  label_fr text not null, label_en text not null,
  paid_cents integer not null check (paid_cents >= 0),
  consent text check ((kind = 'gift') = (consent is not null)),
  given_at text not null,
  cancelled_at text,
  changed_seq integer not null default 0,
  check (cancelled_at is null or paid_cents = 0)
) strict;
create index if not exists lines_of_order on lines (order_id);

create table if not exists units (
  id text primary key,
  order_id text not null references orders,
  performance_id text not null references performances,
  status text not null check (status in ('held', 'valid', 'cancelled', 'lapsed')),
  seat text,
  code text unique,
  number integer unique,
  redeemed_at text,
  cancelled_at text,
  scan_seq integer,
  check ((number is null) = (code is null)),
  check (redeemed_at is null or status = 'valid')
) strict;
create index if not exists units_of_order on units (order_id);
create index if not exists units_of_performance on units (performance_id);

create table if not exists places (
  performance_id text not null references performances,
  place integer not null,
  line text not null,
  seat text,
  kept_aside integer not null default 0 check (kept_aside in (0, 1)),
  unit_id text unique references units,
  primary key (performance_id, place)
) strict;

create table if not exists journal (
  seq integer primary key autoincrement,
  at text not null,
  kind text not null check (kind in ('gift', 'order', 'scan', 'performance')),
  order_id text, line_id text, unit_id text, performance_id text,
  delta_cents integer, net_cents integer
) strict;

create table if not exists carts (
  id text primary key,
  formula text not null,
  performances text not null,
  gift_cents integer not null default 0 check (gift_cents >= 0),
  consent text,
  created_at text not null,
  order_id text references orders
) strict;

create table if not exists step (
  only integer primary key check (only = 1),
  title_fr text not null, title_en text not null,
  description_fr text not null, description_en text not null,
  since text not null
) strict;

create table if not exists webhook (
  only integer primary key check (only = 1),
  url text not null,
  secret text not null,
  events text not null,
  updated_at text not null
) strict;

create table if not exists outbox (
  id text primary key,
  type text not null,
  body text not null,
  created_at text not null,
  attempts integer not null default 0,
  next_ms integer,
  delivered_at text,
  last_error text
) strict;
create index if not exists outbox_due on outbox (next_ms) where next_ms is not null;

create table if not exists door (
  id integer primary key autoincrement,
  at text not null,
  performance_id text not null,
  code text not null,
  answer text not null
) strict;
`
