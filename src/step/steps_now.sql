-- All that the step of one structure, or of each, is made of, as it stands now. p: {structure_id or null, now}.
-- Answers a list; `terms` are of the convention that collects now, else of the last that did: its seats go on being told.
create or replace function steps_now(p jsonb) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object(
      'shown_percent', case when s.switched_off_at is null then s.shown_percent else 0 end,
      'structure', o.name,
      'association', (select a.name from organisation a where a.role = 'operator' order by a.id limit 1),
      'terms', terms.of_it,
      'connections', coalesce(lines.of_it, '[]'))), '[]')
    from step s
    join organisation o on o.id = s.structure_id
    left join lateral (
      select jsonb_build_object('seat_price_cents', v.seat_price_cents, 'planned_seats', v.planned_seats, 'holder', v.holder,
          'receipt', v.receipt, 'opened', f.minted, 'left_cents', f.line_in - f.line_out - f.shortfall_cents,
          'collects', (p->>'now')::timestamptz < c.collects_until) as of_it
        from convention c
        join convention_version v on v.convention_id = c.id and v.in_force_at <= (p->>'now')::timestamptz
        join fund f on f.convention_id = c.id
       where c.structure_id = s.structure_id and (p->>'now')::timestamptz >= c.collects_from
       order by (p->>'now')::timestamptz < c.collects_until desc, c.collects_until desc, v.number desc limit 1) terms on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('platform', k.platform, 'settings', k.settings, 'provision', k.provision) order by k.id) as of_it
        from connection k where k.structure_id = s.structure_id and k.state = 'enabled') lines on true
   where p->>'structure_id' is null or s.structure_id = (p->>'structure_id')::uuid
$$;
