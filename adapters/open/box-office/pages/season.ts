import type { Hono } from 'hono'
import { html } from 'hono/html'
import { TRIAL_SHOW } from '../api/sandbox.ts'
import { FORMULAS } from '../formulas.ts'
import type { House } from '../house.ts'
import { allPerformances, type PerformanceRow } from '../performances.ts'
import { count } from '../places.ts'
import { type Speech, speech } from './language.ts'
import { type Html, layout } from './layout.ts'

/** The performances that the public sees: those of the season. */
export const seasonOf = (house: House): PerformanceRow[] =>
  allPerformances(house).filter(({ show_id }) => show_id !== TRIAL_SHOW)

export const titleOf = ({ language }: Speech, one: PerformanceRow): string =>
  language === 'fr' ? one.title_fr : one.title_en

/** How many places are left, in words. */
export function availability(house: House, { t }: Speech, one: PerformanceRow): string {
  if (one.status === 'cancelled') return t.cancelled
  const { free } = count(house.db, one.id)
  if (free === 0) return t.sold_out
  return free <= 10 ? t.last(free) : t.left(free)
}

export function seasonPages(app: Hono, house: House): void {
  app.get('/', (c) => {
    const say = speech(c)
    const { t, to } = say
    const content = html`<p>${t.season_intro}</p>
      <p><a class="button main" href="${to('/abonnement')}">${t.subscribe}</a></p>
      <ul class="list">
        ${seasonOf(house).map((one) => evening(house, say, one))}
      </ul>`
    return c.html(layout(say, t.season, content))
  })

  app.get('/abonnement', (c) => {
    const say = speech(c)
    const { t, to, language, money } = say
    const content = html`<ul class="list">
      ${FORMULAS.map(
        (formula) =>
          html`<li class="row">
            <div>
              <h2 id="${formula.id}">${formula[language]}</h2>
              <p>${t.formula_detail(formula.performances, money(formula.cents))}</p>
            </div>
            <a class="button main" aria-describedby="${formula.id}" href="${to(`/abonnement/${formula.id}`)}"
              >${t.choose_formula}</a
            >
          </li>`,
      )}
    </ul>`
    return c.html(layout(say, t.formulas, content))
  })
}

function evening(house: House, say: Speech, one: PerformanceRow): Html {
  const { t, language, date, money } = say
  return html`<li class="row">
    <div>
      <h2>${titleOf(say, one)}</h2>
      <p>${date(one.starts_at)}</p>
      <p class="pale">${language === 'fr' ? one.about_fr : one.about_en}</p>
    </div>
    <p>
      ${money(one.price_cents)}<br /><strong>${availability(house, say, one)}</strong><br />
      <span class="pale">${one.numbered ? t.numbered : t.free_seating}</span>
    </p>
  </li>`
}
