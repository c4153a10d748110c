import { Webhook } from 'standardwebhooks'
import type { AcsEvent } from '../wire/acs.ts'
import { all, first, run } from './database.ts'
import { type House, instant } from './house.ts'

/** Waits after each failed attempt; after the last one, a person sees it at the counter. */
export const RETRIES_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000]
const TIMEOUT_MS = 10_000

interface Registration {
  url: string
  secret: string
  events: string
}
interface Message {
  id: string
  body: string
  attempts: number
}

export const registration = (house: House): (Registration & { updated_at: string }) | undefined =>
  first(house.db, 'select url, secret, events, updated_at from webhook')

/** Puts an event into the outbox, within the change that it tells of; nothing when nobody asked for it. */
export function emit<T extends AcsEvent['type']>(
  house: House,
  type: T,
  data: Extract<AcsEvent, { type: T }>['data'],
): void {
  const events = registration(house)?.events.split(' ') ?? []
  if (!events.includes(type)) return
  const at = instant(house)
  run(
    house.db,
    'insert into outbox (id, type, body, created_at, next_ms) values (?, ?, ?, ?, ?)',
    `msg_${crypto.randomUUID()}`,
    type,
    JSON.stringify({ type, timestamp: at, data }),
    at,
    house.now().getTime(),
  )
}

/** Delivers what is due, oldest first; answers when the next one will be (ms since 1970), or null. */
export async function deliverDue(house: House, fetcher: typeof fetch = fetch): Promise<number | null> {
  const due = all<Message>(
    house.db,
    'select id, body, attempts from outbox where next_ms <= ? order by created_at, rowid limit 100',
    house.now().getTime(),
  )
  for (const message of due) {
    const hook = registration(house)
    const problem = hook ? await attempt(house, hook, message, fetcher) : 'the registration was taken back'
    settle(house, message, hook ? problem : 'gone')
  }
  const next = first<{ next_ms: number | null }>(house.db, 'select min(next_ms) as next_ms from outbox')
  return next?.next_ms ?? null
}

/** Null when it was taken, `gone` when the address wants no more, else what went wrong. */
async function attempt(
  house: House,
  { url, secret }: Registration,
  { id, body }: Message,
  fetcher: typeof fetch,
): Promise<string | null> {
  const at = house.now()
  const signature =
    house.faults?.signature(new Webhook(secret).sign(id, at, body)) ?? new Webhook(secret).sign(id, at, body)
  try {
    const answer = await fetcher(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signature,
      },
      body,
    })
    await answer.body?.cancel()
    if (answer.ok) return null
    return answer.status === 410 ? 'gone' : `answered ${answer.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function settle(house: House, { id, attempts }: Message, problem: string | null): void {
  const wait_ms = house.retries_ms[attempts]
  const again = problem !== null && problem !== 'gone' && wait_ms !== undefined
  run(
    house.db,
    'update outbox set attempts = attempts + 1, next_ms = ?, delivered_at = ?, last_error = ? where id = ?',
    again ? house.now().getTime() + wait_ms : null,
    problem === null ? instant(house) : null,
    problem,
    id,
  )
}
