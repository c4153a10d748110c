\set from random(16, 99999)
\set to random(16, 99999)
with spent as (
  update balance set amount = amount - 1 where account_id = :from::integer and amount >= 1 returning account_id
)
insert into posting (event_id, account_id, amount)
select 'spend', line.account_id, line.amount from spent, (values (:from::integer, -1), (:to::integer, 1)) line (account_id, amount);
