import { availableCredits, move, type Books, type Credit } from './books.ts'
import { fundCents, spend } from './line.ts'

/**
 * Finds the cents of a reduction: among those not yet converted, in the surplus, in credits that nobody holds (the
 * youngest first); what is left is a shortfall. Held and issued seats are never touched.
 */
export function takeBack(books: Books, gift: string | null, cents: number): Books {
  let [after, need] = takeFromFund(books, gift, cents)

  const from_surplus = Math.min(need, after.surplus_cents)
  after = move(after, 'surplus', 'taken_back', from_surplus)
  after = { ...after, surplus_cents: after.surplus_cents - from_surplus }
  need -= from_surplus

  for (let youngest = lastFree(after); need > 0 && youngest; youngest = lastFree(after)) {
    ;[after, need] = takeFromFund(withdraw(after, youngest), gift, need)
  }
  after = move(after, 'shortfall', 'taken_back', need)
  return { ...after, shortfall_cents: after.shortfall_cents + need }
}

function takeFromFund(books: Books, gift: string | null, need: number): [Books, number] {
  const taken = Math.min(need, fundCents(books))
  if (taken === 0) return [books, need]
  const spent = spend(books, taken, { use: 'reduction', credit: null, gift })
  return [move(spent, 'fund', 'taken_back', taken), need - taken]
}

/** Those that the structure offered cost nothing and give nothing back. */
function lastFree(books: Books): Credit | undefined {
  return availableCredits(books)
    .filter((credit) => credit.price_cents > 0)
    .at(-1)
}

/** The credit's price comes back onto the line, at its end. */
function withdraw(books: Books, credit: Credit): Books {
  const { price_cents, number, origin } = credit
  const from = books.line_in
  const to = from + price_cents
  const posted = move(move(books, 'reserve', 'fund', price_cents), 'available', 'minted', 1)
  return {
    ...posted,
    line_in: to,
    inflows: [...posted.inflows, { gift: null, cents: price_cents, span: { from, to }, applied: true }],
    credits: posted.credits.map((one) => (one.number === number ? { ...one, state: 'withdrawn' } : one)),
    minted: posted.minted - (origin === 'gifts' ? 1 : 0),
  }
}
