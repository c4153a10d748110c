import { all, first, run } from './database.ts'
import { type Formula, formulaOf } from './formulas.ts'
import { change, found, type House, instant, Refused } from './house.ts'
import { sell } from './sales.ts'

export interface Cart {
  id: string
  formula: Formula
  performances: string[]
  gift_cents: number
  consent: object | null
  order_id: string | null
}

/** Begins a subscription with the performances that were chosen. */
export function openCart(house: House, formula_id: string, chosen: readonly string[]): string {
  const formula = found(formulaOf(formula_id), 'This subscription')
  const distinct = [...new Set(chosen)]
  if (distinct.length !== formula.performances) {
    throw new Refused(
      400,
      'BAD_REQUEST',
      `${formula.fr}: ${formula.performances} performances are to be chosen.`,
    )
  }
  const id = crypto.randomUUID()
  run(
    house.db,
    'insert into carts (id, formula, performances, created_at) values (?, ?, ?, ?)',
    id,
    formula.id,
    JSON.stringify(distinct),
    instant(house),
  )
  return id
}

export function cartOf(house: House, id: string): Cart {
  const row = found(
    first<{
      formula: string
      performances: string
      gift_cents: number
      consent: string | null
      order_id: string | null
    }>(house.db, 'select * from carts where id = ?', id),
    'This cart',
  )
  return {
    id,
    formula: found(formulaOf(row.formula), 'This subscription'),
    performances: JSON.parse(row.performances) as string[],
    gift_cents: row.gift_cents,
    consent: row.consent === null ? null : (JSON.parse(row.consent) as object),
    order_id: row.order_id,
  }
}

/** Puts the gift into the cart, with what was shown and chosen; 0 takes it out. */
export function setGift(house: House, cart_id: string, cents: number, consent: object): void {
  run(
    house.db,
    'update carts set gift_cents = ?, consent = ? where id = ? and order_id is null',
    cents,
    JSON.stringify(consent),
    cart_id,
  )
}

/** Pays the cart, once however often the button is pressed; answers the order. */
export function pay(house: House, cart_id: string, language: 'fr' | 'en'): string {
  return change(house, () => {
    const cart = cartOf(house, cart_id)
    if (cart.order_id) return cart.order_id
    const { formula, gift_cents, consent } = cart
    const gone = all<{ id: string; status: string }>(
      house.db,
      "select id from performances where status = 'cancelled' and id in (select value from json_each(?))",
      JSON.stringify(cart.performances),
    )
    if (gone.length > 0) throw new Refused(409, 'UNPROCESSABLE_ENTITY', 'A chosen performance was cancelled.')
    const order_id = sell(house, {
      language,
      subscription: formula,
      gift: consent && gift_cents > 0 ? { cents: gift_cents, consent } : null,
      seats: cart.performances.map((performance_id) => ({ performance_id, units: 1 })),
    })
    run(house.db, 'update carts set order_id = ? where id = ?', order_id, cart_id)
    return order_id
  })
}
