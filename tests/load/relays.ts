import { uuidv7 } from 'uuidv7'
import type { Settled } from './houses.ts'
import { Latencies } from './percentiles.ts'

export interface Asked {
  asked: number
  held: number
  seats_held: number
  /** why others were told no, by code */
  refused: Map<string, number>
  hold: Latencies
  stop(): Promise<void>
}

const EVERY_MS = 400

/** Each relay asks for one to three seats of any evening again and again, long after the last was given. */
export function askForSeats(
  origin: string,
  { houses, relays }: Settled,
  below: (n: number) => number,
): Asked {
  const invitations = houses.flatMap((house) => house.invitations)
  const asked: Asked = { asked: 0, held: 0, seats_held: 0, refused: new Map(), hold: new Latencies(), stop }
  const under_way = new Set<Promise<void>>()

  async function ask(key: string): Promise<void> {
    const guests = 1 + below(3)
    const began_ms = performance.now()
    const answer = await fetch(`${origin}/v1/reservations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': uuidv7(),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ invitation_id: invitations[below(invitations.length)], guests }),
    })
    const body = (await answer.json()) as { error?: { code: string } }
    asked.hold.add(performance.now() - began_ms)
    asked.asked += 1
    if (answer.ok) {
      asked.held += 1
      asked.seats_held += guests
    } else {
      const code = body.error?.code ?? String(answer.status)
      asked.refused.set(code, (asked.refused.get(code) ?? 0) + 1)
    }
  }
  const timers = relays.map((key) =>
    setInterval(() => {
      const asking = ask(key).catch((cause: unknown) => {
        asked.refused.set(String(cause), (asked.refused.get(String(cause)) ?? 0) + 1)
      })
      under_way.add(asking)
      void asking.finally(() => under_way.delete(asking))
    }, EVERY_MS),
  )
  async function stop(): Promise<void> {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(under_way)
  }
  return asked
}
