import { Pool } from 'pg'
import { NeonRefusal } from './neon-query.ts'

const CONNECTIONS_EACH = 8
const POOLS = 20

/** One small pool per connection string; the one that was used longest ago is closed when there are too many. */
export class Pools {
  readonly #hosts: ReadonlySet<string>
  readonly #pools = new Map<string, { pool: Pool; name: string }>()
  readonly #connections: number

  constructor(hosts: readonly string[], connections = CONNECTIONS_EACH) {
    this.#hosts = new Set(hosts)
    this.#connections = connections
  }

  /** The pool of a connection string, and the name of its database. */
  of(connectionString: string): { pool: Pool; name: string } {
    const known = this.#pools.get(connectionString)
    if (known) {
      // Last in the map is used last.
      this.#pools.delete(connectionString)
      this.#pools.set(connectionString, known)
      return known
    }
    const url = new URL(connectionString)
    if (!this.#hosts.has(url.hostname)) {
      throw new NeonRefusal(403, `This local endpoint does not lead to ${url.hostname}`)
    }
    const pool = new Pool({ connectionString, max: this.#connections, idleTimeoutMillis: 10_000 })
    // An idle connection that the server closes is replaced at the next query: nobody waits on it.
    pool.on('error', () => undefined)
    const entry = { pool, name: decodeURIComponent(url.pathname.slice(1)) }
    this.#pools.set(connectionString, entry)
    this.#closeOldest()
    return entry
  }

  async end(): Promise<void> {
    const all = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(all.map(({ pool }) => pool.end()))
  }

  #closeOldest(): void {
    const [oldest] = this.#pools
    if (this.#pools.size <= POOLS || !oldest) return
    const [connectionString, { pool }] = oldest
    this.#pools.delete(connectionString)
    // `end` lets running queries finish.
    pool.end().catch(() => undefined)
  }
}
