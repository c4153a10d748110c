import type { Play } from '../play.ts'
import { emulated } from '../territory.ts'

/** What is not done yet, in words: when a storm is over, all of it has to come to its end (I5, and all that is promised to go on by itself). */
export async function pending(play: Play): Promise<string[]> {
  const { territory, scene, known } = play
  const rows = await play.rows<{ what: string }>(PENDING, [scene.now])
  const outside = emulated(territory)
    .filter((partner) => partner.next_ms() !== null)
    .map(({ name }) => `${name} has webhooks to deliver`)
  const asking = known.unanswered.map(({ asked }) => `${asked.method} ${asked.path} has no answer`)
  const asleep = scene.timeline.next_ms() === null ? [] : ['somebody sleeps']
  return [...rows.map(({ what }) => what), ...outside, ...asking, ...asleep]
}

const PENDING = `
  select 'the webhook ' || event_id || ' is ' || state || coalesce(': ' || reason, '') as what from inbox where state = 'received'
  union all select 'inflow ' || id || ' waits for conversion' from inflow where applied_at is null
  union all select 'the gift ' || reference || ' is in suspense' from gift where convention_id is null
  union all select 'the reservation ' || id || ' is ' || state from reservation
    where state in ('held', 'booked') or (state = 'asked' and expires_at <= $1)
  union all select 'the seat ' || id || ' is ' || state from seat where state = 'returning'
  union all select 'the attempt ' || reference || ' has no outcome' from attempt where state = 'started'
  union all select 'seats are free, and nobody asked who waits for them: ' || w.id from waiting w
    join invitation i on i.id = w.invitation_id join performance f on f.id = i.performance_id
    join credit_stock k on k.convention_id = i.convention_id
    where w.state = 'waiting' and i.state = 'open' and f.state = 'scheduled' and f.starts_at > $1
      and i.seats_left >= w.seats and k.available >= w.seats
  union all select 'a mail ' || template || ' waits: ' || coalesce(failure, '') from mail where sent_at is null
  union all select 'trouble ' || kind || ': ' || message || ' To do: ' || todo from trouble
    where resolved_at is null
  union all select 'difference ' || kind || ' ' || reference || ': ' || coalesce(ours, '') || ' and ' || coalesce(theirs, '')
    from difference where settled_at is null
  union all select 'an evening that is over is not closed: ' || f.reference from performance f
    where f.closed_at is null and f.state = 'scheduled' and f.starts_at < $1::timestamptz - interval '7 hours'
      and exists (select from invitation i where i.performance_id = f.id)`
