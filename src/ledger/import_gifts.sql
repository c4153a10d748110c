-- Books a batch of past gifts of one structure, as `post_gifts` and `convert` would one after the other. It holds the funds
-- as a conversion does, so each gift is given its place on the line of cents at once. A reference that was booked before
-- changes nothing and is told.
-- p: {run_id, connection_id, structure_id, now, from, until: first and last instant of them,
--     ids, lines, references, cents, given_at: an array for each column, in the order of the file}
-- Answers {gifts, cents, suspended: of the gifts, those that no convention in force collects, before: see below}.
create or replace function import_gifts(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  connection uuid := (p->>'connection_id')::uuid;
  structure uuid := (p->>'structure_id')::uuid;
  run uuid := (p->>'run_id')::uuid;
  collecting uuid[] := array(select id from convention where structure_id = structure
    and tstzrange(collects_from, collects_until) && tstzrange((p->>'from')::timestamptz, (p->>'until')::timestamptz, '[]') order by id);
  news uuid[];
  told jsonb;
begin
  insert into fund (convention_id) select unnest(collecting) on conflict do nothing;
  perform from fund where convention_id = any(collecting) order by convention_id for update;

  with stretch as materialized (
    -- from one change of what is in force to the next: the version that is shown then; before any, the first that came
    select c.id as convention_id, s.starts, coalesce(lead(s.starts) over (partition by c.id order by s.starts), c.collects_until) as ends,
      (select v.number from convention_version v where v.convention_id = c.id and v.in_force_at <= at
        order by v.in_force_at <= s.starts desc, case when v.in_force_at <= s.starts then -v.number else v.number end limit 1) as number
      from convention c cross join lateral (
        select c.collects_from as starts union
        select v.in_force_at from convention_version v where v.convention_id = c.id and v.in_force_at <= at
           and v.in_force_at > c.collects_from and v.in_force_at < c.collects_until) s
     where c.id = any(collecting)
  ),
  read as materialized (
    select id::uuid, line::integer, reference, cents::integer, given_at::timestamptz
      from rows from (jsonb_array_elements_text(p->'ids'), jsonb_array_elements_text(p->'lines'), jsonb_array_elements_text(p->'references'),
        jsonb_array_elements_text(p->'cents'), jsonb_array_elements_text(p->'given_at')) as r(id, line, reference, cents, given_at)
  ),
  incoming as materialized (
    select r.*, s.convention_id, s.number, nextval('entry_id_seq') as entry_id
      from read r left join stretch s on s.number is not null and r.given_at >= s.starts and r.given_at < s.ends order by r.line
  ),
  kept as (
    insert into gift (id, connection_id, reference, cents, version, convention_id, convention_version, posted_cents, given_at,
      observed_at, evidence)
    select id, connection, reference, cents, 1, convention_id, number, case when convention_id is null then 0 else cents end,
      given_at, at, jsonb_build_object('import', run, 'line', line) from incoming
    on conflict (connection_id, reference) do nothing
    returning id, gift.cents, gift.convention_id
  ),
  booked as materialized (
    select i.id, i.entry_id, i.convention_id, i.cents, f.line_in + sum(i.cents) over (partition by i.convention_id order by i.line) as upto
      from incoming i join kept k on k.id = i.id join fund f on f.convention_id = i.convention_id where i.cents > 0
  ),
  entered as (
    insert into entry (id, convention_id, cause, cause_id, at) overriding system value
    select entry_id, convention_id, 'gift', id || ':1', at from booked
  ),
  posted as (
    insert into posting (entry_id, n, convention_id, debit, credit, amount)
    select entry_id, 1, convention_id, 'receivable', 'fund', cents from booked
  ),
  came as (
    insert into inflow (convention_id, gift_id, cents, gifts, span_from, span_to, applied_at)
    select convention_id, id, cents, 1, upto - cents, upto, at from booked
  ),
  grown as (
    update fund f set line_in = f.line_in + b.cents, gifts = f.gifts + b.gifts
      from (select convention_id, sum(cents) as cents, count(*) as gifts from booked group by convention_id) b
     where f.convention_id = b.convention_id returning f.convention_id
  )
  select jsonb_build_object('gifts', count(*), 'cents', coalesce(sum(cents), 0), 'suspended', count(*) filter (where convention_id is null)),
      array(select convention_id from grown order by convention_id)
    into told, news from kept;

  for n in 1..coalesce(array_length(news, 1), 0) loop
    perform convert(jsonb_build_object('convention_id', news[n], 'now', at));
  end loop;
  return told || jsonb_build_object('before',
    case when (told->>'gifts')::integer < jsonb_array_length(p->'lines') then booked_before(p) else '[]' end);
end $$;

-- Rows of a batch whose reference was booked before: by an earlier import, or by an earlier row of this one.
create or replace function booked_before(p jsonb) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('line', i.line, 'cents', g.cents, 'given_at', g.given_at,
      'again_on_line', case when g.evidence->>'import' = p->>'run_id' then g.evidence->'line' end,
      'same', g.cents = i.cents and g.given_at = i.given_at) order by i.line), '[]')
    from (select line::integer, reference, cents::integer, given_at::timestamptz
            from rows from (jsonb_array_elements_text(p->'lines'), jsonb_array_elements_text(p->'references'),
              jsonb_array_elements_text(p->'cents'), jsonb_array_elements_text(p->'given_at')) as r(line, reference, cents, given_at)) i
    -- one look-up for each row, however many gifts there are
    cross join lateral (select * from gift where connection_id = (p->>'connection_id')::uuid and reference = i.reference limit 1) g
   where (g.evidence->>'import', (g.evidence->>'line')::integer) is distinct from (p->>'run_id', i.line)
$$;

-- What `import_gifts` would answer, without a write; each reference once.
create or replace function try_gifts(p jsonb) returns jsonb language sql stable as $$
  with told as materialized (select booked_before(p) as before),
  fresh as (
    select i.cents, exists (
        select from convention c where c.structure_id = (p->>'structure_id')::uuid and tstzrange(c.collects_from, c.collects_until) @> i.given_at
           and exists (select from convention_version v where v.convention_id = c.id and v.in_force_at <= (p->>'now')::timestamptz)) as collected
      from (select line::integer, cents::integer, given_at::timestamptz
              from rows from (jsonb_array_elements_text(p->'lines'), jsonb_array_elements_text(p->'cents'),
                jsonb_array_elements_text(p->'given_at')) as r(line, cents, given_at)) i
     where not exists (select from told, jsonb_array_elements(told.before) b where (b->>'line')::integer = i.line)
  )
  select jsonb_build_object('gifts', count(*), 'cents', coalesce(sum(cents), 0), 'suspended', count(*) filter (where not collected),
    'before', (select before from told)) from fresh
$$;
