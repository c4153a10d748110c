import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseError } from 'pg'
import { answerQueries, NeonRefusal, type NeonBatch } from './neon-query.ts'
import { Pools } from './neon-pools.ts'

export interface NeonEndpoint {
  /** what `neonConfig.fetchEndpoint` is set to (NEON_ENDPOINT) */
  url: string
  /** Round trips since the start or the last reset: one for a query, one for a whole batch. */
  roundTrips(database: string): number
  resetRoundTrips(database: string): void
  stop(): Promise<void>
}
export interface NeonOptions {
  /** a free one when not given */
  port?: number
  /** other hosts than this machine that may be reached through it */
  hosts?: readonly string[]
  /** to one database at most; eight when not given */
  connections?: number
}

const MAX_BODY_BYTES = 16 * 1024 * 1024

/**
 * Speaks the HTTP protocol of `@neondatabase/serverless` in front of any PostgreSQL: POST /sql with one query,
 * or several in one transaction, on the database that the header `Neon-Connection-String` names.
 * GET and DELETE /round-trips?database=… read and reset the counter, for tests in other processes.
 */
export async function startNeonEndpoint(options: NeonOptions = {}): Promise<NeonEndpoint> {
  const pools = new Pools(['127.0.0.1', 'localhost', ...(options.hosts ?? [])], options.connections)
  const counted = new Map<string, number>()
  const roundTrips = (database: string) => counted.get(database) ?? 0

  async function handle(request: IncomingMessage, url: URL): Promise<unknown> {
    const database = url.searchParams.get('database') ?? ''
    if (url.pathname === '/round-trips' && request.method === 'GET')
      return { round_trips: roundTrips(database) }
    if (url.pathname === '/round-trips' && request.method === 'DELETE')
      return { reset: counted.delete(database) }
    if (url.pathname !== '/sql' || request.method !== 'POST')
      throw new NeonRefusal(404, 'POST /sql is what is here')

    const batch = JSON.parse(await readBody(request)) as NeonBatch
    const connectionString = request.headers['neon-connection-string']
    if (typeof connectionString !== 'string') {
      throw new NeonRefusal(400, 'The header Neon-Connection-String is missing')
    }
    const { pool, name } = pools.of(connectionString)
    counted.set(name, roundTrips(name) + 1)
    return answerQueries(pool, batch, request.headers)
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    handle(request, url).then(
      (answer) => send(response, 200, answer),
      (error: unknown) => send(response, statusOf(error), describe(error)),
    )
  })
  // workerd keeps connections open between requests: one that we closed first would look like a lost query.
  server.keepAliveTimeout = 10 * 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/sql`,
    roundTrips,
    resetRoundTrips: (database) => void counted.delete(database),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await pools.end()
    },
  }
}

/** By its events: this runs for every query, and an iterator takes twice as long. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  await new Promise<void>((resolve, reject) => {
    request.once('end', resolve).once('error', reject)
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
      else reject(new NeonRefusal(413, `A query is at most ${MAX_BODY_BYTES} bytes long`))
    })
  })
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  const text = JSON.stringify(body)
  // with its length the answer is one packet, not a chunk and its end
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, headers).end(text)
}

/** 400 for what the database refused, as Neon; anything else (no connection) is 500. */
function statusOf(error: unknown): number {
  if (error instanceof NeonRefusal) return error.status
  return error instanceof DatabaseError || error instanceof SyntaxError ? 400 : 500
}

const FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
] as const
const PLACES = ['schema', 'table', 'column', 'dataType', 'constraint', 'file', 'line', 'routine'] as const

function describe(error: unknown): Record<string, unknown> {
  if (error instanceof DatabaseError) {
    const told = [...FIELDS, ...PLACES].map((field) => [field, error[field] ?? null] as const)
    return { message: error.message, ...Object.fromEntries(told) }
  }
  return { message: error instanceof Error && error.message ? error.message : String(error) }
}
