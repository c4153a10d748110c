import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { openCart } from '../checkout.ts'
import { type Formula, formulaOf } from '../formulas.ts'
import { found, type House } from '../house.ts'
import { count } from '../places.ts'
import { shownStep } from '../step.ts'
import { speech } from './language.ts'
import { layout, note } from './layout.ts'
import { availability, seasonOf, titleOf } from './season.ts'

/** A subscription is composed: so many performances, then the gift on a step of its own, then payment. */
export function subscriptionPages(app: Hono, house: House): void {
  const formula = (c: Context): Formula => found(formulaOf(c.req.param('formula') ?? ''), 'This subscription')

  app.get('/abonnement/:formula', (c) => c.html(choice(c, house, formula(c), [])))

  app.post('/abonnement/:formula', async (c) => {
    const chosen = (await c.req.formData()).getAll('performance').map(String)
    const known = new Set(
      seasonOf(house)
        .filter(({ id }) => open(house, id))
        .map(({ id }) => id),
    )
    const wanted = [...new Set(chosen)].filter((id) => known.has(id))
    const { id, performances } = formula(c)
    if (wanted.length !== performances) return c.html(choice(c, house, formula(c), wanted, true), 422)
    const cart = openCart(house, id, wanted)
    return c.redirect(speech(c).to(`/panier/${cart}/${shownStep(house) ? 'don' : 'paiement'}`), 303)
  })
}

const open = (house: House, id: string): boolean => count(house.db, id).free > 0

function choice(c: Context, house: House, formula: Formula, chosen: string[], wrong = false) {
  const say = speech(c)
  const { t, to, language, date, money } = say
  const sold = seasonOf(house).filter((one) => one.status === 'scheduled')
  const content = html`${
      wrong
        ? note('warn', `${t.problem}.`, t.choose_exactly(formula.performances, chosen.length))
        : html`<p>${t.formula_detail(formula.performances, money(formula.cents))}</p>`
    }
    <form method="post" action="${to(`/abonnement/${formula.id}`)}">
      <fieldset>
        <legend>${t.choose(formula.performances)}</legend>
        <ul class="list">
          ${sold.map((one) => {
            const free = open(house, one.id)
            return html`<li>
              <label class="tick">
                <input
                  type="checkbox"
                  name="performance"
                  value="${one.id}"
                  ${chosen.includes(one.id) ? html`checked` : ''}
                  ${free ? '' : html`disabled`}
                />
                <span
                  ><strong>${titleOf(say, one)}</strong><br />${date(one.starts_at)}<br /><span class="pale"
                    >${availability(house, say, one)}</span
                  ></span
                >
              </label>
            </li>`
          })}
        </ul>
      </fieldset>
      <div class="actions"><button class="main">${t.go_on}</button></div>
    </form>`
  return layout(say, formula[language], content)
}
