-- Where to go on asking who came. p: {performance_id, cursor}
create or replace function keep_attendance_cursor(p jsonb) returns void language sql as $$
  update performance set attendance_cursor = p->'cursor' where id = (p->>'performance_id')::uuid
$$;
