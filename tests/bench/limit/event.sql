\set n random(0, 9007199254740991)
\set m random(0, 9007199254740991)
\set from random(:from_least, :from_most)
\set to random(16, 99999)
with news as (
  insert into event (id, body) values (:n::bigint || '-' || :m::bigint, :body) on conflict do nothing returning id
),
line (account_id, amount) as (values (:from::integer, -800::bigint), (:to::integer, 800)),
posted as (insert into posting (event_id, account_id, amount) select id, account_id, amount from news, line)
update balance set amount = balance.amount + line.amount from news, line where balance.account_id = line.account_id;
