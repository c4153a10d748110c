import * as fc from 'fast-check'
import { bookFees } from '../../../src/ledger/model/index.ts'
import { run } from '../clients.ts'
import { step } from './command.ts'
import { iso } from './territory.ts'

const told = fc.record({
  movement: fc.integer({ min: 0, max: 9 }),
  // some of a gift that is seen only later, or never
  gift: fc.integer({ min: 0, max: 8 }),
  given_back: fc.boolean(),
})

/**
 * What a provider kept and gave back, told in any order and more than once; a movement's own fee is always the same. What
 * is given back comes with what was kept, even before it: nobody gives back more than that.
 */
export const fees = step(
  'fees',
  fc.array(told, { maxLength: 4 }),
  (batch) => batch,
  async (batch, model, { client, connection_id }) => {
    const movements = batch.flatMap(({ movement, gift, given_back }) => {
      const cents = movement === 9 ? 0 : 17 * movement + 5
      const kept = { movement: `txn_${movement}_${gift}`, gift: `G${gift}/1`, cents }
      // of every other one only a part
      const back = movement % 2 === 0 ? cents : Math.floor(cents / 2)
      return given_back ? [{ ...kept, movement: `${kept.movement}_back`, cents: -back }, kept] : [kept]
    })
    model.books = bookFees(model.books, movements)
    await run(client, 'book_fees', {
      now: iso(model.now),
      movements: movements.map(({ movement: reference, gift, cents: fee_cents }) => {
        return { connection_id, reference, gift, gift_cents: 0, fee_cents, at: iso(model.now) }
      }),
    })
    return { modelled: null, stored: null }
  },
)
