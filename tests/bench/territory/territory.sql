-- Many structures, each with an enabled ticketing and a convention in force, made by the verbs that production calls.
-- The n-th of each kind has a number in its id, so that a script of pgbench can name it.
create function pg_temp.id(kind text, n integer) returns uuid language sql immutable as $$
  select (kind || '0000000-0000-7000-8000-' || (100000000000 + n))::uuid
$$;

create function pg_temp.settle(conventions integer, at timestamptz) returns void language plpgsql as $$
declare
  operator jsonb := jsonb_build_object('organisation_id', pg_temp.id('1', 0), 'role', 'operator', 'key_id', pg_temp.id('2', 0));
  structure jsonb;
begin
  perform create_organisation(jsonb_build_object('id', pg_temp.id('1', 0), 'role', 'operator', 'name', 'Operator',
    'language', 'fr', 'now', at));
  perform create_season(jsonb_build_object('id', pg_temp.id('3', 0), 'name', 'Season',
    'starts_at', at - interval '30 days', 'ends_at', at + interval '300 days'));
  for n in 1..conventions loop
    structure := jsonb_build_object('organisation_id', pg_temp.id('1', n), 'role', 'structure', 'key_id', pg_temp.id('2', n));
    perform create_organisation(jsonb_build_object('id', pg_temp.id('1', n), 'role', 'structure', 'name', 'Structure ' || n,
      'language', 'fr', 'now', at));
    perform create_connection(jsonb_build_object('id', pg_temp.id('4', n), 'structure_id', pg_temp.id('1', n),
      'platform', 'open', 'settings', '{"address": "http://127.0.0.1:1"}'::jsonb, 'credentials', 'none'));
    perform record_connection(jsonb_build_object('id', pg_temp.id('4', n), 'state', 'enabled', 'checks', '[]'::jsonb, 'now', at));
    perform create_convention(jsonb_build_object('id', pg_temp.id('5', n), 'structure_id', pg_temp.id('1', n),
      'season_id', pg_temp.id('3', 0), 'collects_from', at - interval '30 days', 'collects_until', at + interval '300 days'));
    perform propose_version(jsonb_build_object('id', pg_temp.id('6', n), 'convention_id', pg_temp.id('5', n),
      'seat_price_cents', 800, 'communication', '{}'::jsonb, 'organisation', '{}'::jsonb, 'planned_seats', 100000, 'offer', '{}'::jsonb,
      'surplus_use', '{}'::jsonb, 'companions', 'credit', 'due_on', 'issued', 'holder', 'structure', 'receipt', 'none',
      'effective_from', at - interval '30 days', 'now', at, 'principal', structure));
    perform approve(jsonb_build_object('id', pg_temp.id('6', n), 'subject', 'version', 'now', at, 'principal', operator));
  end loop;
end $$;
