-- Switches a step off whose carts did not finish, and tells both sides, once; setting it switches it on. One that was set
-- meanwhile stays on: other carts were judged. p: {structure_id, trial, about, message, todo, now}
create or replace function switch_off_step(p jsonb) returns jsonb language plpgsql as $$
begin
  update step set switched_off_at = (p->>'now')::timestamptz
   where structure_id = (p->>'structure_id')::uuid and trial = (p->>'trial')::integer and switched_off_at is null;
  if not found then return '{"switched_off": false}'; end if;
  perform raise_trouble(p || jsonb_build_object('kind', 'step', 'subject', p->>'structure_id'));
  perform tell((p->>'structure_id')::uuid, 'step_switched_off', (p->>'structure_id') || ':' || (p->>'trial'), p->'about',
    (p->>'now')::timestamptz);
  return '{"switched_off": true}';
end $$;
