import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ways in which Fauteuil can be broken. */
export const BROKEN = ['stopped', 'hanging', 'answering 500', 'answering nonsense'] as const
export type Broken = (typeof BROKEN)[number]

/** Something at an address where Fauteuil should be. */
export async function breakAt(how: Broken): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((_, response) => {
    if (how === 'hanging') return
    response.writeHead(how === 'answering 500' ? 500 : 200, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    })
    response.end('<html>{"key": 7')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  if (how === 'stopped') await stop()
  return { url, stop: how === 'stopped' ? async () => undefined : stop }
}
