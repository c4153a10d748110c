-- The cart became an order: the last thing that was chosen for it proves the gift in it. What knew the cart is erased.
-- p: {structure_id, cart, order}
create or replace function name_order(p jsonb) returns jsonb language plpgsql as $$
declare
  last uuid;
begin
  -- an order that two tell of at once is named once
  perform pg_advisory_xact_lock(hashtextextended((p->>'structure_id') || (p->>'order'), 0));
  select intent into last from consent where structure_id = (p->>'structure_id')::uuid and cart = p->>'cart' order by at desc, intent desc limit 1;
  delete from consent where structure_id = (p->>'structure_id')::uuid and cart = p->>'cart' and intent <> last;
  update consent set "order" = p->>'order', cart = null where intent = last and cart = p->>'cart'
     and not exists (select from consent where structure_id = (p->>'structure_id')::uuid and "order" = p->>'order');
  return jsonb_build_object('intent', last);
end $$;

-- Carts that became no order: what was chosen in them proves nothing. p: {before}
create or replace function purge_consents(p jsonb) returns jsonb language sql as $$
  with gone as (delete from consent where cart is not null and at < (p->>'before')::timestamptz returning 1)
  select jsonb_build_object('purged', count(*)) from gone
$$;
