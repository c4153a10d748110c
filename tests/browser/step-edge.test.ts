import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../../src/local/ports.ts'
import { allowLocal } from '../setup/network.ts'
import { give, observed } from '../setup/world.ts'
import { startEdge, type Edge } from '../step/edge.ts'
import { CART, CONNECTED, FIELD, LINE, openShop, TICK, type Shop } from '../step/shop.ts'
import { BROKEN, breakAt } from '../step/silent.ts'
import { site } from './site.ts'

// The edge way: the Worker as it is deployed, in workerd, between a real browser and a ticketing that knows nothing of us.

const at = site()
let shop: Shop
let key: string
let token: string
let edge: Edge
beforeAll(async () => {
  shop = await openShop()
  const { house } = at()
  await house.world.pg.query(`update connection set platform = 'pretix', settings = $1, provision = $2`, [
    CONNECTED.settings,
    CONNECTED.provision,
  ])
  const { body } = await house.ask(house.world.structure, 'POST', '/v1/steps', {})
  ;({ key, edge_token: token } = body)
  edge = await edgeTo(at().url)
})
afterAll(async () => {
  await edge?.stop()
  await shop?.stop()
})
beforeEach(() => {
  shop.orders.length = 0
})

/** @param fauteuil where it looks for us */
async function edgeTo(fauteuil: string): Promise<Edge> {
  const port = await freePort()
  for (const url of [`http://127.0.0.1:${port}`, shop.url]) allowLocal(url)
  return startEdge({ FAUTEUIL: fauteuil, STRUCTURE: key, EDGE_TOKEN: token, TICKETING: shop.url }, port)
}
const open = async (url: string, options = {}): Promise<Page> => {
  const page = await at().open(null, options)
  await page.goto(`${url}${CART}`)
  return page
}
const buy = async (page: Page) => {
  await page.click('#order')
  await page.waitForSelector('#thanks')
}
/** A beacon that arrives after its page has gone is failed to the browser. */
const complaints = (url: string) =>
  at()
    .complaints()
    .filter((said) => !said.startsWith(`elsewhere: ${url}`) && !/^failed: .*\/consents$/.test(said))

test('puts the step before the ticketing’s own line and fills it, under the page’s own policy', async () => {
  const page = await open(edge.url)
  const step = page.locator('acs-donation')
  await step.getByLabel('16 €').check()
  expect(await page.locator(LINE).isVisible()).toBe(false)
  await buy(page)
  expect(shop.orders).toEqual([{ price_7: '16.00', item_7: '1' }])
  expect(complaints(edge.url)).toEqual([])
  await page.context().close()

  // and what was chosen is the consent of that order
  await expect
    .poll(
      async () => (await at().house.world.pg.query('select cents::int, "order", cart from consent')).rows,
      {
        timeout: 10_000,
      },
    )
    .toEqual([{ cents: 1_600, order: 'ORDER1', cart: null }])
})

test('the line of a gift in its order leads to what it opens; an order without one says nothing', async () => {
  const page = await open(edge.url)
  await page.locator('acs-donation').getByLabel('16 €').check()
  await buy(page)
  const { world } = at().house
  const evidence = { platform: 'pretix', order: `ORDER${shop.orders.length}` }
  await give(world, { ...observed(world, 'abonnements/ORDER1/2', 1_600), evidence })
  const link = page.getByRole('link', { name: 'Voir ce que ce don ouvre' })
  expect(await link.getAttribute('rel')).toBe('noreferrer')
  await link.click()
  await page.getByText(/Votre don de 16/).waitFor()
  expect(await page.getByText('Place n° 2').isVisible()).toBe(true)
  const address = page.url()
  await page.context().close()

  // of another order, or by its code alone, nothing is shown
  const another = address.replace('ORDER1', 'ORDER2')
  for (const wrong of [another, another.replace(/\/[0-9a-f]{32}/, '')])
    expect((await fetch(wrong)).status).toBe(404)

  const without = await open(edge.url)
  await buy(without)
  expect(await without.getByText('Voir ce que').count()).toBe(0)
  await without.context().close()
  complaints(edge.url)
})

