import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivery {
  headers: Headers
  body: string
  at: string
}
export interface Listener {
  /** where the server on trial has to deliver to */
  url: string
  deliveries: Delivery[]
  /** what is answered from now on */
  status: number
  /** The first delivery since `from` that fits, within so long; null when none comes. */
  wait: (fits: (delivery: Delivery) => boolean, wait_ms: number, from?: number) => Promise<Delivery | null>
  stop: () => Promise<void>
}

/** Receives the webhooks of the server on trial. `public_url`: how it reaches this machine, when not directly. */
export async function listen({ port, public_url }: { port: number; public_url?: string }): Promise<Listener> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      listener.deliveries.push({
        headers: new Headers(request.headers as Record<string, string>),
        body: Buffer.concat(chunks).toString('utf8'),
        at: new Date().toISOString(),
      })
      response.writeHead(listener.status).end()
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, public_url ? '0.0.0.0' : '127.0.0.1', done)
  })
  const { port: taken } = server.address() as AddressInfo
  const listener: Listener = {
    url: `${(public_url ?? `http://127.0.0.1:${taken}`).replace(/\/$/, '')}/hook`,
    deliveries: [],
    status: 204,
    async wait(fits, wait_ms, from = 0) {
      for (const until = Date.now() + wait_ms; ;) {
        const found = listener.deliveries.slice(from).find(fits)
        if (found) return found
        if (Date.now() >= until) return null
        await new Promise((done) => setTimeout(done, 50))
      }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return listener
}
