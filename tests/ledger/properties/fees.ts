import * as fc from 'fast-check'
import { bookFees } from '../../../src/ledger/model/index.ts'
import { run } from '../clients.ts'
import { step } from './command.ts'
import { iso } from './territory.ts'

const told = fc.record({
  movement: fc.integer({ min: 0, max: 9 }),
  // some of a gift that is seen only later, or never
  gift: fc.integer({ min: 0, max: 8 }),
})

/** What a provider kept, told in any order and more than once; a movement's own fee is always the same. */
export const fees = step(
  'fees',
  fc.array(told, { maxLength: 4 }),
  (batch) => batch,
  async (batch, model, { client, connection_id }) => {
    const movements = batch.map(({ movement, gift }) => ({
      movement: `txn_${movement}_${gift}`,
      gift: `G${gift}/1`,
      cents: movement === 9 ? 0 : 17 * movement + 5,
    }))
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