test('no is said as easily, and nothing changes for who does not touch it', async () => {
  for (const say of [async (page: Page) => page.getByLabel('Non merci').check(), async () => undefined]) {
    const page = await open(edge.url)
    await page.getByLabel('8 €').waitFor()
    await say(page)
    await buy(page)
    await page.context().close()
  }
  expect(shop.orders).toEqual([{ price_7: '0.00' }, { price_7: '0.00' }])
  expect(complaints(edge.url)).toEqual([])
})

test('nothing on the page moves when the step comes', async () => {
  const page = await at().open(null)
  await page.addInitScript(`window.shifts = 0; new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifts += shift.value }).observe({ type: 'layout-shift', buffered: true })`)
  await page.goto(`${edge.url}${CART}`)
  await page.getByLabel('8 €').waitFor()
  await page.waitForTimeout(300)
  expect(await page.evaluate('window.shifts')).toBe(0)
  await page.context().close()
  complaints(edge.url)
})

test('speaks the language of the page', async () => {
  const page = await at().open(null)
  await page.goto(`${edge.url}${CART}?lang=de`)
  expect(await page.locator('acs-donation h2').innerText()).toBe('Einen Platz teilen')
  await page.context().close()
  complaints(edge.url)
})

test('without scripts the ticketing’s own line is there, and nothing else', async () => {
  const page = await open(edge.url, { javaScriptEnabled: false })
  expect(await page.locator('acs-donation').isVisible()).toBe(false)
  await page.fill(FIELD, '5')
  await page.check(TICK)
  await buy(page)
  expect(shop.orders).toEqual([{ price_7: '5', item_7: '1' }])
  await page.context().close()
  complaints(edge.url)
})

interface Init {
  method?: string
  body?: URLSearchParams
  headers?: Record<string, string>
}

describe('everything else goes through as it is', () => {
  const both = async (path: string, init: Init = {}) =>
    Promise.all(
      [shop.url, edge.url].map(async (url) => {
        const answer = await fetch(url + path, {
          redirect: 'manual',
          ...init,
          headers: { ...init.headers, 'accept-encoding': 'identity' },
        })
        const { status } = answer
        const headers = Object.fromEntries([...answer.headers].filter(([name]) => !PER_HOP.has(name)))
        return { status, headers, bytes: Buffer.from(await answer.arrayBuffer()).toString('base64') }
      }),
    )
  // of the length, wrangler's own development server says nothing where the answer is a page
  const PER_HOP = new Set([
    'content-length',
    'date',
    'connection',
    'keep-alive',
    'transfer-encoding',
    'set-cookie',
    'location',
  ])

  test.each<[string, string, Init?]>([
    ['another page with the same place', '/theatre/abonnements/about'],
    ['another type', '/theatre/abonnements/seats.json'],
    ['a page that is not there', '/theatre/abonnements/nothing'],
    ['a form', CART, { method: 'POST', body: new URLSearchParams({ price_7: '3' }) }],
    ['a question about the page', CART, { method: 'HEAD', headers: { cookie: 'pretix_session=1' } }],
  ])('%s', async (_, path, init) => {
    const [direct, through] = await both(path, init)
    expect(through).toEqual(direct)
  })
})

describe('the sale goes on as without us while Fauteuil is', () => {
  test.each(BROKEN)('%s', async (how) => {
    const broken = await breakAt(how)
    const alone = await edgeTo(broken.url)
    const page = await open(alone.url)
    expect(await page.content()).not.toContain('acs-donation')
    await page.fill(FIELD, '5')
    await page.check(TICK)
    await buy(page)
    expect(shop.orders).toEqual([{ price_7: '5', item_7: '1' }])
    expect(complaints(alone.url)).toEqual([])
    await page.context().close()
    await alone.stop()
    await broken.stop()
  })
})
