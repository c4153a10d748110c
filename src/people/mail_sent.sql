-- A mail went out, or why it did not; after eight tries a person is told. p: {id, failure, now}
create or replace function mail_sent(p jsonb) returns void language plpgsql as $$
declare
  m mail;
begin
  update mail set tries = tries + 1, failure = p->>'failure',
    sent_at = case when p->>'failure' is null then (p->>'now')::timestamptz end
   where id = (p->>'id')::uuid and sent_at is null returning * into m;
  if m.failure is not null and m.tries >= 8 then
    perform raise_trouble(jsonb_build_object('kind', 'mail', 'subject', m.id, 'message', m.failure, 'now', p->>'now',
      'todo', 'Check the address of the organisation and the mail service; tell the organisation what its page shows.'));
  end if;
end $$;
