import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { makeStep } from '../../src/step/make.ts'
import { allowLocal } from '../setup/network.ts'
import { startEdge, type Edge } from './edge.ts'
import { CART, CONNECTED } from './shop.ts'
import { source } from './source.ts'

// What no page of the ticketing's asks for, of the edge Worker before it.

interface Host {
  url: string
  /** the paths that it was asked for */
  asked: string[]
  stop(): void
}
async function openHost(answer: string): Promise<Host> {
  const asked: string[] = []
  const server = createServer(({ url: path = '' }, response) => {
    asked.push(path)
    response.end(answer)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowLocal(url)
  return { url, asked, stop: () => server.close() }
}

const connections = [{ platform: 'pretix', ...CONNECTED }]
let ticketing: Host
let elsewhere: Host
let fauteuil: Host
let edge: Edge
let consents: string
beforeAll(async () => {
  const step = await makeStep(source({ connections }), 'https://fauteuil.test')
  ticketing = await openHost('shop')
  elsewhere = await openHost('elsewhere')
  fauteuil = await openHost(JSON.stringify(step))
  const STRUCTURE = step!.key
  const port = await freePort()
  allowLocal(`http://127.0.0.1:${port}`)
  edge = await startEdge(
    { FAUTEUIL: fauteuil.url, STRUCTURE, EDGE_TOKEN: 'f'.repeat(64), TICKETING: ticketing.url },
    port,
  )
  consents = `/.acs/step/${STRUCTURE}/consents`
})
afterAll(async () => {
  await edge?.stop()
  for (const host of [ticketing, elsewhere, fauteuil]) host?.stop()
})
beforeEach(() => {
  for (const host of [ticketing, elsewhere, fauteuil]) host.asked.length = 0
})

/** As it stands: `fetch` would tidy the path up. */
const askPath = async (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(edge.url)
    const asking = request({ hostname, port, path, headers: { cookie: 'pretix_session=1' } }, (answer) => {
      answer.setEncoding('utf8').on('data', resolve)
    })
    asking.on('error', reject).end()
  })

test.each([['//'], ['/\\'], ['///']])(
  'a path that begins with %s leads to the ticketing and to no other host',
  async (begins) => {
    expect(await askPath(`${begins}${new URL(elsewhere.url).host}${CART}?a=1`)).toBe('shop')
    expect(elsewhere.asked).toEqual([])
  },
)

const consent = async (body: string, headers: Record<string, string> = {}) =>
  (
    await fetch(edge.url + consents, {
      method: 'POST',
      body,
      headers: { cookie: 'pretix_session=1', ...headers },
    })
  ).status

test('a consent is of the venue’s own pages; another site’s page that brings the cookie along is refused', async () => {
  expect(await consent('{}', { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await consent('{}', { 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(fauteuil.asked.filter((path) => path.includes('consents'))).toEqual([])
  expect(await consent('{}', { 'sec-fetch-site': 'same-origin' })).toBe(200)
  // a browser that does not say
  expect(await consent('{}')).toBe(200)
})

test('a consent of more than a few lines is not read to its end', async () => {
  expect(await consent('é'.repeat(2_049))).toBe(413)
})
