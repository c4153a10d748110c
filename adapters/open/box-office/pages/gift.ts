import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type AmountProblem, CONFIRM_ABOVE_CENTS, parseAmount } from '../amount.ts'
import { cartOf, setGift } from '../checkout.ts'
import { type House, instant } from '../house.ts'
import { type ShownStep, shownStep } from '../step.ts'
import { type Speech, speech } from './language.ts'
import { layout, note } from './layout.ts'

/** Low and round; none of them is chosen beforehand. */
export const SUGGESTIONS_CENTS = [200, 500, 1_000]

/** The gift has a step of its own. Every button is an express choice, and "no thanks" is as good as any. */
export function giftPages(app: Hono, house: House): void {
  app.get('/panier/:cart/don', (c) => {
    const step = shownStep(house)
    const cart = cartOf(house, c.req.param('cart'))
    return step && !cart.order_id ? c.html(giftPage(c, house, step, cart.id)) : goOn(c, cart.id)
  })

  app.post('/panier/:cart/don', async (c) => {
    const step = shownStep(house)
    const cart = cartOf(house, c.req.param('cart'))
    if (!step || cart.order_id) return goOn(c, cart.id)
    const form = await c.req.formData()
    const field = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const keep = (cents: number, chosen: string, typed: string) => {
      setGift(house, cart.id, cents, consentOf(house, step, speech(c), { chosen, typed, cents }))
      return goOn(c, cart.id)
    }
    if (field('choice') === 'none') return keep(0, 'none', '')
    const suggestion = SUGGESTIONS_CENTS.find((cents) => String(cents) === field('suggestion'))
    if (suggestion !== undefined) return keep(suggestion, 'suggestion', '')

    const typed = field('amount')
    const amount = parseAmount(typed)
    if ('problem' in amount)
      return c.html(giftPage(c, house, step, cart.id, { typed, problem: amount.problem }), 422)
    const sure = field('sure') === String(amount.cents)
    if (amount.cents > CONFIRM_ABOVE_CENTS && !sure)
      return c.html(confirmPage(c, cart.id, typed, amount.cents))
    return keep(amount.cents, 'amount', typed)
  })
}

const goOn = (c: Context, cart: string) => c.redirect(speech(c).to(`/panier/${cart}/paiement`), 303)

/** What proves the consent: what was shown, in which language, and what was chosen. */
function consentOf(
  house: House,
  step: ShownStep,
  { language }: Speech,
  { chosen, typed, cents }: { chosen: string; typed: string; cents: number },
) {
  return {
    title: step.title[language],
    description: step.description[language],
    seat_price_cents: house.seat_price_cents,
    suggestions_cents: SUGGESTIONS_CENTS.join(' '),
    preselected: false,
    language,
    chosen,
    typed: typed.slice(0, 40),
    cents,
    chosen_at: instant(house),
  }
}

function giftPage(
  c: Context,
  house: House,
  step: ShownStep,
  cart: string,
  wrong?: { typed: string; problem: AmountProblem },
) {
  const say = speech(c)
  const { t, to, language, money } = say
  const action = to(`/panier/${cart}/don`)
  const problem = wrong ? t.problems[wrong.problem] : ''
  const content = html`${wrong ? note('warn', `${t.problem}.`, problem) : ''}
    <p>${step.description[language]}</p>
    <p>${t.pooled(money(Math.ceil(house.seat_price_cents / 2)))}</p>
    <h2>${t.gift_choice}</h2>
    <div class="choices">
      <form method="post" action="${action}">
        <button name="choice" value="none">${t.no_thanks}</button>
      </form>
      ${SUGGESTIONS_CENTS.map(
        (cents) =>
          html`<form method="post" action="${action}">
            <button name="suggestion" value="${cents}">${t.give} ${money(cents)}</button>
          </form>`,
      )}
    </div>
    <form method="post" action="${action}" novalidate>
      <div class="field">
        <label for="amount">${t.other_amount}</label>
        <p class="hint" id="amount-hint">${t.other_amount_hint}</p>
        <input
          type="text"
          id="amount"
          name="amount"
          inputmode="decimal"
          autocomplete="off"
          value="${wrong?.typed ?? ''}"
          aria-describedby="amount-hint${wrong ? ' amount-error' : ''}"
          ${wrong ? html`aria-invalid="true"` : ''}
        />
        ${wrong ? html`<p class="error" id="amount-error">${problem}</p>` : ''}
      </div>
      <button name="choice" value="give">${t.add_amount}</button>
    </form>
    <p class="pale actions">${t.gift_later}</p>`
  return layout(say, step.title[language], content)
}

function confirmPage(c: Context, cart: string, typed: string, cents: number) {
  const say = speech(c)
  const { t, to, money } = say
  const action = to(`/panier/${cart}/don`)
  const content = html`<p>${t.confirm_text(money(cents))}</p>
    <div class="actions">
      <form method="post" action="${action}">
        <input type="hidden" name="amount" value="${typed}" />
        <button name="sure" value="${cents}">${t.confirm_yes(money(cents))}</button>
      </form>
      <a class="button" href="${action}">${t.confirm_no}</a>
    </div>`
  return layout(say, t.confirm_title, content)
}
