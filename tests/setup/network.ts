import { syncBuiltinESMExports } from 'node:module'
import { setupServer } from 'msw/node'
import { note } from './noise.ts'

const local = new Set<string>()

/** Handlers of the partners that a test plays: `network.use(http.get(…))`, forgotten after the test. */
export const network = setupServer()

/** Lets requests through to a server of this machine that the test started itself. */
export function allowLocal(url: string): void {
  const { origin, hostname } = new URL(url)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost' && hostname !== '[::1]') {
    throw new Error(`${origin} is not on this machine: give the test a handler for it instead (network.use).`)
  }
  local.add(origin)
}

/** Any request that has no handler and goes to no allowed server fails, and so does the test. */
export function closeNetwork(): void {
  network.listen({
    onUnhandledFrame({ frame }) {
      const { request, connection } = frame.data as {
        request?: Request
        connection?: { client: { url: URL } }
      }
      const url = new URL(request?.url ?? connection?.client.url ?? 'unknown:')
      if (local.has(url.origin) || local.has(`http://${url.host}`)) return
      note(`unexpected request: ${request?.method ?? 'WebSocket'} ${url.href}`)
      // msw makes the failed connection that this stands for out of it, and an answer 500 out of an Error.
      // oxlint-disable-next-line typescript/only-throw-error
      throw Response.error()
    },
  })
  // msw replaces functions of node:http; modules that imported them by name see it only after this.
  syncBuiltinESMExports()
}
