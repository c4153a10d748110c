import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { allowLocal } from '../setup/network.ts'
import { startEdge, type Edge } from '../step/edge.ts'
import { CART, CONNECTED, FIELD, LINE, TICK } from '../step/shop.ts'
import { site } from './site.ts'

// The edge way before a ticketing whose pages are not as one would make them.

const HEAD =
  '<!doctype html><html lang="fr"><head><meta charset="utf-8"><link rel="icon" href="data:,"></head><body>'
const LINE_OF_ITS_OWN = `<article id="item-7"><label>Don <input name="price_7" id="price-item-7" value="0.00"></label>
  <label><input type="checkbox" name="item_7" value="1"> Sélectionner</label></article><button id="order">Commander</button></form>`
/** The script as the edge names it, and what it has put there; wrangler's own server holds pieces of a page back. */
const step = () =>
  `<acs-donation structure="${key}" field="${FIELD}" tick='${TICK}'></acs-donation><script type="module" async src="${at().url}/acs.js"></script>`
/** each in pieces, a second and a half after each other */
const pages = (): Record<string, string[]> => ({
  slow: [`${HEAD}<form method="post">${step()}${' '.repeat(4_096)}`, LINE_OF_ITS_OWN],
  cards: [`${HEAD}<input autocomplete="cc-number"><form method="post">${LINE_OF_ITS_OWN}`],
})

const at = site()
let server: Server
let edge: Edge
let shop: string
let key: string
beforeAll(async () => {
  server = createServer(({ url = '', method }, response) => void answer(url, method, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { house } = at()
  await house.world.pg.query(`update connection set platform = 'pretix', settings = $1, provision = $2`, [
    CONNECTED.settings,
    CONNECTED.provision,
  ])
  const { body } = await house.ask(house.world.structure, 'POST', '/v1/steps', {})
  key = body.key
  const port = await freePort()
  allowLocal(`http://127.0.0.1:${port}`)
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const vars = { FAUTEUIL: at().url, STRUCTURE: key, EDGE_TOKEN: body.edge_token, TICKETING: shop }
  edge = await startEdge(vars, port)
})
afterAll(async () => {
  await edge?.stop()
  server?.closeAllConnections()
  server?.close()
})

async function answer(url: string, method: string | undefined, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'pretix_session=1; Path=/' })
  const pieces = pages()[new URL(url, 'http://shop').searchParams.get('page') ?? '']
  for (const [n, piece] of (method === 'GET' ? (pieces ?? []) : []).entries()) {
    if (n > 0) await sleep(1_500)
    response.write(piece)
  }
  response.end()
}

test('a page of which the line comes late: what is chosen fills it, and is kept', async () => {
  const page = await at().open(null)
  // the script is there before the page is
  for (const _ of ['asked', 'kept']) await page.goto(`${shop}${CART}?page=slow`)
  await page.getByLabel('16 €').check()
  expect(await page.locator(FIELD).inputValue()).toBe('16.00')
  await page.click('#order')
  const kept = async () => (await at().house.world.pg.query('select cents::int from consent')).rows
  await expect.poll(kept, { timeout: 5_000 }).toEqual([{ cents: 1_600 }])
  await page.context().close()
  at().complaints()
})

test('a page where cards are typed has its own line, and no step that does nothing', async () => {
  const page = await at().open(null)
  await page.goto(`${edge.url}${CART}?page=cards`)
  await page.locator(LINE).waitFor()
  expect(await page.locator('acs-donation').isVisible()).toBe(false)
  await page.context().close()
  at().complaints()
})
