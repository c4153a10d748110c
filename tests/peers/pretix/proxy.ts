import { createServer, request } from 'node:http'

/** A road to pretix on which answers can be lost. */
export interface Proxy {
  url: string
  /** the next answer to such a call is lost: pretix has done its work, the caller never hears of it */
  loseNext(method: string, path: RegExp): void
  /** how many answers were lost so far */
  lost: () => number
  stop(): Promise<void>
}

/** Passes everything on to `target`, unchanged. */
export async function proxyTo(target: string): Promise<Proxy> {
  let losing: { method: string; path: RegExp } | null = null
  let lost = 0
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const loses = losing !== null && losing.method === method && losing.path.test(url)
    if (loses) losing = null
    const onward = request(`${target}${url}`, { method, headers }, (answer) => {
      if (loses) {
        answer.resume()
        answer.once('end', () => {
          lost += 1
          incoming.socket.destroy()
        })
        return
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port for the proxy')
  return {
    url: `http://127.0.0.1:${address.port}`,
    loseNext(method, path) {
      losing = { method, path }
    },
    lost: () => lost,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
