import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Served {
  /** without a slash at the end */
  url: string
  stop: () => Promise<void>
}
export interface Said {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** A server of this machine. What its handler throws breaks the connection, as a server that dies does. */
export async function serve(
  handle: (asked: IncomingMessage, body: Buffer, answer: ServerResponse) => Promise<void>,
): Promise<Served> {
  const server = createServer((asked, answer) => {
    bodyOf(asked)
      .then((body) => handle(asked, body, answer))
      .catch(() => answer.destroy())
  })
  // the Worker keeps connections open between calls: one that we closed first would look like a lost answer
  server.keepAliveTimeout = 10 * 60_000
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Well below the five seconds after which workerd and Node close an idle connection. */
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 1_000 })
const DROPPED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host'])

/** Asks `url` the same, and answers what it said, whole. */
export async function ask(
  url: string,
  asked: { method: string; headers: Record<string, unknown>; body: Buffer | string },
): Promise<Said> {
  const body = Buffer.from(asked.body)
  const headers = { ...kept(asked.headers), 'content-length': String(body.length) }
  const answer = await begin(url, { method: asked.method, headers, agent }, body)
  return { status: answer.statusCode ?? 0, headers: kept(answer.headers), body: await bodyOf(answer) }
}

async function begin(url: string, options: RequestOptions, body: Buffer): Promise<IncomingMessage> {
  const call = request(url, options)
  try {
    return await new Promise((done, failed) => {
      call.on('response', done).on('error', failed).end(body)
    })
  } catch (cause) {
    // an idle connection that the other side was just closing: nothing of this call was read
    const stale = call.reusedSocket && (cause as NodeJS.ErrnoException).code === 'ECONNRESET'
    if (!stale) throw cause
    return begin(url, { ...options, agent: false }, body)
  }
}

export function say(answer: ServerResponse, { status, headers, body }: Said): void {
  if (!answer.destroyed) answer.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Said => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
})

function kept(headers: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(headers).filter(([name, value]) => value !== undefined && !DROPPED.has(name))
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]))
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
