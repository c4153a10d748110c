import type { Hono } from 'hono'
import { html } from 'hono/html'
import { type Cart, cartOf, pay, setGift } from '../checkout.ts'
import { type House, instant, Refused } from '../house.ts'
import { performanceRow } from '../performances.ts'
import { shownStep } from '../step.ts'
import { type Speech, speech } from './language.ts'
import { type Html, layout, note } from './layout.ts'
import { titleOf } from './season.ts'

/** The last look at the cart, and a payment that is clearly none. */
export function paymentPages(app: Hono, house: House): void {
  app.get('/panier/:cart/paiement', (c) => {
    const say = speech(c)
    const cart = cartOf(house, c.req.param('cart'))
    if (cart.order_id) return c.redirect(say.to(`/commande/${cart.order_id}`), 303)
    return c.html(layout(say, say.t.summary, summary(house, say, cart)))
  })

  app.post('/panier/:cart/sans-don', (c) => {
    const { id } = cartOf(house, c.req.param('cart'))
    setGift(house, id, 0, { chosen: 'removed', chosen_at: instant(house) })
    return c.redirect(speech(c).to(`/panier/${id}/paiement`), 303)
  })

  app.post('/panier/:cart/paiement', (c) => {
    const say = speech(c)
    const cart = cartOf(house, c.req.param('cart'))
    try {
      return c.redirect(say.to(`/commande/${pay(house, cart.id, say.language)}`), 303)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const content = html`${note('warn', `${say.t.refused}.`, say.t.went_sold_out)}
        <p>
          <a class="button main" href="${say.to(`/abonnement/${cart.formula.id}`)}"
            >${say.t.back_to_choice}</a
          >
        </p>`
      return c.html(layout(say, say.t.summary, content), 409)
    }
  })
}

function summary(house: House, say: Speech, cart: Cart): Html {
  const { t, to, language, money, date } = say
  const { formula, gift_cents, id } = cart
  const total = money(formula.cents + gift_cents)
  const step = shownStep(house)
  return html`<ul class="list">
      <li>
        <div class="row"><strong>${formula[language]}</strong><span>${money(formula.cents)}</span></div>
        ${cart.performances.map((performance_id) => {
          const one = performanceRow(house, performance_id)
          return html`<p class="pale">${titleOf(say, one)}, ${date(one.starts_at)}</p>`
        })}
      </li>
      ${
        gift_cents > 0
          ? html`<li>
              <div class="row">
                <strong>${step?.title[language] ?? t.give}</strong><span>${money(gift_cents)}</span>
              </div>
              <div class="actions">
                <a class="button" href="${to(`/panier/${id}/don`)}">${t.change_gift}</a>
                <form method="post" action="${to(`/panier/${id}/sans-don`)}">
                  <button>${t.remove_gift}</button>
                </form>
              </div>
            </li>`
          : ''
      }
      <li class="row total"><span>${t.total}</span><span>${total}</span></li>
    </ul>
    ${gift_cents === 0 && step ? html`<p class="actions"><a href="${to(`/panier/${id}/don`)}">${t.add_gift}</a></p>` : ''}
    <h2>${t.payment}</h2>
    <div class="note"><p>${t.payment_test}</p></div>
    <form method="post" action="${to(`/panier/${id}/paiement`)}">
      <button class="main" name="pay" value="test">${t.pay(total)}</button>
    </form>`
}
