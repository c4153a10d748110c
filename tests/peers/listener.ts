import { createServer } from 'node:http'

export interface ReceivedHook {
  headers: Headers
  body: string
  /** the last segment of the address it came to */
  token: string
}
export interface Listener {
  /** the address to register at a partner */
  url(token: string): string
  received: ReceivedHook[]
  /** what to answer from now on; 204 at first */
  answer(status: number): void
  stop(): Promise<void>
}

/** Takes webhooks on this machine and keeps them as they came. */
export async function listen(): Promise<Listener> {
  const received: ReceivedHook[] = []
  let status = 204
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
      const token = request.url?.split('/').at(-1) ?? ''
      received.push({ headers, token, body: Buffer.concat(chunks).toString() })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return {
    received,
    url: (token) => `http://127.0.0.1:${address.port}/hooks/${token}`,
    answer(next) {
      status = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
