import type { Play } from '../play.ts'
import { hookOf } from '../territory.ts'

interface Stored {
  connection_id: string
  event_id: string
  state: string
  reason: string | null
}

/** I7: what was answered 2xx is stored and worked on; what was refused is not; nothing is stored that nobody sent. */
export async function hookViolations(play: Play): Promise<string[]> {
  const { scene, known } = play
  const found: string[] = []
  const stored = await play.rows<Stored>('select connection_id, event_id, state::text, reason from inbox')
  for (const [id, of] of Map.groupBy(
    stored,
    ({ connection_id, event_id }) => `${connection_id} ${event_id}`,
  )) {
    if (of.length > 1) found.push(`I7: the webhook ${id} is stored ${of.length} times`)
  }
  const rows = new Map(stored.map((row) => [`${row.connection_id} ${row.event_id}`, row]))
  const sent = new Set<string>()
  for (const sending of scene.sendings) {
    const { status, genuine } = sending
    const { connection_id, event_id: id } = hookOf(play.territory, sending)
    const key = `${connection_id} ${id}`
    if (genuine) sent.add(key)
    const accepted = status !== null && status < 300
    if (accepted && !genuine) found.push(`I7: the forged webhook ${id} was answered ${status}`)
    if (accepted && !rows.has(key))
      found.push(`I7: the webhook ${id} was answered ${status} and is not stored`)
  }
  for (const [key, { event_id, state, reason }] of rows) {
    if (!sent.has(key)) found.push(`I7: the webhook ${event_id} is stored, and nobody sent it`)
    const as_it_should = known.nonsense.has(event_id)
      ? state === 'set_aside'
      : state === 'done' || state === 'ignored'
    if (!as_it_should) found.push(`I7: the webhook ${event_id} is ${state}: ${reason}`)
  }
  return found
}
