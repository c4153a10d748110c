-- An evening on offer in each of the first conventions, with seats for whoever holds a credit, and credits from gifts.
-- Uses what territory.sql made; the n-th invitation has a number in its id like the rest.
create function pg_temp.offer(conventions integer, credits integer, seats integer, at timestamptz) returns void
language plpgsql as $$
declare
  operator jsonb := jsonb_build_object('organisation_id', pg_temp.id('1', 0), 'role', 'operator', 'key_id', pg_temp.id('2', 0));
  structure jsonb;
begin
  perform create_organisation(jsonb_build_object('id', pg_temp.id('7', 0), 'role', 'relay', 'name', 'Relay',
    'language', 'fr', 'now', at));
  for n in 1..conventions loop
    structure := jsonb_build_object('organisation_id', pg_temp.id('1', n), 'role', 'structure', 'key_id', pg_temp.id('2', n));
    perform sync_performances(jsonb_build_object('connection_id', pg_temp.id('4', n), 'now', at, 'performances',
      jsonb_build_array(jsonb_build_object('id', pg_temp.id('8', n), 'reference', 'E' || n, 'title', 'Evening',
        'starts_at', at + interval '60 days', 'status', 'scheduled'))));
    perform propose_invitation(jsonb_build_object('id', pg_temp.id('9', n), 'convention_id', pg_temp.id('5', n),
      'performance_id', pg_temp.id('8', n), 'seats', seats, 'now', at, 'principal', structure));
    perform approve(jsonb_build_object('id', pg_temp.id('9', n), 'subject', 'invitation', 'now', at, 'principal', operator));
    perform post_gifts(jsonb_build_object('now', at, 'done', '[]'::jsonb, 'observations', jsonb_build_array(
      jsonb_build_object('id', gen_random_uuid(), 'connection_id', pg_temp.id('4', n), 'reference', 'C' || n || '/G',
        'cents', credits * 800, 'version', 1, 'given_at', at, 'evidence', '{}'::jsonb))));
    perform convert(jsonb_build_object('convention_id', pg_temp.id('5', n), 'now', at));
  end loop;
end $$;
