import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { boxOfficeApi } from './api/app.ts'
import { type House, Refused } from './house.ts'
import { counterPages } from './pages/counter.ts'
import { doorPages } from './pages/door.ts'
import { giftPages } from './pages/gift.ts'
import { speech } from './pages/language.ts'
import { type Html, layout, note } from './pages/layout.ts'
import { orderPages } from './pages/order.ts'
import { paymentPages } from './pages/payment.ts'
import { seasonPages } from './pages/season.ts'
import { STYLE } from './pages/style.ts'
import { subscriptionPages } from './pages/subscription.ts'

/** What the API answers; every other address is a page. */
const API = ['/acs/', '/bookings', '/availability', '/products', '/supplier', '/capabilities']

/** The whole box office as one application: its API and its pages. */
export function boxOfficeApp(house: House): Hono {
  const app = new Hono()
  const api = boxOfficeApi(house)
  app.use(bodyLimit({ maxSize: 200_000 }))
  app.all('*', async (c, next) =>
    API.some((path) => c.req.path.startsWith(path)) ? api.fetch(c.req.raw) : next(),
  )

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  )
  app.get('/style.css', (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' }),
  )
  seasonPages(app, house)
  subscriptionPages(app, house)
  giftPages(app, house)
  paymentPages(app, house)
  orderPages(app, house)
  counterPages(app, house)
  doorPages(app, house)

  app.notFound((c) => c.html(notFoundPage(c), 404))
  app.onError((error, c) => {
    if (error instanceof Refused && error.status === 404) return c.html(notFoundPage(c), 404)
    if (error instanceof HTTPException) return error.getResponse()
    const say = speech(c)
    const known = error instanceof Refused
    if (!known) process.stderr.write(`box office: ${error.stack ?? error.message}\n`)
    const why = known ? (say.t.refusals[error.code] ?? error.message) : ''
    const content = note('warn', why, say.t.refused_text)
    return c.html(layout(say, say.t.refused, content), known ? error.status : 500)
  })
  return app
}

function notFoundPage(c: Context): Html {
  const say = speech(c)
  const { not_found, not_found_text, season } = say.t
  const content = html`<p>${not_found_text}</p>
    <p><a class="button main" href="${say.to('/')}">${season}</a></p>`
  return layout(say, not_found, content)
}
