import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { html } from 'hono/html'
import { pay } from './acts/pay.ts'
import { find, holderOf, type World } from './world.ts'

/** The page that Checkout would show, as far as a browser test needs it: what is paid, a way to pay, and a way back. */
export function payPage(app: Hono<{ Bindings: HttpBindings }>, world: World): void {
  app.get('/c/pay/:id', (c) => {
    const id = c.req.param('id')
    const account = holderOf(world, id)
    const session = find(account, 'checkout.session', id)
    const lines = account.items.get(id) ?? []
    return c.html(
      html`<!doctype html>
        <html lang="${session.locale ?? 'en'}">
          <head>
            <meta charset="utf-8" />
            <title>${account.facts.business_profile.name}</title>
          </head>
          <body>
            <h1>${account.facts.business_profile.name}</h1>
            <ul>
              ${lines.map(({ description, amount_total }) => html`<li>${description}: ${(amount_total / 100).toFixed(2)} EUR</li>`)}
            </ul>
            <form method="post">
              ${lines
                .filter(({ price }) => price.custom_unit_amount)
                .map(() => html`<label>EUR <input name="amount" inputmode="decimal" /></label>`)}
              <button>Pay</button>
            </form>
            <a href="${session.cancel_url ?? '#'}">Back</a>
          </body>
        </html>`,
    )
  })
  app.post('/c/pay/:id', async (c) => {
    const id = c.req.param('id')
    const account = holderOf(world, id)
    const chosen = (await c.req.formData()).getAll('amount').map((euros) => Math.round(Number(euros) * 100))
    pay(world, account, id, { amounts: chosen })
    const back = find(account, 'checkout.session', id).success_url ?? '/'
    return c.redirect(back.replaceAll('{CHECKOUT_SESSION_ID}', id), 303)
  })
}
