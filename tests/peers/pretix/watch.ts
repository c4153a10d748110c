/** What a relay sees of its reservation. */
export interface Reservation {
  state: string
  reason: string | null
  each: { id: string; state: string }[]
}

/** Looks again until it is so; webhooks, queue and saga take a few seconds. Says what it saw last after a minute. */
export async function until<T>(what: string, look: () => Promise<T>, so: (seen: T) => boolean): Promise<T> {
  const deadline_ms = Date.now() + 60_000
  for (;;) {
    const seen = await look()
    if (so(seen)) return seen
    if (Date.now() > deadline_ms)
      throw new Error(`${what}: not within a minute. Seen last: ${JSON.stringify(seen)}`)
    await new Promise((done) => setTimeout(done, 300))
  }
}
