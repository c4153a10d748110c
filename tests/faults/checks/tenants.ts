import type { Play } from '../play.ts'
import type { Actor } from '../territory.ts'

/** Names of what is another's alone: none of them may be in anything that this one is told (I9). */
export async function othersIds(play: Play, actor: Actor): Promise<string[]> {
  const rows = await play.rows<{ id: string }>(
    actor.role === 'relay' ? OF_OTHER_RELAYS : OF_OTHER_STRUCTURES,
    [actor.organisation_id],
  )
  return rows.map(({ id }) => id)
}

const OF_OTHER_RELAYS = `
  select r.id::text from reservation r where relay_id <> $1
  union all select s.id::text from seat s join reservation r on r.id = s.reservation_id where r.relay_id <> $1
  union all select w.id::text from waiting w where relay_id <> $1
  union all select k.id::text from api_key k where organisation_id <> $1
  union all select reference from gift`

const OF_OTHER_STRUCTURES = `
  with theirs as (select id from connection where structure_id <> $1),
  agreed as (select id from convention where structure_id <> $1)
  select id::text from theirs
  union all select id::text from agreed
  union all select id::text from performance where connection_id in (select id from theirs)
  union all select id::text from invitation where convention_id in (select id from agreed)
  union all select reference from gift where connection_id in (select id from theirs)
  union all select event_id from inbox where connection_id in (select id from theirs)
  union all select id::text from api_key where organisation_id <> $1
  union all select id::text from reservation`
