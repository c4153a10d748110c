import { inForce, move, type Books } from './books.ts'
import { fundCents, numbered, spend } from './line.ts'
import { takeBack } from './take-back.ts'

/**
 * One run of the conversion: cents that came take their place on the line, the shortfall is made good, reductions are
 * taken back, then credits open at the price in force up to the planned seats; past these, the rest is surplus.
 */
export function convert(books: Books, at: number): Books {
  let after = fillShortfall(placeOnLine(books))
  for (const inflow of books.inflows) {
    if (inflow.applied || inflow.cents > 0) continue
    after = takeBack(after, inflow.gift, -inflow.cents)
  }
  after = { ...after, inflows: after.inflows.map((inflow) => ({ ...inflow, applied: true })) }

  const agreed = inForce(after, at)
  if (!agreed) return after
  while (after.minted < agreed.planned_seats && fundCents(after) >= agreed.seat_price_cents) {
    after = openCredit(after, agreed.seat_price_cents)
  }
  const rest = fundCents(after)
  return after.minted >= agreed.planned_seats && rest > 0 ? setSurplusAside(after, rest) : after
}

function placeOnLine(books: Books): Books {
  let line_in = books.line_in
  const inflows = books.inflows.map((inflow) => {
    if (inflow.applied || inflow.cents < 0) return inflow
    const from = line_in
    line_in += inflow.cents
    return { ...inflow, span: { from, to: line_in } }
  })
  return { ...books, line_in, inflows }
}

function fillShortfall(books: Books): Books {
  const filled = Math.min(books.shortfall_cents, fundCents(books))
  if (filled === 0) return books
  const spent = spend(books, filled, { use: 'shortfall', credit: null, gift: null })
  return { ...move(spent, 'fund', 'shortfall', filled), shortfall_cents: books.shortfall_cents - filled }
}

function openCredit(books: Books, price_cents: number): Books {
  const opened = numbered(books, [{ price_cents, origin: 'gifts', state: 'available', seat: null }])
  const spent = spend(books, price_cents, { use: 'credit', credit: opened[0]!.number, gift: null })
  const posted = move(move(spent, 'fund', 'reserve', price_cents), 'minted', 'available', 1)
  return { ...posted, credits: [...posted.credits, ...opened], minted: posted.minted + 1 }
}

function setSurplusAside(books: Books, cents: number): Books {
  const spent = spend(books, cents, { use: 'surplus', credit: null, gift: null })
  return { ...move(spent, 'fund', 'surplus', cents), surplus_cents: books.surplus_cents + cents }
}
