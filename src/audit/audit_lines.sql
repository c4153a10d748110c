-- Where the line of cents has a gap or an overlap: in what came in, in what went out, and in where both end.
create or replace function audit_lines(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  with span as (
    select 'line_in' as kind, i.convention_id, i.id::text as place, i.span_from, i.span_to from inflow i
     where i.span_from is not null and (which is null or i.convention_id = which)
    union all
    select 'line_out', o.convention_id, o.span_from::text, o.span_from, o.span_to from outflow o
     where which is null or o.convention_id = which
    union all
    -- where the running row says that the line ends, the next span would begin
    select l.kind, f.convention_id, l.kind, l.upto, null from fund f cross join lateral (values
      ('line_in', f.line_in), ('line_out', f.line_out)) l(kind, upto) where which is null or f.convention_id = which
  )
  select s.kind, s.convention_id, s.place, s.span_from::text, s.before::text
    from (select *, lag(span_to, 1, 0::bigint) over (partition by kind, convention_id order by span_to nulls last) as before from span) s
   where s.span_from <> s.before
$$;
