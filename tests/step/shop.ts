import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AddressInfo } from 'node:net'

/** The pages of a ticketing, at the addresses and with the names that pretix's have: see `adapters/pretix/step-place.ts`. */
const SHOP = '/theatre/abonnements/'
export const CART = `${SHOP}checkout/addons/`
/** its own gift line, the field of its amount, and what chooses it */
export const LINE = '#item-7'
export const FIELD = '#price-item-7'
export const TICK = 'input[name="item_7"]'
export const LINE_OF_ITS_OWN = `hides="${LINE}" field="${FIELD}" tick='${TICK}'`
/** what a connection to it says, once enabled */
export const CONNECTED = {
  settings: {
    address: 'https://shop.example',
    organizer: 'theatre',
    subscription_event: 'abonnements',
    performance_events: [],
  },
  provision: {
    steps: { abonnements: { category: 1, item: 7, quota: 1, currency: 'EUR', configuration: {} } },
    seats: {},
    hook: 1,
  },
}

/** A venue's own ticketing, which knows nothing of us but what was pasted into its page: a cart, a payment, an order. */
export interface Shop {
  url: string
  /** what is pasted into the form of its cart, what its content security policy allows beside itself, and its style sheet */
  paste(html: string, allowed?: string, style?: string): void
  /** the fields of each order, as they arrived */
  orders: Record<string, string>[]
  stop(): Promise<void>
}

export async function openShop(): Promise<Shop> {
  let pasted = ''
  let policy = ''
  let sheet = ''
  const orders: Shop['orders'] = []
  const app = new Hono()
  app.get(CART, (c) => {
    if (!getCookie(c, 'pretix_session')) setCookie(c, 'pretix_session', crypto.randomUUID())
    c.header('content-security-policy', policy)
    c.header('content-language', c.req.query('lang') ?? 'fr')
    return c.html(
      page(`<form method="post" action="${CART}"><p>Abonnement, 60 €</p>
      <article id="item-7"><label>Don <input name="price_7" id="price-item-7" value="0.00"></label>
        <label><input type="checkbox" name="item_7" value="1"> Sélectionner</label></article>
      ${pasted}<button id="order">Commander</button></form>`),
    )
  })
  app.post(CART, async (c) => {
    const fields = [...(await c.req.formData())]
    orders.push(
      Object.fromEntries(
        fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
    )
    return c.redirect(`${SHOP}order/ORDER${orders.length}/merci`, 303)
  })
  app.get(`${SHOP}order/:code/merci`, (c) => {
    const { item_7: gift, price_7: price } =
      orders[Number(c.req.param('code').slice('ORDER'.length)) - 1] ?? {}
    const line = gift
      ? `<div data-article-id="item-7"><div class="product"><p>Don, ${price} €</p></div></div>`
      : ''
    return c.html(page(`<p id="thanks">Merci de votre commande</p>${line}`))
  })
  app.get('/style.css', (c) => c.body(sheet, 200, { 'content-type': 'text/css' }))
  app.get(`${SHOP}about`, (c) => c.html(page('<article id="item-7">Rien à vendre ici.</article>')))
  app.get(`${SHOP}seats.json`, (c) => c.json({ free: 12 }, 200, { etag: '"seats-12"' }))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const shop: Shop = {
    url,
    orders,
    paste(html, allowed = '', style = '') {
      pasted = html
      sheet = style
      policy = `default-src 'none'; style-src 'self'; img-src data:; script-src 'self' ${allowed}; connect-src 'self' ${allowed}; form-action 'self'`
    },
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  shop.paste('')
  return shop
}

const page = (body: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Billetterie</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head><body><main><h1>Billetterie</h1>${body}</main></body></html>`
