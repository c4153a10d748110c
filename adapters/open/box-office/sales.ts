import { run } from './database.ts'
import { acsOrder, orderRow } from './orders.ts'
import { found, type House, instant, randomCode } from './house.ts'
import { shownStep } from './step.ts'
import { record } from './journal.ts'
import { emit } from './outbox.ts'
import { takePlaces } from './places.ts'
import { addUnits, issue } from './units.ts'

export interface Sale {
  language: 'fr' | 'en'
  subscription: { fr: string; en: string; cents: number } | null
  gift: { cents: number; consent: object } | null
  /** ways in, by performance */
  seats: { performance_id: string; units: number }[]
}

/** Sells, paid at once: the lines, the gift among them, and a ticket for every seat. Call it within a change. */
export function sell(house: House, sale: Sale): string {
  const now = instant(house)
  const id = randomCode(8)
  run(
    house.db,
    `insert into orders (id, code, kind, status, language, created_at, updated_at, confirmed_at)
     values (?, ?, 'sale', 'confirmed', ?, ?, ?, ?)`,
    id,
    id,
    sale.language,
    now,
    now,
    now,
  )
  const addLine = (
    kind: 'subscription' | 'gift',
    fr: string,
    en: string,
    cents: number,
    consent?: object,
  ) => {
    const line_id = `${id}-${kind === 'gift' ? 'G' : 'A'}`
    run(
      house.db,
      `insert into lines (id, order_id, kind, label_fr, label_en, paid_cents, consent, given_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      line_id,
      id,
      kind,
      fr,
      en,
      cents,
      consent ? JSON.stringify(consent) : null,
      now,
    )
    return line_id
  }
  const { subscription, gift } = sale
  if (subscription) addLine('subscription', subscription.fr, subscription.en, subscription.cents)
  for (const { performance_id, units } of sale.seats) {
    takePlaces(house.db, performance_id, addUnits(house, { order_id: id, performance_id, units }), {
      from_allotment: false,
    })
  }
  issue(house, id)
  record(house.db, { at: now, kind: 'order', order_id: id })
  if (gift && gift.cents > 0) {
    const { cents } = gift
    const { fr, en } = shownStep(house)?.title ?? { fr: 'Don', en: 'Gift' }
    const line_id = addLine('gift', fr, en, cents, gift.consent)
    const entry = { order_id: id, line_id, delta_cents: cents, net_cents: cents }
    record(house.db, { at: now, kind: 'gift', ...entry })
    emit(house, 'gift.updated', acsOrder(house, found(orderRow(house, id), id)))
  }
  return id
}
