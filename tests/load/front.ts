import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Latencies } from './percentiles.ts'

/** What stands before the Worker: it passes everything on, times the webhooks, and delivers some of them twice. */
export interface Front {
  url: string
  stored: Latencies
  /** how webhooks were answered, by status */
  answers: Map<number, number>
  /** delivered once more than the ticketing sent it */
  doubled: number
  /** where the Worker is */
  leadTo(url: string): void
  /** answers when what it sends a second time has been sent */
  quiet(): Promise<void>
  stop(): Promise<void>
}

/** One webhook in so many is delivered twice, at once or up to twenty seconds later. */
const DOUBLED_OF = 10
const LATER_MS = 20_000

export async function openFront(below: (n: number) => number): Promise<Front> {
  const agent = new Agent({ keepAlive: true })
  const second = new Set<Promise<void>>()
  let target = new URL('http://127.0.0.1:1')

  async function pass(
    from: IncomingMessage,
    body: Buffer,
  ): Promise<{ answer: IncomingMessage; body: Buffer }> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const { method, url, headers } = from
    const to = { agent, host: target.hostname, port: target.port, method, path: url, headers }
    request(to, resolve).once('error', reject).end(body)
    const answer = await promise
    return { answer, body: await read(answer) }
  }
  async function timed(from: IncomingMessage, body: Buffer) {
    const began_ms = performance.now()
    const passed = await pass(from, body)
    front.stored.add(performance.now() - began_ms)
    const { statusCode = 0 } = passed.answer
    front.answers.set(statusCode, (front.answers.get(statusCode) ?? 0) + 1)
    return passed
  }
  async function again(from: IncomingMessage, body: Buffer): Promise<void> {
    front.doubled += 1
    if (below(2) === 0) await new Promise((resolve) => setTimeout(resolve, below(LATER_MS)))
    await timed(from, body)
  }
  async function handle(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await read(from)
    const isHook = from.url?.startsWith('/hooks/') ?? false
    if (isHook && below(DOUBLED_OF) === 0) {
      const sending = again(from, body).finally(() => second.delete(sending))
      second.add(sending)
    }
    const passed = await (isHook ? timed : pass)(from, body)
    to.writeHead(passed.answer.statusCode ?? 502, passed.answer.headers).end(passed.body)
  }

  const server = createServer((from, to) => {
    handle(from, to).catch((cause: unknown) => to.writeHead(502).end(String(cause)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const front: Front = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored: new Latencies(),
    answers: new Map(),
    doubled: 0,
    leadTo(url) {
      target = new URL(url)
    },
    async quiet() {
      while (second.size > 0) await Promise.all(second)
    },
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return front
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
