-- A territory with a past: structures with a ticketing and a convention for each of many seasons, the last one the present,
-- made by the verbs that production calls. The n-th of each kind has a number for an id.
create function pg_temp.id(kind integer, n integer) returns uuid language sql immutable as $$
  select (kind || '0000000-0000-7000-8000-' || (100000000000 + n))::uuid
$$;
create function pg_temp.who(role text, n integer) returns jsonb language sql immutable as $$
  select jsonb_build_object('organisation_id', pg_temp.id(1, n), 'role', role, 'key_id', pg_temp.id(2, n))
$$;

create function pg_temp.settle(structures integer, seasons integer, at timestamptz) returns void language plpgsql as $$
declare
  begins timestamptz;
  n integer;
begin
  perform create_organisation(jsonb_build_object('id', pg_temp.id(1, 0), 'role', 'operator', 'name', 'Operator', 'language', 'fr', 'now', at));
  perform create_organisation(jsonb_build_object('id', pg_temp.id(1, 99), 'role', 'relay', 'name', 'Relay', 'language', 'fr', 'now', at));
  for structure in 1..structures loop
    perform create_organisation(jsonb_build_object('id', pg_temp.id(1, structure), 'role', 'structure',
      'name', 'Structure ' || structure, 'language', 'fr', 'now', at));
    perform create_connection(jsonb_build_object('id', pg_temp.id(4, structure), 'structure_id', pg_temp.id(1, structure),
      'platform', 'open', 'settings', '{"address": "http://127.0.0.1:1"}'::jsonb, 'credentials', 'none', 'principal', pg_temp.who('operator', 0)));
  end loop;
  for season in 1..seasons loop
    begins := at - interval '180 days' - (seasons - season) * interval '365 days';
    perform create_season(jsonb_build_object('id', pg_temp.id(3, season), 'name', 'Season ' || season,
      'starts_at', begins, 'ends_at', begins + interval '365 days', 'principal', pg_temp.who('operator', 0)));
    for structure in 1..structures loop
      n := structure * 100 + season;
      perform create_convention(jsonb_build_object('id', pg_temp.id(5, n), 'structure_id', pg_temp.id(1, structure),
        'season_id', pg_temp.id(3, season), 'collects_from', begins, 'collects_until', begins + interval '365 days',
        'principal', pg_temp.who('operator', 0)));
      perform propose_version(jsonb_build_object('id', pg_temp.id(6, n), 'convention_id', pg_temp.id(5, n), 'seat_price_cents', 800,
        'communication', '{}'::jsonb, 'organisation', '{}'::jsonb, 'planned_seats', 20000, 'offer', '{}'::jsonb,
        'surplus_use', '{}'::jsonb, 'companions', 'credit', 'due_on', 'issued', 'holder', 'structure', 'receipt', 'none',
        'effective_from', begins, 'now', at, 'principal', pg_temp.who('structure', structure)));
      perform approve(jsonb_build_object('id', pg_temp.id(6, n), 'subject', 'version', 'now', at, 'principal', pg_temp.who('operator', 0)));
    end loop;
  end loop;
end $$;

-- A season of invitations in each structure's present convention: evenings with two bookings each, of three seats and of
-- two, their tickets issued; of every other evening the door has told who came.
create function pg_temp.invite(structures integer, season integer, evenings integer, at timestamptz) returns void language plpgsql as $$
declare
  n integer;
  booking uuid;
  seats integer;
  positions jsonb;
begin
  for structure in 1..structures loop
    for evening in 1..evenings loop
      n := structure * 1000 + evening;
      perform sync_performances(jsonb_build_object('connection_id', pg_temp.id(4, structure), 'now', at, 'performances', jsonb_build_array(
        jsonb_build_object('id', pg_temp.id(7, n), 'reference', 'E-' || n, 'title', 'Evening ' || n, 'starts_at', at + evening * interval '1 day',
          'status', 'scheduled', 'seats_free', 300, 'public_price_cents', 2400))));
      perform propose_invitation(jsonb_build_object('id', pg_temp.id(8, n), 'convention_id', pg_temp.id(5, structure * 100 + season),
        'performance_id', pg_temp.id(7, n), 'seats', 6, 'allotment', null, 'now', at, 'principal', pg_temp.who('structure', structure)));
      perform approve(jsonb_build_object('id', pg_temp.id(8, n), 'subject', 'invitation', 'now', at, 'principal', pg_temp.who('operator', 0)));
      for which in 1..2 loop
        booking := pg_temp.id(9, n * 10 + which);
        seats := 4 - which;
        positions := (select jsonb_agg(booking || '-' || i) from generate_series(1, seats) i);
        perform reserve(jsonb_build_object('id', booking, 'invitation_id', pg_temp.id(8, n), 'guests', seats, 'companions', 0,
          'access_needs', '[]'::jsonb, 'seat_ids', (select jsonb_agg(gen_random_uuid()) from generate_series(1, seats)),
          'now', at, 'principal', pg_temp.who('relay', 99)));
        perform begin_attempt(jsonb_build_object('reservation_id', booking, 'reference', booking, 'now', at));
        perform end_attempt(jsonb_build_object('reservation_id', booking, 'reference', booking, 'state', 'confirmed',
          'order', booking, 'positions', positions, 'now', at));
        perform issue(jsonb_build_object('reservation_id', booking, 'now', at, 'tickets',
          (select jsonb_agg(jsonb_build_object('position', p, 'key', p, 'media_type', 'application/pdf')) from jsonb_array_elements_text(positions) p)));
        if evening % 2 = 0 then
          perform record_scans(jsonb_build_object('connection_id', pg_temp.id(4, structure), 'now', at, 'scans',
            (select jsonb_agg(jsonb_build_object('order', booking, 'position', p, 'scanned_at', at)) from jsonb_array_elements_text(positions) p)));
        end if;
      end loop;
    end loop;
  end loop;
end $$;
