import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { html } from 'hono/html'
import { expireDue } from './acts/checkout.ts'
import { pay } from './acts/pay.ts'
import type { Session } from './objects/session.ts'
import { type Account, find, holderOf, type World } from './world.ts'

/**
 * The page that Checkout would show, as far as a browser test needs it: what is paid, a way to pay, and a way back. Once it is
 * paid or its time is over it says so, and leads nowhere.
 */
export function payPage(app: Hono<{ Bindings: HttpBindings }>, world: World): void {
  const look = (id: string): { account: Account; session: Session } => {
    const account = holderOf(world, id)
    expireDue(world, account)
    return { account, session: find(account, 'checkout.session', id) }
  }
  app.get('/c/pay/:id', (c) => {
    const { account, session } = look(c.req.param('id'))
    return c.html(session.status === 'open' ? openPage(account, session) : endedPage(account, session))
  })
  app.post('/c/pay/:id', async (c) => {
    const { account, session } = look(c.req.param('id'))
    if (session.status !== 'open') return c.html(endedPage(account, session))
    const chosen = (await c.req.formData()).getAll('amount').map((euros) => Math.round(Number(euros) * 100))
    pay(world, account, session.id, { amounts: chosen })
    return c.redirect((session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303)
  })
}

function openPage(account: Account, session: Session) {
  const lines = account.items.get(session.id) ?? []
  const chosen = lines.filter(({ price }) => price.custom_unit_amount)
  return page(
    account,
    session,
    html`<ul>
        ${lines.map(({ description, amount_total }) => html`<li>${description}: ${(amount_total / 100).toFixed(2)} EUR</li>`)}
      </ul>
      <form method="post">
        ${chosen.map(() => html`<label>EUR <input name="amount" inputmode="decimal" /></label>`)}
        <button>Pay</button>
      </form>
      <a href="${session.cancel_url ?? '#'}">Back</a>`,
  )
}

const endedPage = (account: Account, session: Session) =>
  page(
    account,
    session,
    html`<p>
      ${session.status === 'complete' ? 'You’re all done here.' : 'This Checkout Session has expired.'}
    </p>`,
  )

const page = (account: Account, session: Session, body: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="${session.locale ?? 'en'}">
      <head>
        <meta charset="utf-8" />
        <title>${account.facts.business_profile.name}</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <h1>${account.facts.business_profile.name}</h1>
        ${body}
      </body>
    </html>`
