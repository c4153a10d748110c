import { CENTS, giftBody } from '../territory/webhooks.ts'
import { CONVENTIONS } from '../place.ts'
import { idOf, numbered } from '../territory/settle.ts'

/** As many as a queue hands over at once. */
export const BATCH = 100

/** Where the load goes: all to one convention, or over all of them. */
export type Spread = 'one' | 'many'

/** One event of a script. pgbench fills in what begins with a colon. */
interface Event {
  id: string
  connection_id: string
}

/**
 * What production asks of the database for a gift, as a script of pgbench: `store_hook` for each webhook, `post_gifts` for
 * a batch. An id is made of a number that rises with each run (:n), the client and the place in the run, so that ids
 * rise with time as ours do, and none comes twice. The caller sets :n to a number of eight digits.
 */
export function postingScript(
  verbs: readonly ('store' | 'post')[],
  batch: number,
  spread: Spread,
  at: string,
): string {
  const places = Array.from({ length: batch }, (_, i) => i)
  const chosen =
    spread === 'many' ? places.map((i) => `\\set k${i} random(${numbered(1)}, ${numbered(CONVENTIONS)})`) : []
  const events = places.map((i) => ({
    id: `:n-:c-7000-8000-${numbered(i)}`,
    connection_id:
      spread === 'many' ? idOf('connection', 1).replace(numbered(1), `:k${i}`) : idOf('connection', 1),
  }))
  const lines = ['\\set n :n + 1', '\\set c 1000 + :client_id', ...chosen]
  if (verbs.includes('store')) lines.push(...events.map((event) => store(event, at)))
  if (verbs.includes('post')) lines.push(post(events, at))
  return `${lines.join('\n')}\n`
}

function store({ id, connection_id }: Event, at: string): string {
  const order = 'ORDER-OF-THE-BENCH-1'
  const body = giftBody(order, at).replaceAll(order, `:n-:c-${id.slice(-6)}`)
  const row = {
    id,
    connection_id,
    generation: 1,
    event_id: `evt_${id}`,
    body,
    state: 'received',
    reason: null,
    now: at,
  }
  return `select store_hook(${literal(row)}::jsonb);`
}

function post(events: readonly Event[], at: string): string {
  const observations = events.map(({ id, connection_id }) => ({
    id,
    connection_id,
    reference: `${id}/G`,
    cents: CENTS,
    version: 1,
    given_at: at,
    evidence: { chosen: 'amount', shown: 'Un fauteuil a partager' },
  }))
  return `select post_gifts(${literal({ now: at, observations, done: events.map(({ id }) => id) })}::jsonb);`
}

const literal = (value: object): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`
